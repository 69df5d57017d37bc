/// Waiting jobs by level, first come first served within a level.
///
/// A job that is promoted or leaves by another way stays behind as a void entry, known by its old
/// turn, and is passed over.
struct LevelQueue {
  private struct Entry {
    let task: Int
    let turn: Int
  }

  private var levels: [[Entry]] = []
  private var heads: [Int] = []
  /// Jobs waiting.
  private(set) var count = 0

  /// Puts a job at the end of its level.
  mutating func append(_ index: Int, _ task: PreemptiveTask) {
    while levels.count <= task.level {
      levels.append([])
      heads.append(0)
    }
    levels[task.level].append(Entry(task: index, turn: task.turn))
    count += 1
  }

  /// Says that a job has left; its entry is passed over from now on.
  ///
  /// - Precondition: The job's turn or place changes with it.
  mutating func noteRemoval() { count -= 1 }

  /// The job of the lowest level that waits longest.
  ///
  /// - Parameter place: Where the jobs of this queue are.
  /// - Complexity: O(levels), amortized.
  mutating func first(
    _ tasks: [PreemptiveTask?], at place: PreemptiveTask.Place
  ) -> Int? {
    guard count > 0 else { return nil }
    for level in levels.indices {
      while heads[level] < levels[level].count {
        let entry = levels[level][heads[level]]
        if let task = tasks[entry.task], task.turn == entry.turn, task.place == place {
          return entry.task
        }
        heads[level] += 1
      }
      if heads[level] > 0 {
        levels[level].removeAll(keepingCapacity: true)
        heads[level] = 0
      }
    }
    return nil
  }

  /// Drops what has been passed over where that is most of a level.
  mutating func compact() {
    for level in levels.indices where heads[level] > 64 && heads[level] * 2 > levels[level].count {
      levels[level].removeFirst(heads[level])
      heads[level] = 0
    }
  }
}
