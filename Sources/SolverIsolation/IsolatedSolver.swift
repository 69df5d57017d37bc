import LinearModels

/// Hard limits of a solve in a process of its own.
public struct IsolationLimits: Sendable {
  /// The bytes that the solve may allocate; no limit when nil.
  public var memory: Int?
  /// The wall-clock time after which the process is ended for good; no limit of its own when nil.
  ///
  /// A solve with a time limit is ended ``grace`` after it in any case.
  public var wallTime: Duration?
  /// How long a solve may take to heed its time limit.
  ///
  /// The backend itself leaves a solve behind after two seconds; this is for a process that hangs.
  public var grace: Duration = .milliseconds(2800)

  /// Limits; without any, a process still contains faults.
  public init(memory: Int? = nil, wallTime: Duration? = nil) {
    self.memory = memory
    self.wallTime = wallTime
  }
}

/// A backend whose every solve runs in a process of its own.
///
/// The first solve starts the program that the processes are forked from; copies share it, and it
/// ends with the last of them. An abort, a hang or running out of memory ends a solve's process,
/// not this one, and becomes a `SolverError.fault` with a sentence, or the outcome of a time
/// limit. Solves on different threads run at the same time, whatever the library.
///
/// A live program stays in this process: one for each of hundreds of small solves would cost more
/// than they do.
public struct IsolatedSolver: ForwardingSolver {
  /// The isolated backend.
  public let base: any Solver
  private let limits: IsolationLimits
  private let nursery: NurseryKeeper

  /// Isolates a backend.
  ///
  /// - Parameters:
  ///   - base: the backend; the worker makes its own by the name.
  ///   - limits: what a solve's process may take.
  ///   - program: the path of a program that calls ``IsolationWorker/run(solver:)``, before it
  ///     starts a thread, when its only argument is ``IsolationWorker/argument``.
  public init(
    _ base: any Solver, limits: IsolationLimits = IsolationLimits(),
    program: String = "/proc/self/exe"
  ) {
    self.base = base
    self.limits = limits
    nursery = NurseryKeeper(program: program, solver: base.name)
  }

  /// What the isolated backend can do; any can be stopped.
  public var capabilities: SolverCapabilities {
    var capabilities = base.capabilities
    capabilities.stopsOnRequest = true
    return capabilities
  }

  /// Runs the solver in a process of its own.
  public func answer(
    _ model: Model, _ parameters: SolveParameters
  ) throws(SolverError) -> SolverAnswer {
    let request = SolveRequest(
      solver: name, memoryLimit: limits.memory, model: model, parameters: parameters)
    let child = try nursery.makeProcess(sharesOutput: parameters.printsLog)
    var solve = IsolatedSolve(
      name: name, child: child, limits: limits, model: model, parameters: parameters,
      outgoing: Channel.framed(request.bytes))
    return try solve.run()
  }
}

/// One solve in a child, watched from outside.
private struct IsolatedSolve: ~Copyable {
  let name: String
  private var child: SolveProcess
  let limits: IsolationLimits
  let model: Model
  let parameters: SolveParameters
  private var outgoing: ArraySlice<UInt8>
  private var incoming: [UInt8] = []
  private var latest: SolveProgress?
  /// The incumbent as far as the child has sent it.
  private var incumbent: [Double]?
  private let began = ContinuousClock.now
  private var stopAsked: ContinuousClock.Instant?
  /// How long a solve may take to heed a stop before it is ended for good.
  private static let patience = Duration.milliseconds(800)
  private static let look: Int32 = 20

  init(
    name: String, child: consuming SolveProcess, limits: IsolationLimits, model: Model,
    parameters: SolveParameters, outgoing: [UInt8]
  ) {
    self.name = name
    self.child = child
    self.limits = limits
    self.model = model
    self.parameters = parameters
    self.outgoing = outgoing[...]
  }

  mutating func run() throws(SolverError) -> SolverAnswer {
    while true {
      if let answer = checkClock() { return answer }
      let ready = Channel.wait(
        for: child.channel, milliseconds: Self.look, wantsToSend: !outgoing.isEmpty)
      if ready.canSend { sendMore() }
      guard ready.canReceive else { continue }
      let part = Channel.receive(from: child.channel)
      guard !part.isEmpty else {
        let words = child.end()?.sentence(name: name, memory: limits.memory)
        throw .fault(words ?? "The process of \(name) was lost; try again.")
      }
      incoming += part
      if let answer = try takeReplies() { return answer }
    }
  }

  private mutating func sendMore() {
    let sent = Channel.sendSome(outgoing, to: child.channel)
    outgoing = outgoing.dropFirst(sent)
  }

  private mutating func takeReplies() throws(SolverError) -> SolverAnswer? {
    do {
      while let message = try Channel.take(from: &incoming) {
        switch try SolveReply(message) {
        case .progress(let progress):
          latest = progress
          incumbent = progress.point ?? incumbent
          parameters.progress?(progress)
        case .answer(let answer):
          child.dismiss()
          return answer
        case .failure(let error):
          child.dismiss()
          throw error
        }
      }
    } catch let error as SolverError {
      throw error
    } catch {
      child.dismiss()
      throw .fault("The process of \(name) answered nonsense; try again without isolation.")
    }
    return nil
  }

  /// Asks for a stop, and ends a process that heeds neither the clock nor a stop.
  private mutating func checkClock() -> SolverAnswer? {
    let now = ContinuousClock.now
    if let stopAsked {
      guard now - stopAsked > Self.patience else { return nil }
      return ended(.interrupted, "did not heed a stop and was ended")
    }
    if parameters.stop?.isStopRequested == true, outgoing.isEmpty {
      stopAsked = now
      _ = Channel.send([1], to: child.channel)
      return nil
    }
    let soft = parameters.timeLimit.map { $0 + limits.grace }
    let hard = [soft, limits.wallTime].compactMap { $0 }.min()
    guard let hard, now - began > hard else { return nil }
    return ended(.timeLimit, "ran beyond its wall time and was ended")
  }

  private mutating func ended(_ termination: Termination, _ words: String) -> SolverAnswer {
    child.dismiss()
    var answer = SolverAnswer(
      termination: termination, values: incumbent, bound: latest?.bound, nodes: latest?.nodes,
      solverWords: "the process of \(name) \(words)")
    // A proof in this process would take what the limits were to keep.
    answer.confirmed = ConfirmedAnswer(
      termination: termination, values: incumbent.flatMap { try? PointCheck(model).cleaned($0) },
      bound: nil, rowDuals: nil, remark: nil)
    return answer
  }
}

extension IsolatedSolver: ConfirmingSolver {}
