import Foundation
import Testing

/// The program's version, and the documents that name it.
@Suite struct VersionTests {
  private static let repository = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  private func lines(of document: String) throws -> [String] {
    try String(
      contentsOf: Self.repository.appendingPathComponent(document), encoding: .utf8
    ).components(separatedBy: "\n")
  }

  /// The value of a field of the citation itself, which is not indented.
  private func citation(_ field: String) throws -> String {
    let line = try #require(lines(of: "CITATION.cff").first { $0.hasPrefix("\(field): ") })
    return String(line.dropFirst(field.count + 2))
  }

  @Test func theCitationNamesTheProgramsVersion() throws {
    let printed = try CommandRunner.run(["--version"]).output
    #expect(printed == "chainwright \(try citation("version"))\n")
  }

  @Test func theChangelogsNewestVersionIsThatOfTheCitation() throws {
    let headings = try lines(of: "CHANGELOG.md").filter { $0.hasPrefix("## ") }
    try #require(headings.count >= 2)
    #expect(headings[0] == "## Unreleased")
    #expect(headings[1] == "## \(try citation("version")) — \(try citation("date-released"))")
  }
}
