import Foundation
import Testing

/// Output as committed under `Golden/`, one file per command line.
///
/// What differs from run to run or from one release of a solver to the next is masked on both
/// sides: times, versions, and how many columns and programs a proof took.
/// `CHAINWRIGHT_RECORD=1 swift test --filter GoldenOutputTests` writes the files anew.
enum Golden {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Golden")
  private static let isRecording =
    ProcessInfo.processInfo.environment["CHAINWRIGHT_RECORD"] == "1"

  /// Expects a text, masked, to be what the file of this name holds.
  static func expect(
    _ text: String, is name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let file = folder.appendingPathComponent(name)
    let masked = mask(text)
    if isRecording { try masked.write(to: file, atomically: true, encoding: .utf8) }
    let golden = try String(contentsOf: file, encoding: .utf8)
    #expect(masked == golden, "\(name)", sourceLocation: sourceLocation)
  }

  /// The text with times, solver versions and effort replaced by words.
  static func mask(_ text: String) -> String {
    let patterns = [
      (#""seconds": [0-9.e+-]+"#, #""seconds": SECONDS"#),
      (#"[0-9]+\.[0-9]{3} s\n"#, "SECONDS s\n"),
      (#"(glpk|cbc) [0-9]+\.[0-9.]+"#, "SOLVER"),
      (#"[0-9]+ columns, [0-9]+ programs?(, [0-9]+ alignment cuts)?"#, "EFFORT"),
      // The last column of `frontier`, and the last but one of `gap`.
      (#" +[0-9]+\.[0-9]{2}(?=(  [a-zA-Z]+)?\n)"#, " SECONDS"),
    ]
    return patterns.reduce(text) { text, pattern in
      text.replacingOccurrences(of: pattern.0, with: pattern.1, options: .regularExpression)
    }
  }
}
