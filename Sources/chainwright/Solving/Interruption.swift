import Dispatch
import Glibc
import LinearModels
import Synchronization

/// Ctrl-C as a wish to end with the best so far.
enum Interruption {
  /// How long a stop request may take to be heard, in seconds; a backend that cannot be stopped is
  /// left behind after it.
  ///
  /// With the looks at the token before it and the answer after it, Ctrl-C takes a second.
  private static let patience = 0.8

  /// Runs work on another thread; the first Ctrl-C requests a stop, and where the work does not
  /// heed it, `salvage` answers.
  ///
  /// Work left behind ends with the process.
  static func run<Result: Sendable>(
    _ work: @escaping @Sendable (StopToken) throws -> Result,
    salvage: () -> Result?
  ) throws -> Result {
    let token = StopToken()
    let outcome = Box<Result>()
    let finished = DispatchSemaphore(value: 0)
    signal(SIGINT, SIG_IGN)
    // A queue with a thread of its own hears the signal even where the work keeps every core busy.
    let source = DispatchSource.makeSignalSource(
      signal: SIGINT, queue: DispatchQueue(label: "chainwright.interruption"))
    source.setEventHandler { token.requestStop() }
    source.resume()
    defer {
      source.cancel()
      signal(SIGINT, SIG_DFL)
    }
    DispatchQueue(label: "chainwright.work").async {
      outcome.fill(Swift.Result { try work(token) })
      finished.signal()
    }
    while finished.wait(timeout: .now() + 0.1) == .timedOut {
      guard token.isStopRequested else { continue }
      // What ends in time answers for itself; its signal comes only once.
      if finished.wait(timeout: .now() + patience) == .success { break }
      if let salvaged = salvage() { return salvaged }
    }
    return try outcome.content()
  }
}

/// A value that one thread puts in and another takes out.
private final class Box<Value: Sendable>: Sendable {
  private let stored = Mutex<Swift.Result<Value, any Error>?>(nil)

  func fill(_ result: Swift.Result<Value, any Error>) {
    stored.withLock { $0 = result }
  }

  func content() throws -> Value {
    guard let result = stored.withLock({ $0 }) else {
      throw CommandFailure(status: .fault, message: "the work ended without a result")
    }
    return try result.get()
  }
}
