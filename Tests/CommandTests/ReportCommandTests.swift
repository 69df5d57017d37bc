import Foundation
import TestSupport
import Testing

/// `report` and `draw` as a user runs them.
@Suite struct ReportCommandTests {
  private static let repository = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  /// The records that the shipped notebooks were made of.
  private static let log = repository.appendingPathComponent("Benchmarks/results/smoke.jsonl").path
  private static let chromium = ["chromium", "chromium-browser"].contains { name in
    FileManager.default.isExecutableFile(atPath: "/usr/bin/\(name)")
  }
  private static let renderer = FileManager.default.isExecutableFile(
    atPath: "/usr/bin/rsvg-convert")

  @Test(
    arguments: [
      ("gap", "greatest total rate"), ("summary", "Gaps by servers"), ("runtime", "Run time"),
      ("methods", "Methods side by side"), ("profile", "Performance profile"),
      ("scaling", "Fitted exponents"), ("dispatch", "Response time against load"), ("runs", "Runs"),
    ])
  func everyTableInEveryFormat(table: String, title: String) throws {
    for format in ["text", "csv", "markdown", "latex"] {
      let result = try CommandRunner.run(["report", Self.log, "--table", table, "--format", format])
      #expect(result.status == 0)
      #expect(result.error.isEmpty)
      #expect(format == "csv" || result.output.contains(title))
    }
  }

  @Test func thePageOfTheMeasuredClustersStaysSmall() throws {
    try CommandRunner.inDirectory { directory in
      let log = Self.repository.appendingPathComponent("Benchmarks/results/real-clusters.jsonl")
      let path = "\(directory)/report.html"
      let result = try CommandRunner.run(["report", log.path, "-o", path])
      #expect(result.status == 0, "\(result.error)")
      let size = try Data(contentsOf: URL(fileURLWithPath: path)).count
      #expect((10_000..<2_000_000).contains(size))
    }
  }

  @Test func theSameLogTwiceCountsOnce() throws {
    let once = try CommandRunner.run(["report", Self.log])
    #expect(once.status == 0)
    #expect(try CommandRunner.run(["report", Self.log, Self.log]).output == once.output)
  }

  @Test func figuresAreFiles() throws {
    try CommandRunner.inDirectory { directory in
      for kind in ["profile", "trajectory", "frontier", "response", "scaling", "gaps"] {
        let path = "\(directory)/\(kind).svg"
        let result = try CommandRunner.run(["report", Self.log, "--figure", kind, "-o", path])
        #expect(result.status == 0, "\(result.error)")
        #expect(try String(contentsOfFile: path, encoding: .utf8).hasPrefix("<svg "))
      }
    }
  }

  @Test(.enabled(if: renderer, "rsvg-convert is not here: make setup-tests installs it"))
  func picturesCanBePNG() throws {
    try CommandRunner.inDirectory { directory in
      let plan = "\(directory)/greedy.plan.json"
      #expect(
        try CommandRunner.run(["greedy", CommandRunner.workedExample, "-o", plan]).status == 0)
      let path = "\(directory)/plan.png"
      let result = try CommandRunner.run(["draw", CommandRunner.workedExample, plan, "-o", path])
      #expect(result.status == 0, "\(result.error)")
      let data = try Data(contentsOf: URL(fileURLWithPath: path))
      #expect(data.prefix(4) == Data([0x89, 0x50, 0x4E, 0x47]))
      #expect(try FileManager.default.contentsOfDirectory(atPath: directory).count == 2)
    }
  }

  @Test(.enabled(if: chromium, "Chromium is not here: make setup-tests installs it"))
  func thePageOpensSortsAndPrints() throws {
    try CommandRunner.inDirectory { directory in
      let page = "\(directory)/report.html"
      #expect(try CommandRunner.run(["report", Self.log, "-o", page]).status == 0)
      let check = Self.repository.appendingPathComponent("Scripts/check-report").path
      let result = try FinishedProgram.run(check, [page])
      #expect(result.status == 0)
      #expect(result.error.isEmpty)
      #expect(result.output.contains("\"figures\": 6"))
    }
  }

  @Test func notebooksComeWithTheirData() throws {
    try CommandRunner.inDirectory { directory in
      let folder = "\(directory)/exported"
      #expect(try CommandRunner.run(["report", Self.log, "--notebook", folder]).status == 0)
      let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
      let tables = names.filter { $0.hasPrefix("table-") }
      let texts = try tables.map { try String(contentsOfFile: "\(folder)/\($0)", encoding: .utf8) }
      for kind in [
        "summary", "gap", "methods", "runtime", "profile", "scaling", "dispatch", "runs",
      ] {
        let shown = try CommandRunner.run(["report", Self.log, "--table", kind, "--format", "csv"])
        let parts = shown.output.components(separatedBy: "\n\n")
        #expect(!parts.isEmpty)
        for part in parts { #expect(texts.contains(part.hasSuffix("\n") ? part : part + "\n")) }
      }
      #expect(
        names.filter { !tables.contains($0) } == [
          "README.md", "dictionary.csv", "dispatch.csv", "frontier.csv", "frontier.ipynb",
          "gaps.ipynb", "profile.ipynb", "response.ipynb", "runs.csv", "scaling.ipynb",
          "trajectory.csv", "trajectory.ipynb",
        ])
      for name in names where name.hasSuffix(".ipynb") {
        let data = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)"))
        let notebook = try #require(
          try JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect(notebook["nbformat"] as? Int == 4)
      }
      let runs = try String(contentsOfFile: "\(folder)/runs.csv", encoding: .utf8)
      let records = try String(contentsOfFile: Self.log, encoding: .utf8)
      #expect(runs.split(separator: "\n").count == records.split(separator: "\n").count + 1)
      // Every column of every file is explained.
      let dictionary = try String(contentsOfFile: "\(folder)/dictionary.csv", encoding: .utf8)
      for name in ["runs.csv", "frontier.csv", "dispatch.csv", "trajectory.csv"] {
        let head = try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
          .split(separator: "\n")[0]
        for column in head.split(separator: ",") {
          #expect(dictionary.contains("\n\(name),\(column),"))
        }
      }
    }
  }

  @Test(
    arguments: [
      (["--figure", "profile"], 64, "--figure needs a file; add -o profile.svg"),
      (["--figure", "profile", "-o", "x.pdf"], 64, "ends neither in .svg nor in .png"),
      (["--figure", "profiles", "-o", "x.svg"], 64, "did you mean profile?"),
      (["--table", "gap", "--notebook", "x"], 64, "--table and --notebook exclude each other"),
      (["-o", "x.txt"], 64, "say what goes there with --table"),
      (["--instance", "nobody"], 65, "no record is left to report"),
      (["--table", "dispatch", "--experiment", "gap"], 65, "has no runs of the question dispatch"),
    ])
  func misuseIsExplained(options: [String], status: Int32, message: String) throws {
    let result = try CommandRunner.run(["report", Self.log] + options)
    #expect(result.status == status)
    #expect(result.error.contains(message), "\(result.error)")
    #expect(result.output.isEmpty)
  }

  @Test func badPlansAreNotDrawn() throws {
    try CommandRunner.inDirectory { directory in
      let plan = "\(directory)/greedy.plan.json"
      #expect(
        try CommandRunner.run(["greedy", CommandRunner.workedExample, "-o", plan]).status == 0)
      let only = try CommandRunner.run(["draw", CommandRunner.workedExample])
      #expect(only.status == 64)
      #expect(only.error.contains("only an instance is given"))
      let titles = try CommandRunner.run(["draw", plan, "--titles", "a;b"])
      #expect(titles.status == 64)
      let text = try String(contentsOfFile: plan, encoding: .utf8)
      try text.replacingOccurrences(of: "\"s1\", \"s2\"", with: "\"s2\", \"s1\"")
        .write(toFile: plan, atomically: true, encoding: .utf8)
      for arguments in [["draw", plan], ["draw", CommandRunner.workedExample, plan]] {
        let result = try CommandRunner.run(arguments)
        #expect(result.status == 65)
        #expect(result.error.contains("chains[0]"), "\(result.error)")
      }
    }
  }
}
