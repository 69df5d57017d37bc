import Glibc
import Synchronization

/// Runs a body on a thread of its own and waits for it; nil where the system gives no thread.
package func onFreshThread<Result: Sendable>(
  _ body: @escaping @Sendable () -> Result
) -> Result? {
  let result = Kept<Result>()
  guard let thread = startThread({ result.keep(body()) }) else { return nil }
  pthread_join(thread, nil)
  return result.value
}

/// Starts a thread with a stack as solvers need it; nil where the system gives none.
///
/// The thread is to be joined or detached.
func startThread(_ body: @escaping @Sendable () -> Void) -> pthread_t? {
  var thread = pthread_t()
  var attributes = pthread_attr_t()
  pthread_attr_init(&attributes)
  // Simplex codes keep large arrays on the stack.
  pthread_attr_setstacksize(&attributes, 16 << 20)
  defer { pthread_attr_destroy(&attributes) }
  let context = Unmanaged.passRetained(ThreadBody(body))
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
  return thread
}

/// What a thread runs; a class, so that C can carry it.
private final class ThreadBody: Sendable {
  let run: @Sendable () -> Void

  init(_ run: @escaping @Sendable () -> Void) {
    self.run = run
  }
}

/// What one thread leaves for another.
private final class Kept<Value: Sendable>: Sendable {
  private let stored = Mutex<Value?>(nil)

  var value: Value? { stored.withLock { $0 } }

  func keep(_ value: Value) { stored.withLock { $0 = value } }
}
