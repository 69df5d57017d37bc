import CAbortNet
import CFork
import Glibc
import LinearModels

/// The child's side: a nursery, and the processes that it makes, each of which solves one request.
public enum IsolationWorker {
  /// The argument that makes a program a worker; a program that isolates solves hands over to
  /// ``run(solver:)`` when it is its only argument.
  public static let argument = "--isolated-solve"

  /// The descriptor of the channel to the parent, the nursery's as well as a solve's.
  static let channel: Int32 = 3

  /// Makes a process for every solve that the other side orders, until that has gone.
  ///
  /// - Parameter solver: makes the backend of a name; it may not start a thread.
  /// - Returns: the exit status of the process.
  public static func run(
    solver: (String) throws(SolverError) -> (any Solver)?
  ) -> Int32 {
    // Ctrl-C goes to every process of the terminal; the parent decides what it means.
    signal(SIGINT, SIG_IGN)
    signal(SIGPIPE, SIG_IGN)
    guard let name = receiveName() else { return 2 }
    // Loaded here, it is there in every process; why it cannot be, each solve says.
    _ = try? solver(name)
    var processes: [Int32: pid_t] = [:]
    while let (order, descriptors) = NurseryOrder.receive(from: channel) {
      switch order.kind {
      case .solve, .solveAloud:
        let process = cfk_fork()
        if process == 0 {
          settle(on: descriptors, isSilent: order.kind == .solve)
          _exit(solve(solver))
        }
        for descriptor in descriptors { close(descriptor) }
        processes[order.number] = process
      case .end:
        guard end(processes.removeValue(forKey: order.number)).send(to: channel) else { return 3 }
      case .dismiss:
        _ = end(processes.removeValue(forKey: order.number))
      }
    }
    return 0
  }

  private static func receiveName() -> String? {
    var length: Int64 = 0
    guard cfk_receive(channel, &length, 8, nil, 0) == 1, (0...1000).contains(length) else {
      return nil
    }
    var name = [UInt8](repeating: 0, count: Int(length))
    guard cfk_receive(channel, &name, name.count, nil, 0) == 1 else { return nil }
    return String(decoding: name, as: UTF8.self)
  }

  /// Ends a process, which may have done so by itself.
  private static func end(_ process: pid_t?) -> NurseryReport {
    var report = NurseryReport()
    // Where there was no memory or number left for a process.
    guard let process, process > 0 else {
      report.status = EX_OSERR << 8
      return report
    }
    // Nobody waited for it yet, so its number is still its own.
    kill(process, SIGKILL)
    var usage = rusage()
    while wait4(process, &report.status, 0, &usage) < 0, errno == EINTR {}
    report.peakMemory = usage.ru_maxrss << 10
    report.cpuSeconds = usage.cpuSeconds
    return report
  }

  /// Puts a new process's own channel and standard error in the place of the nursery's.
  private static func settle(on descriptors: [Int32], isSilent: Bool) {
    for (own, place) in zip(descriptors, [channel, STDERR_FILENO]) {
      dup2(own, place)
      close(own)
    }
    guard isSilent else { return }
    let nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC)
    dup2(nowhere, STDOUT_FILENO)
    close(nowhere)
  }

  /// Solves one request.
  private static func solve(
    _ solver: (String) throws(SolverError) -> (any Solver)?
  ) -> Int32 {
    guard let request = receiveRequest() else { return 2 }
    cab_remove()
    if let limit = request.memoryLimit { limitMemory(to: limit) }
    let stop = StopToken()
    var parameters = request.parameters
    parameters.stop = stop
    parameters.progress = { _ = reply(.progress($0)) }
    watchParent(stop)
    do throws(SolverError) {
      guard let backend = try solver(request.solver) else {
        throw .unavailable("The isolated process has no solver \(request.solver).")
      }
      let answer = try backend.confirmedAnswer(request.model, parameters)
      // Before the answer, because that ends this process.
      fflush(nil)
      return reply(.answer(answer)) ? 0 : 3
    } catch {
      return reply(.failure(error)) ? 0 : 3
    }
  }

  private static func receiveRequest() -> SolveRequest? {
    var buffer: [UInt8] = []
    while true {
      let part = Channel.receive(from: channel, upTo: 1 << 18)
      guard !part.isEmpty else { return nil }
      buffer += part
      guard let taken = try? Channel.take(from: &buffer) else { continue }
      return try? SolveRequest(taken)
    }
  }

  private static func reply(_ reply: SolveReply) -> Bool {
    Channel.send(Channel.framed(reply.bytes), to: channel)
  }

  /// Limits this process's memory: what is asked for counts, not the address space that libraries
  /// take.
  package static func limitMemory(to bytes: Int) {
    var limit = rlimit(rlim_cur: rlim_t(bytes), rlim_max: rlim_t(bytes))
    setrlimit(__rlimit_resource_t(RLIMIT_DATA.rawValue), &limit)
    // A core file of that size would be in the way.
    var none = rlimit(rlim_cur: 0, rlim_max: 0)
    setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
  }

  /// Any byte from the parent asks for a stop; its end is the child's end.
  private static func watchParent(_ stop: StopToken) {
    var thread = pthread_t()
    let context = Unmanaged.passRetained(stop).toOpaque()
    pthread_create(
      &thread, nil,
      { context in
        guard let context else { return nil }
        let stop = Unmanaged<StopToken>.fromOpaque(context).takeUnretainedValue()
        while true {
          if Channel.receive(from: IsolationWorker.channel, upTo: 16).isEmpty { _exit(4) }
          stop.requestStop()
        }
      }, context)
    pthread_detach(thread)
  }
}
