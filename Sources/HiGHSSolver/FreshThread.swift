import Glibc
import Synchronization

/// Runs a body on a thread of its own and waits for it; nil where the system gives no thread.
func onFreshThread<Result: Sendable>(_ body: @escaping @Sendable () -> Result) -> Result? {
  let task = ThreadTask(body)
  var thread = pthread_t()
  var attributes = pthread_attr_t()
  pthread_attr_init(&attributes)
  // The simplex code keeps large arrays on the stack.
  pthread_attr_setstacksize(&attributes, 16 << 20)
  defer { pthread_attr_destroy(&attributes) }
  let context = Unmanaged.passRetained(task as ThreadBody)
  let code = pthread_create(
    &thread, &attributes,
    { context in
      if let context {
        Unmanaged<ThreadBody>.fromOpaque(context).takeRetainedValue().run()
      }
      return nil
    }, context.toOpaque())
  guard code == 0 else {
    context.release()
    return nil
  }
  pthread_join(thread, nil)
  return task.result
}

/// What a thread runs; a class without type parameters, so that C can carry it.
private class ThreadBody {
  func run() {}
}

private final class ThreadTask<Result: Sendable>: ThreadBody {
  private let body: @Sendable () -> Result
  private let stored = Mutex<Result?>(nil)

  init(_ body: @escaping @Sendable () -> Result) {
    self.body = body
  }

  var result: Result? { stored.withLock { $0 } }

  override func run() {
    let result = body()
    stored.withLock { $0 = result }
  }
}
