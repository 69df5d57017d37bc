import Glibc
import LinearModels
import Synchronization

/// The child's side: solves the one request that comes in and says what happens.
public enum IsolationWorker {
  /// The argument that makes a program a worker; a program that isolates solves hands over to
  /// ``run(solver:)`` when it is its only argument.
  public static let argument = "--isolated-solve"

  /// The descriptor of the channel to the parent.
  static let channel: Int32 = 3

  /// Solves one request and ends.
  ///
  /// - Parameter solver: makes the backend of a name.
  /// - Returns: the exit status of the process.
  public static func run(
    solver: (String) throws(SolverError) -> (any Solver)?
  ) -> Int32 {
    // Ctrl-C goes to every process of the terminal; the parent decides what it means.
    signal(SIGINT, SIG_IGN)
    signal(SIGPIPE, SIG_IGN)
    guard let request = receiveRequest() else { return 2 }
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
      let answer = try backend.answer(request.model, parameters)
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

  /// Limits this process's memory: what is asked for counts, not the address space that libraries take.
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
