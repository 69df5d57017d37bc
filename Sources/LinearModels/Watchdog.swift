import Dispatch
import Glibc
import Synchronization

extension Solver {
  /// Runs a backend's own work so that it ends when it has to, heeded by the library or not.
  ///
  /// Where there is a time limit or a stop token, the work has a thread of its own. When it goes on
  /// for two seconds after its time, or one after a stop was asked for, it is left behind: the
  /// answer is then made of the last progress, and the thread goes on until the library ends it.
  /// A thread costs some 0.1 ms; without limit and token the work runs on the calling thread.
  ///
  /// - Parameters:
  ///   - leaving: called where the work is left behind.
  ///   - work: gets the parameters that it has to go by.
  package func withinLimits(
    _ parameters: SolveParameters, leaving: () -> Void = {},
    _ work: @escaping @Sendable (SolveParameters) throws(SolverError) -> SolverAnswer
  ) throws(SolverError) -> SolverAnswer {
    guard parameters.timeLimit != nil || parameters.stop != nil else {
      return try work(parameters)
    }
    let watched = WatchedSolve(parameters)
    let inner = watched.parameters
    let thread = startThread {
      watched.end(Result { () throws(SolverError) in try work(inner) })
    }
    guard let thread else { return try work(parameters) }
    pthread_detach(thread)
    if let reason = Watchdog(parameters).wait(for: watched.ended),
      let answer = watched.leave(reason, solver: name)
    {
      leaving()
      return answer
    }
    return try watched.result.get()
  }
}

/// How long a solve is waited for.
private struct Watchdog {
  /// How long a solve may take to heed its time limit, and a stop.
  static let grace = Duration.seconds(2)
  static let stopGrace = Duration.seconds(1)

  private let clock = ContinuousClock()
  private let began: ContinuousClock.Instant
  private let timeLimit: Duration?
  private let stop: StopToken?

  init(_ parameters: SolveParameters) {
    began = clock.now
    timeLimit = parameters.timeLimit
    stop = parameters.stop
  }

  /// Waits for the end of a solve; returns why it is not to be waited for any more, or nil.
  func wait(for ended: DispatchSemaphore) -> Termination? {
    var asked: ContinuousClock.Instant?
    while true {
      if asked == nil, stop?.isStopRequested == true { asked = clock.now }
      let spent = clock.now - began
      if let asked, clock.now - asked >= Self.stopGrace { return .interrupted }
      if let timeLimit, spent >= timeLimit + Self.grace { return .timeLimit }
      // Nobody tells of a stop, so it is looked for.
      var pause = stop == nil ? Duration.seconds(3600) : .milliseconds(50)
      if let timeLimit { pause = min(pause, timeLimit + Self.grace - spent) }
      let nanoseconds = Int(pause / .nanoseconds(1)) + 1
      if ended.wait(timeout: .now() + .nanoseconds(nanoseconds)) == .success { return nil }
    }
  }
}

/// What the two threads of a watched solve share.
private final class WatchedSolve: Sendable {
  private struct State {
    var result: Result<SolverAnswer, SolverError>?
    var isLeft = false
    var last = SolveProgress(incumbent: nil, bound: nil, nodes: 0)
    var point: [Double]?
  }

  let ended = DispatchSemaphore(value: 0)
  private let state = Mutex(State())
  private let given: SolveParameters
  private let stop: StopToken

  init(_ parameters: SolveParameters) {
    given = parameters
    stop = StopToken(following: parameters.stop)
  }

  /// Those of the caller, with a stop token and a progress that leaving cuts off from the caller's.
  var parameters: SolveParameters {
    var parameters = given
    parameters.stop = stop
    parameters.progress = { [self] progress in
      let isHeard = state.withLock { state in
        state.last = progress
        state.point = progress.point ?? state.point
        return !state.isLeft
      }
      // Without the lock, for the caller may take long.
      if isHeard { given.progress?(progress) }
    }
    return parameters
  }

  func end(_ result: Result<SolverAnswer, SolverError>) {
    state.withLock { $0.result = result }
    ended.signal()
  }

  /// The end of the work.
  ///
  /// - Precondition: ``ended`` was signalled.
  var result: Result<SolverAnswer, SolverError> {
    guard let result = state.withLock({ $0.result }) else {
      preconditionFailure("A solve was said to have ended before it had.")
    }
    return result
  }

  /// What is known so far, and no word to the caller any more; nil where the work has just
  /// ended.
  func leave(_ reason: Termination, solver: String) -> SolverAnswer? {
    stop.requestStop()
    return state.withLock { state in
      guard state.result == nil else { return nil }
      state.isLeft = true
      let what = reason == .timeLimit ? "its time limit" : "the stop"
      return SolverAnswer(
        termination: reason, values: state.point, bound: state.last.bound,
        nodes: state.last.nodes, solverWords: "\(solver) did not heed \(what) and was left behind")
    }
  }
}
