#if CBC
  import Dispatch
  import LinearModels
  import Synchronization

  /// The turns at CBC, whose solves share global state: one at a time.
  ///
  /// Unguarded, solves on several threads were left unsolved without notice. A turn may end on
  /// another thread than that on which it was taken.
  final class CBCTurn: Sendable {
    static let library = CBCTurn()

    /// How long to wait for a solve that was left behind.
    private static let patience = Duration.seconds(2)

    private struct State {
      /// Whether the solve that has its turn was left behind by its caller.
      var isLeftBehind = false
      /// Whether an assertion has failed; what it left half done would be met by later solves.
      var isBroken = false
    }

    private let free = DispatchSemaphore(value: 1)
    private let state = Mutex(State())

    /// Waits for a turn, which ``end()`` gives back.
    ///
    /// - Returns: false, and no turn, where a stop was asked for.
    /// - Throws: ``SolverError/unavailable(_:)`` where none is to be expected.
    func take(timeLimit: Duration? = nil, stop: StopToken? = nil) throws(SolverError) -> Bool {
      let clock = ContinuousClock()
      let began = clock.now
      let patience = min(Self.patience, timeLimit ?? Self.patience)
      while free.wait(timeout: .now() + .milliseconds(50)) == .timedOut {
        if stop?.isStopRequested == true { return false }
        guard state.withLock(\.isLeftBehind), clock.now - began >= patience else { continue }
        throw .unavailable(
          "cbc is still in a solve that passed its time limit; use --isolate or another solver.")
      }
      let isBroken = state.withLock { state in
        state.isLeftBehind = false
        return state.isBroken
      }
      guard isBroken else { return true }
      end()
      throw .unavailable(
        "cbc failed an assertion and is not used in this process any more; use --isolate or "
          + "another solver.")
    }

    /// Gives the turn to the next.
    func end() { free.signal() }

    /// Notes that nobody waits for the end of the solve that has its turn.
    func leaveBehind() { state.withLock { $0.isLeftBehind = true } }

    /// Notes that an assertion failed, and puts it into a sentence.
    func breakDown(_ words: String) -> SolverError {
      state.withLock { $0.isBroken = true }
      return .fault("cbc failed (\(words)); scale the model, use --isolate or another solver.")
    }
  }

  /// Runs a body while no other thread uses CBC.
  ///
  /// - Throws: what the body throws, and ``SolverError/unavailable(_:)`` as of ``CBCTurn``.
  func withCBC<Result>(_ body: () throws(SolverError) -> Result) throws(SolverError) -> Result {
    // Steps of a live program are short, and so is their patience.
    _ = try CBCTurn.library.take(timeLimit: .milliseconds(200))
    defer { CBCTurn.library.end() }
    return try body()
  }
#endif
