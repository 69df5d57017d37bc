/// Tidy files, a data dictionary, and notebooks that redraw the figures from them with pandas and matplotlib.
///
/// Beside them stand the program's own tables, which the notebooks compare their numbers with.
package struct NotebookExport: Sendable {
  /// A file of the export: its name and its text.
  package struct File: Sendable {
    package let name: String
    package let text: String
  }

  /// The files, the data first.
  package let files: [File]

  /// The export of records; a notebook is left out where the records have nothing for its figure.
  ///
  /// - Parameter logs: names of the logs, for the remark on how the files were made.
  /// - Complexity: O(records · columns).
  package init(_ records: [Record], logs: [String]) {
    let results = Results(records)
    let runs = zip(records, results.log.labels.numbers).lazy.map {
      TidyFiles.Run(record: $0, label: results.log.labels.names[$1])
    }
    let frontier = runs.flatMap { run -> [TidyFiles.Part<FrontierEntry>] in
      guard case .frontier(let points) = run.record.outcome.points else { return [] }
      return points.map { TidyFiles.Part(run: run, item: $0) }
    }
    let dispatch = runs.flatMap { run -> [TidyFiles.Part<DispatchEntry>] in
      guard case .dispatch(let points) = run.record.outcome.points else { return [] }
      return points.map { TidyFiles.Part(run: run, item: $0) }
    }
    let trajectory = runs.flatMap { run in
      run.record.outcome.trajectory.map { TidyFiles.Part(run: run, item: $0) }
    }
    var files = [
      File(name: TidyFiles.runs.name, text: TidyFiles.runs.csv(of: runs)),
      File(name: TidyFiles.frontier.name, text: TidyFiles.frontier.csv(of: frontier)),
      File(name: TidyFiles.dispatch.name, text: TidyFiles.dispatch.csv(of: dispatch)),
      File(name: TidyFiles.trajectory.name, text: TidyFiles.trajectory.csv(of: trajectory)),
      File(name: "dictionary.csv", text: TidyFiles.dictionary),
    ]
    files += TableKind.all(of: results).flatMap(\.tables).map {
      File(name: "table-\($0.key).csv", text: $0.csv)
    }
    let kinds = FigureKind.all(of: results).map(\.kind)
    files += kinds.map { File(name: $0.notebookName, text: Notebook.text(of: $0)) }
    files.append(File(name: "README.md", text: Self.readme(kinds, logs: logs)))
    self.files = files
  }

  private static func readme(_ kinds: [FigureKind], logs: [String]) -> String {
    let list = kinds.map { "- [`\($0.notebookName)`](\($0.notebookName)): \($0.notebookTitle)\n" }
    return """
      # Results as tidy files and notebooks

      Made by

          chainwright report \(logs.joined(separator: " ")) --notebook DIR

      `runs.csv` has one run a row; `frontier.csv`, `dispatch.csv` and `trajectory.csv` have the points of runs that have
      several, and name the run. `dictionary.csv` says what each column means and in which unit.

      The notebooks need pandas and matplotlib and read the files beside them. Each but that of the gap over time ends by
      comparing its numbers with the program's own tables, `table-….csv`, and fails where they differ:

      \(list.joined())
      """
  }
}
