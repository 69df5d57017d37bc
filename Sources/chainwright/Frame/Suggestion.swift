/// Finds the name that was probably meant.
enum Suggestion {
  /// `; did you mean …?`, or where nothing is near, another remedy.
  static func clause(
    for word: String, among names: [String], otherwise remedy: String = "see --help for the names"
  ) -> String {
    guard let name = nearest(to: word, among: names) else { return "; \(remedy)" }
    return "; did you mean \(name)?"
  }

  /// The name with the fewest changes, where they are few for the word's length, or that the word
  /// begins.
  ///
  /// Ties go to the name first in the list.
  static func nearest(to word: String, among names: [String]) -> String? {
    var best: (name: String, distance: Int)?
    for name in names {
      let distance = distance(Array(word.lowercased()), Array(name.lowercased()))
      if distance < best?.distance ?? Int.max { best = (name, distance) }
    }
    let allowed = word.count < 4 ? 1 : max(2, word.count / 3)
    if let best, best.distance <= allowed { return best.name }
    return word.count >= 3 ? names.first { $0.hasPrefix(word) } : nil
  }

  /// Insertions, deletions, replacements and swaps of neighbours that turn one word into the other.
  ///
  /// - Complexity: O(product of the lengths).
  static func distance(_ left: [Character], _ right: [Character]) -> Int {
    var rows = [[Int]](
      repeating: [Int](repeating: 0, count: right.count + 1), count: left.count + 1)
    for row in 0...left.count { rows[row][0] = row }
    for column in 0...right.count { rows[0][column] = column }
    for row in left.indices {
      for column in right.indices {
        let isSame = left[row] == right[column]
        var least = min(
          rows[row][column + 1] + 1, rows[row + 1][column] + 1,
          rows[row][column] + (isSame ? 0 : 1))
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          least = min(least, rows[row - 1][column - 1] + 1)
        }
        rows[row + 1][column + 1] = least
      }
    }
    return rows[left.count][right.count]
  }
}
