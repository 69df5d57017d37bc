import Dispatch

/// What a running solve has to say.
public enum SolveEvent: Sendable {
  /// The incumbent, the bound or both became better.
  case progress(SolveProgress)
  /// The end; nothing comes after it.
  case outcome(Outcome)
}

/// A queue with a thread of its own: busy solves on the shared queues would keep Swift's tasks
/// waiting, among them the one that wants to cancel.
private func solveQueue() -> DispatchQueue {
  DispatchQueue(label: "chainwright.solve")
}

extension Solver {
  /// Solves on another thread, and ends with the best point so far where the task is cancelled.
  ///
  /// A cancelled solve is no error: its outcome is `interrupted` and keeps the incumbent. Tasks
  /// that wait take no thread of Swift's own pool.
  ///
  /// - Parameters:
  ///   - model: as of ``solve(_:_:)``.
  ///   - parameters: as of ``solve(_:_:)``; a stop token given here is used for the cancellation.
  /// - Throws: as ``solve(_:_:)``.
  public func outcome(
    of model: Model, _ parameters: SolveParameters = SolveParameters()
  ) async throws(SolverError) -> Outcome {
    var parameters = parameters
    let stop = parameters.stop ?? StopToken()
    parameters.stop = stop
    let given = parameters
    let result: Result<Outcome, SolverError> = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        solveQueue().async {
          continuation.resume(
            returning: Result { () throws(SolverError) in try solve(model, given) })
        }
      }
    } onCancel: {
      stop.requestStop()
    }
    return try result.get()
  }

  /// Solves on another thread and reports incumbent, bound, gap and nodes as they change.
  ///
  /// Leaving the loop over the stream, or cancelling the task that runs it, ends the solve. A
  /// reader that is slow misses the older reports, never the outcome.
  ///
  /// - Parameters:
  ///   - model: as of ``solve(_:_:)``.
  ///   - parameters: as of ``solve(_:_:)``.
  /// - Returns: reports and then the outcome, or an error as of ``solve(_:_:)``.
  public func events(
    of model: Model, _ parameters: SolveParameters = SolveParameters()
  ) -> AsyncThrowingStream<SolveEvent, any Error> {
    AsyncThrowingStream(bufferingPolicy: .bufferingNewest(64)) { continuation in
      var parameters = parameters
      let stop = parameters.stop ?? StopToken()
      let report = parameters.progress
      parameters.stop = stop
      parameters.progress = { progress in
        report?(progress)
        continuation.yield(.progress(progress))
      }
      continuation.onTermination = { end in
        if case .cancelled = end { stop.requestStop() }
      }
      let given = parameters
      solveQueue().async {
        do {
          continuation.yield(.outcome(try solve(model, given)))
          continuation.finish()
        } catch {
          continuation.finish(throwing: error)
        }
      }
    }
  }
}
