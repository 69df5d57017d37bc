/// A raw option of one solver, from the backend's documented list.
public struct SolverOption: Sendable, Equatable {
  /// The values that an option takes.
  public enum Kind: Sendable, Equatable {
    /// `true` or `false`.
    case flag
    /// A whole number in a range.
    case integer(ClosedRange<Int>)
    /// A finite number in a range.
    case real(ClosedRange<Double>)
    /// One of some words.
    case choice([String])
  }

  /// The name, as the solver's own documentation has it.
  public let name: String
  /// The values that it takes.
  public let kind: Kind
  /// One sentence.
  public let help: String

  /// Describes an option.
  public init(_ name: String, _ kind: Kind, _ help: String) {
    self.name = name
    self.kind = kind
    self.help = help
  }

  /// The values in words, for instance `0 to 4`.
  public var valueWords: String {
    switch kind {
    case .flag: "true or false"
    case .integer(let range): "\(range.lowerBound) to \(range.upperBound)"
    case .real(let range): "\(range.lowerBound) to \(range.upperBound)"
    case .choice(let words): words.joined(separator: ", ")
    }
  }

  /// A text as a value of the option; nil where it is none.
  func value(of text: String) -> SolverOptionValue? {
    switch kind {
    case .flag:
      return text == "true" ? .flag(true) : text == "false" ? .flag(false) : nil
    case .integer(let range):
      return Int(text).flatMap { range.contains($0) ? .integer($0) : nil }
    case .real(let range):
      return Double(text).flatMap { range.contains($0) ? .real($0) : nil }
    case .choice(let words):
      return words.contains(text) ? .text(text) : nil
    }
  }
}

/// The value of a raw option.
package enum SolverOptionValue: Sendable, Equatable {
  case flag(Bool)
  case integer(Int)
  case real(Double)
  case text(String)

  /// The value as a solver's command line would have it.
  package var text: String {
    switch self {
    case .flag(let flag): flag ? "true" : "false"
    case .integer(let number): "\(number)"
    case .real(let number): "\(number)"
    case .text(let text): text
    }
  }
}

extension SolveParameters {
  /// The raw options by name, in the order of their names.
  ///
  /// - Throws: ``SolverError/invalidParameter(_:)`` for an unknown name, with the nearest ones, and
  ///   for a wrong value.
  package func optionValues(
    of solver: some Solver
  ) throws(SolverError) -> [(name: String, value: SolverOptionValue)] {
    var values: [(name: String, value: SolverOptionValue)] = []
    for (name, text) in options.sorted(by: { $0.key < $1.key }) {
      guard let option = solver.options.first(where: { $0.name == name }) else {
        let near = NearestNames.of(name, among: solver.options.map(\.name))
        let all = solver.options.map(\.name).sorted().joined(separator: ", ")
        throw .invalidParameter(
          "\(solver.name) has no option \(name)"
            + (near.isEmpty
              ? "; it takes \(all.isEmpty ? "none" : all)."
              : "; did you mean \(near.joined(separator: " or "))?"))
      }
      guard let value = option.value(of: text) else {
        throw .invalidParameter(
          "The option \(name) of \(solver.name) cannot be \(text); give \(option.valueWords).")
      }
      values.append((name, value))
    }
    return values
  }
}

/// Finds the names that were probably meant.
enum NearestNames {
  /// Up to three names, the nearest first: few changes, or one is a part of the other.
  ///
  /// - Complexity: O(names · product of the lengths).
  static func of(_ word: String, among names: [String]) -> [String] {
    let wanted = plain(word)
    let scored = names.enumerated().map { place, name in
      let candidate = plain(name)
      let isPart =
        wanted.count >= 3 && (contains(candidate, wanted) || contains(wanted, candidate))
      return (distance: isPart ? 1 : distance(wanted, candidate), place: place, name: name)
    }
    let allowed = max(2, word.count / 3)
    return scored.filter { $0.distance <= allowed }
      .sorted { ($0.distance, $0.place) < ($1.distance, $1.place) }.prefix(3).map(\.name)
  }

  /// The letters and digits in lower case: `mipRelGap` and `mip_rel_gap` are the same.
  private static func plain(_ name: String) -> [UInt8] {
    Array(name.lowercased().utf8.filter { $0 != UInt8(ascii: "_") && $0 != UInt8(ascii: "-") })
  }

  private static func contains(_ long: [UInt8], _ short: [UInt8]) -> Bool {
    guard !short.isEmpty, short.count <= long.count else { return false }
    return (0...long.count - short.count).contains {
      long[$0..<$0 + short.count].elementsEqual(short)
    }
  }

  /// Insertions, deletions and replacements that turn one word into the other.
  private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var row = Array(0...right.count)
    for (index, letter) in left.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for column in right.indices {
        let least = min(
          row[column] + 1, row[column + 1] + 1, diagonal + (letter == right[column] ? 0 : 1))
        diagonal = row[column + 1]
        row[column + 1] = least
      }
    }
    return row[right.count]
  }
}
