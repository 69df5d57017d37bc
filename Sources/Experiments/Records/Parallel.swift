import ServerChains

/// Independent work on as many threads as there are processors; results do not depend on how many
/// that are.
enum Parallel {
  /// What each item is made into, in the order of the items.
  static func map<Item: Sendable, Made: Sendable>(
    _ items: [Item], _ make: @escaping @Sendable (Item) -> Made
  ) -> [Made] {
    WorkerPool.map(count: items.count, threads: WorkerPool.processorCount) { make(items[$0]) }
  }

  /// What two pieces of work come to.
  static func both<First: Sendable, Second: Sendable>(
    _ first: @escaping @Sendable () -> First, and second: @escaping @Sendable () -> Second
  ) -> (First, Second) {
    let halves = WorkerPool.map(count: 2, threads: WorkerPool.processorCount) { index in
      index == 0 ? Half.first(first()) : Half<First, Second>.second(second())
    }
    guard case .first(let left)? = halves.first, case .second(let right)? = halves.last else {
      return (first(), second())
    }
    return (left, right)
  }

  private enum Half<First: Sendable, Second: Sendable>: Sendable {
    case first(First)
    case second(Second)
  }
}
