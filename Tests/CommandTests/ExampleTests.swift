import Foundation
import TestSupport
import Testing

/// The examples of pages, articles and comments are Swift that compiles and prints what it says.
@Suite struct ExampleTests {
  private static let script = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Scripts/check-examples")

  @Test func everyExampleCompilesAndPrintsWhatItSays() throws {
    let build = CommandRunner.program.deletingLastPathComponent()
    let result = try FinishedProgram.run(Self.script.path, [build.path])
    #expect(result.output.isEmpty)
    #expect(result.error.isEmpty)
    #expect(result.status == 0)
  }
}
