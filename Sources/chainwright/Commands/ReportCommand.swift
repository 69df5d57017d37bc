import Experiments
import ServerChains

/// `report`: tables, figures, a page and notebooks from logs.
enum ReportCommand: Command {
  static let name = "report"
  static let summary = "Make tables, figures, a page or notebooks from the logs of runs."
  static let discussion = [
    "Says one of four things about the runs in the logs: a table with --table, a figure with "
      + "--figure, everything on one HTML page with -o FILE.html, or tidy CSV files with "
      + "notebooks that redraw the figures with --notebook. Without any of these it prints what "
      + "was run, the gaps in short and the methods side by side.",
    "A run that stands in several logs counts once. Run times count a run without proof with its "
      + "time limit. In CSV numbers are unrounded, and several tables are separated "
      + "by an empty line.",
  ]
  static let lists = [
    HelpList(
      title: "Tables",
      items: [
        ("summary", "Gaps by servers, slots and arrival rate: mean, median and worst."),
        ("gap", "Greedy, best and bound of every problem, with both gaps."),
        ("methods", "Exact methods side by side: value, bound, gap and time by family."),
        ("runtime", "Solved, timed out, shifted geometric mean of times, by method."),
        ("profile", "Shares solved within multiples of the fastest time, by method."),
        ("scaling", "Time by size, with fitted exponents."),
        ("dispatch", "Response against load: bounds, exact, simulated."),
        ("runs", "What was run and how it ended."),
      ]),
    HelpList(
      title: "Figures",
      items: [
        ("profile", "Dolan–Moré performance profiles of exact methods."),
        ("trajectory", "The certified gap over time."),
        ("frontier", "V_n with its bound and the greedy points."),
        ("response", "Mean response against load."),
        ("scaling", "Time against size."),
        ("gaps", "How greedy and certified gaps are distributed."),
      ]),
  ]
  static let positionals = [
    Positional(name: "LOG", help: "Logs of runs (*.jsonl), as `bench` writes them.", repeats: true)
  ]
  static let options: [Option] = [
    .value("--table", "KIND", allowed: TableKind.allCases.map(\.rawValue), "Print this table."),
    .value(
      "--format", "F", default: TableFormat.text.rawValue,
      allowed: TableFormat.allCases.map(\.rawValue), "How to write the table."),
    .value(
      "--figure", "KIND", allowed: FigureKind.allCases.map(\.rawValue),
      "Draw this figure, into -o FILE.svg or FILE.png."),
    .value("-o", "FILE", "The page (.html), the figure (.svg, .png) or the table goes here."),
    .value("--notebook", "DIR", "Write tidy files and notebooks into this folder."),
    .value(
      "--question", "WHICH", allowed: RunQuestion.allCases.map(\.rawValue),
      "Only runs of this question."),
    .value("--experiment", "NAME", "Only runs of this experiment."),
    .value("--instance", "NAME", "Only runs on this instance."),
    .value("--shift", "S", default: "1", "The shift of geometric means, in seconds."),
  ]
  static let examples = [
    "chainwright report real-clusters.jsonl --table gap",
    "chainwright report small-exact.jsonl --table runtime --format latex -o runtime.tex",
    "chainwright report small-exact.jsonl --figure profile -o profile.svg",
    "chainwright report real-clusters.jsonl -o report.html",
    "chainwright report real-clusters.jsonl --notebook exported",
  ]

  static func run(_ arguments: ParsedArguments) throws -> ExitStatus {
    let task = try ReportTask(arguments)
    let logs = arguments.positionals("LOG")
    let records = try read(logs, arguments)
    switch task {
    case .tables(let kinds, let format, let path):
      let results = Results(records)
      let text = format.text(
        of: kinds.flatMap { $0.tables(of: results, shift: task.shift(arguments)) })
      guard !text.isEmpty || kinds.count > 1 else {
        throw InputError(
          "it has no \(kinds[0].need); report a log that has some", file: logs[0])
      }
      try write(text, to: path)
    case .figure(let kind, let path):
      guard let figure = kind.figure(of: Results(records)) else {
        throw InputError(
          "it has no \(kind.need); report a log that has some", file: logs[0])
      }
      try PictureOutput.write(figure.svg, to: path)
    case .page(let path):
      let page = ReportPage(Results(records), logs: logs, shift: task.shift(arguments))
      try OutputFile.write(page.html, to: path)
    case .notebooks(let folder):
      try OutputFile.makeFolder(folder)
      for file in NotebookExport(records, logs: logs).files {
        try OutputFile.write(file.text, to: "\(folder)/\(file.name)")
      }
    }
    return .done
  }

  private static func write(_ text: String, to path: String?) throws(InputError) {
    if let path {
      try OutputFile.write(text, to: path)
    } else {
      try StandardStreams.write(text)
    }
  }

  /// The records of all logs that the options let through, each run once.
  private static func read(
    _ logs: [String], _ arguments: ParsedArguments
  ) throws -> [Record] {
    var seen: Set<String> = []
    var records: [Record] = []
    for path in logs {
      let log = try RecordLog.read(path: path)
      if logs.count == 1 {
        records = log.records
      } else {
        records += log.records.filter { seen.insert($0.run).inserted }
      }
    }
    let question = arguments.text("--question")
    let experiment = arguments.text("--experiment")
    let instance = arguments.text("--instance")
    records = records.filter { record in
      question.map { record.question.rawValue == $0 } ?? true
        && experiment.map { record.experiment == $0 } ?? true
        && instance.map { record.instance.name == $0 } ?? true
    }
    guard !records.isEmpty else {
      throw InputError(
        "no record is left to report; check the log and the options that choose among its runs",
        file: logs[0])
    }
    return records
  }
}

/// What a report is asked for.
private enum ReportTask {
  case tables([TableKind], TableFormat, path: String?)
  case figure(FigureKind, path: String)
  case page(path: String)
  case notebooks(folder: String)

  init(_ arguments: ParsedArguments) throws(UsageError) {
    let table = arguments.text("--table").flatMap(TableKind.init)
    let figure = arguments.text("--figure").flatMap(FigureKind.init)
    let path = arguments.text("-o")
    _ = try arguments.real("--shift", in: 1e-6...1e6)
    let format = arguments.text("--format").flatMap(TableFormat.init) ?? .text
    let given = ["--table", "--figure", "--notebook"].filter { arguments.isGiven($0) }
    guard given.count < 2 else {
      throw arguments.error("\(given[0]) and \(given[1]) exclude each other; leave one out")
    }
    if let table {
      self = .tables([table], format, path: path)
    } else if let figure {
      guard let path else {
        throw arguments.error("--figure needs a file; add -o \(figure.rawValue).svg")
      }
      try PictureOutput.check(arguments)
      self = .figure(figure, path: path)
    } else if let folder = arguments.text("--notebook") {
      guard path == nil else {
        throw arguments.error("--notebook writes into its folder; leave -o out")
      }
      self = .notebooks(folder: folder)
    } else if let path, path.lowercased().hasSuffix(".html") {
      self = .page(path: path)
    } else {
      guard path == nil || arguments.isGiven("--format") else {
        throw arguments.error(
          "-o \(path ?? "") does not end in .html; say what goes there with --table")
      }
      self = .tables([.runs, .summary, .methods], format, path: path)
    }
  }

  func shift(_ arguments: ParsedArguments) -> Double {
    arguments.text("--shift").flatMap(Double.init) ?? 1
  }
}
