import Foundation
import TestSupport
import Testing

@testable import chainwright

/// What the README shows is what there is.
@Suite struct ReadmeTests {
  private static let repository = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The README's fenced blocks of a language, without the fences.
  private func blocks(of language: String) throws -> [String] {
    let text = try String(
      contentsOf: Self.repository.appendingPathComponent("README.md"), encoding: .utf8)
    return text.components(separatedBy: "```\(language)\n").dropFirst().map {
      $0.components(separatedBy: "```")[0]
    }
  }

  @Test func theProgramIsTheExampleThatIsCompiled() throws {
    let shown = try #require(try blocks(of: "swift").first)
    let source = try String(
      contentsOf: Self.repository.appendingPathComponent("Examples/FirstPlan/main.swift"),
      encoding: .utf8)
    // The example stands inside `#if CBC`, indented; the README shows it without.
    var lines = source.components(separatedBy: "\n")
    #expect(lines.first == "#if CBC")
    lines.removeFirst()
    let end = try #require(lines.firstIndex(of: "#endif"))
    let program = lines[..<end].map { $0.hasPrefix("  ") ? String($0.dropFirst(2)) : $0 }
    #expect(program.joined(separator: "\n") + "\n" == shown)
    #expect(program.count <= 20)
  }

  @Test func theProgramPrintsWhatIsShown() throws {
    let program = CommandRunner.program.deletingLastPathComponent()
      .appendingPathComponent("FirstPlan")
    let result = try FinishedProgram.run(program.path, [])
    let printed = result.output
    #expect(result.status == 0)
    #expect(printed.hasPrefix("optimal: "))
    #expect(try blocks(of: "text").contains { nineDigits($0) == nineDigits(printed) })
  }

  /// The last digits of a bound are the solver's, not ours.
  private func nineDigits(_ text: String) -> String {
    text.replacingOccurrences(
      of: #"([0-9]\.[0-9]{8})[0-9]*"#, with: "$1", options: .regularExpression)
  }

  @Test func everyCommandOfTheTableIsThere() throws {
    let text = try String(
      contentsOf: Self.repository.appendingPathComponent("README.md"), encoding: .utf8)
    let help = try CommandRunner.run(["--help"]).output
    for command in CommandList.all.map({ $0.name }) {
      #expect(text.contains("`\(command)"))
      #expect(help.contains("  \(command)  "))
    }
  }

  /// Every page's links and headings, and the headings that comments cite.
  @Test func everyLinkOfTheDocumentsLeadsSomewhere() throws {
    let script = Self.repository.appendingPathComponent("Scripts/check-links")
    let result = try FinishedProgram.run(script.path, [])
    #expect(result.output.isEmpty)
    #expect(result.status == 0)
  }
}
