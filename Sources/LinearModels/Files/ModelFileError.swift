/// What is wrong with a model file, and on which line.
public struct ModelFileError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The line, from 1; nil where the fault belongs to no line.
  public let line: Int?
  /// What is wrong and, after a semicolon, what to do.
  public let words: String

  /// One sentence that says where, what is wrong and what to do.
  public var description: String {
    line.map { "Line \($0): \(words)." } ?? "\(words)."
  }

  init(line: Int?, _ words: String) {
    self.line = line
    self.words = words
  }

  /// The fault of a model that was read whole but makes no sense.
  init(_ error: ModelError) {
    let sentence = error.description
    self.init(line: nil, sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence)
  }
}
