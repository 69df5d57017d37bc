import Dispatch
import Glibc
import LinearModels
import ServerChains
import Synchronization

/// Ctrl-C as a wish to end with the best so far, and a time limit as one to end at all.
enum Interruption {
  /// How long a stop request may take to be heard, in seconds; a backend that cannot be stopped is
  /// left behind after it.
  ///
  /// With the looks at the token before it and the answer after it, Ctrl-C takes a second.
  private static let patience = 0.8

  /// Seconds beyond a time limit that work may take to end by itself: most of a second, or of a
  /// tenth of the limit where that is more.
  private static func overtime(_ limit: Duration) -> Duration { max(.seconds(1), limit / 10) * 0.6 }

  /// Runs work on another thread; the first Ctrl-C requests a stop, and where the work does not
  /// heed it or its own time limit, `salvage` answers.
  ///
  /// Work left behind ends with the process.
  ///
  /// - Parameters:
  ///   - limit: The time limit that the work was given; nil for none.
  ///   - salvage: What is at hand, ended by `.interrupted` or `.timeLimit`; nil where there is
  ///     nothing to answer with.
  static func run<Result: Sendable>(
    limit: Duration? = nil,
    _ work: @escaping @Sendable (StopToken) throws -> Result,
    salvage: (_ end: PlanTermination) -> Result?
  ) throws -> Result {
    let began = ContinuousClock.now
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
      let isLate = limit.map { ContinuousClock.now - began > $0 + overtime($0) } ?? false
      if token.isStopRequested {
        // What ends in time answers for itself; its signal comes only once.
        if finished.wait(timeout: .now() + patience) == .success { break }
        if let salvaged = salvage(.interrupted) { return salvaged }
      } else if isLate, let salvaged = salvage(.timeLimit) {
        return salvaged
      }
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
