/// The names that some columns or rows were given; costs nothing where none was.
struct GivenNames: Sendable {
  /// Ends with the last one that has a name.
  private var names: [String?] = []

  /// Whether none was given.
  var isEmpty: Bool { names.isEmpty }

  /// The name at an index; nil where none was given.
  subscript(index: Int) -> String? {
    index < names.count ? names[index] : nil
  }

  /// Names the next index, at or beyond all earlier ones; without a name, nothing is kept.
  mutating func append(_ name: String?, at index: Int) {
    guard let name else { return }
    while names.count < index { names.append(nil) }
    names.append(name)
  }
}
