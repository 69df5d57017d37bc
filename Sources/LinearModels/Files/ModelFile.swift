/// What was read from a file: a model, and what the file says that the model does not.
public struct ModelFile: Sendable {
  /// The model, valid for a solver.
  public let model: Model
  /// A sentence for each kind of thing in the file that was left out or has two readings, with the
  /// line where the first one stands; empty for most files.
  public let remarks: [String]
}

/// The remarks about one file while it is being read: one for each kind, however often it is met.
struct FileRemarks {
  /// What a remark can be about.
  enum Kind {
    case rightSides, ranges, bounds, repeatedSide, repeatedRange, repeatedBound, repeatedEntry
    case freeRange, openedLower, noBound, largeInteger, afterEnd, note
  }

  private var entries: [(kind: Kind, sentence: String, more: Int)] = []

  /// Remarks something of a kind; only the first of a kind is said in full.
  ///
  /// What is said, and of which line, is made only then: both take time.
  mutating func add(
    _ kind: Kind, line: @autoclosure () -> Int? = nil, _ words: @autoclosure () -> String
  ) {
    if let known = entries.firstIndex(where: { $0.kind == kind }) {
      entries[known].more += 1
    } else {
      entries.append((kind, (line().map { "Line \($0): " } ?? "") + words(), 0))
    }
  }

  /// The sentences.
  var sentences: [String] {
    entries.map { $0.more == 0 ? "\($0.sentence)." : "\($0.sentence) (and \($0.more) more such)." }
  }
}
