/// Numbers that runs are sorted by; the first that differs decides.
struct SortKey: Comparable, Sendable {
  private let numbers: InlineArray<10, Int>

  init(_ numbers: InlineArray<10, Int>) {
    self.numbers = numbers
  }

  /// Whether the first so many numbers are the same.
  func isSame(as other: SortKey, to count: Int) -> Bool {
    (0..<count).allSatisfy { numbers[$0] == other.numbers[$0] }
  }

  static func == (left: SortKey, right: SortKey) -> Bool {
    left.isSame(as: right, to: left.numbers.count)
  }

  static func < (left: SortKey, right: SortKey) -> Bool {
    for index in left.numbers.indices where left.numbers[index] != right.numbers[index] {
      return left.numbers[index] < right.numbers[index]
    }
    return false
  }
}
