import Glibc
import Synchronization

/// Runs independent tasks on a few threads.
package enum WorkerPool {
  /// The processors this process may use.
  package static var processorCount: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  /// The results of tasks 0 ..< count, in their order whichever thread did them.
  ///
  /// - Parameter threads: At least 1; the calling thread is one of them.
  package static func map<Result: Sendable>(
    count: Int, threads: Int, _ task: @escaping @Sendable (Int) -> Result
  ) -> [Result] {
    precondition(threads >= 1, "Work needs at least one thread.")
    let work = Work(count: count, task: task)
    var handles: [pthread_t] = []
    for _ in 1..<max(1, min(threads, count)) {
      // Balanced by takeRetainedValue in the thread, or below where it could not be started.
      let lent = Unmanaged.passRetained(work as AnyWork)
      var handle = pthread_t()
      let status = pthread_create(
        &handle, nil,
        { pointer in
          guard let pointer else { return nil }
          Unmanaged<AnyWork>.fromOpaque(pointer).takeRetainedValue().drain()
          return nil
        }, lent.toOpaque())
      if status == 0 { handles.append(handle) } else { lent.release() }
    }
    work.drain()
    for handle in handles { pthread_join(handle, nil) }
    return work.results()
  }

  /// Work without its result's type, which a C function pointer cannot carry.
  private class AnyWork: @unchecked Sendable {
    func drain() {}
  }

  private final class Work<Result: Sendable>: AnyWork, @unchecked Sendable {
    private let count: Int
    private let task: @Sendable (Int) -> Result
    private let next = Atomic<Int>(0)
    private let done = Mutex<[Int: Result]>([:])

    init(count: Int, task: @escaping @Sendable (Int) -> Result) {
      self.count = count
      self.task = task
    }

    override func drain() {
      while true {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard index < count else { return }
        let result = task(index)
        done.withLock { $0[index] = result }
      }
    }

    func results() -> [Result] {
      done.withLock { done in (0..<count).compactMap { done[$0] } }
    }
  }
}
