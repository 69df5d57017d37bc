import Glibc
import ServerChains
import SolverIsolation

/// One run in a child process, watched from outside.
struct RunProcess {
  let run: Run
  let child: ChildProcess
  private var outgoing: ArraySlice<UInt8>
  private var incoming: [UInt8] = []
  private var heard: [UInt8] = []
  private var trajectory: [TrajectoryPoint] = []
  private var result: RunResult?
  private var isNonsense = false
  private let began = ContinuousClock.now
  private let deadline: ContinuousClock.Instant

  /// What a finished run came to.
  struct Finish {
    let result: RunResult
    let effort: RunEffort
  }

  /// Starts the child.
  ///
  /// - Parameter program: A program that hands over to ``RunWorker``.
  init(_ run: Run, program: String) throws(InputError) {
    self.run = run
    do throws(SpawnFailure) {
      child = try ChildProcess(
        program: program, arguments: [RunWorker.argument], channels: [0, 1], isLeader: true)
    } catch {
      throw InputError(
        "no process can be started for a run (\(error.words)); free some processes or memory",
        file: program)
    }
    outgoing = Array((RunRequest(run).document.compactText + "\n").utf8)[...]
    deadline = began + Self.patience(with: run.limits)
  }

  /// How long a process may live: a method ends by its time limit, but its last step may be a long
  /// one.
  static func patience(with limits: RunLimits) -> Duration {
    .seconds(5 + 1.25 * limits.seconds)
  }

  /// What to wait for.
  var descriptors: [pollfd] {
    [
      pollfd(
        fd: child.channel, events: Int16(POLLIN) | (outgoing.isEmpty ? 0 : Int16(POLLOUT)),
        revents: 0),
      pollfd(fd: child.complaints, events: Int16(POLLIN), revents: 0),
    ]
  }

  /// Does what can be done without waiting; the finish where the run is over.
  mutating func attend(_ ready: ArraySlice<pollfd>) -> Finish? {
    if !outgoing.isEmpty { outgoing = outgoing.dropFirst(child.sendSome(outgoing)) }
    if ready.contains(where: { $0.fd == child.complaints && $0.revents != 0 }) { listen() }
    if ready.contains(where: { $0.fd == child.channel && $0.revents & ~Int16(POLLOUT) != 0 }) {
      guard receive(), !isNonsense else { return finish(isLate: false) }
    }
    return ContinuousClock.now > deadline ? finish(isLate: true) : nil
  }

  private mutating func listen() {
    heard += Self.bytes(from: child.complaints) ?? []
    // Only the last words matter, and a chatty library must not fill the memory.
    if heard.count > 1 << 16 { heard.removeFirst(heard.count - 1 << 12) }
  }

  /// Takes replies; false at the end of the stream.
  private mutating func receive() -> Bool {
    guard let part = Self.bytes(from: child.channel) else { return false }
    incoming += part
    while let end = incoming.firstIndex(of: 0x0A) {
      let line = incoming[..<end]
      switch try? RunReply(line: line) {
      case .progress(let point)?: trajectory.append(point)
      case .result(let result)?: self.result = result
      case nil: isNonsense = true
      }
      incoming.removeFirst(end + 1)
    }
    return result == nil
  }

  /// Bytes that are there; nil at the end of the stream.
  private static func bytes(from descriptor: Int32) -> [UInt8]? {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let count = read(descriptor, &buffer, buffer.count)
    if count < 0, errno == EAGAIN || errno == EINTR { return [] }
    return count > 0 ? Array(buffer[..<count]) : nil
  }

  private mutating func finish(isLate: Bool) -> Finish {
    let seconds = (ContinuousClock.now - began) / .seconds(1)
    if isLate || isNonsense || result != nil { child.signal() }
    let end = child.wait(heard: String(decoding: heard, as: UTF8.self))
    let effort = RunEffort(
      wallSeconds: seconds, cpuSeconds: end?.cpuSeconds ?? 0,
      peakMemoryMB: result?.peakMemoryMB ?? Double(end?.peakMemory ?? 0) / 1e6,
      nodes: result?.nodes, columns: result?.columns, jobs: result?.jobs)
    if let result { return Finish(result: result, effort: effort) }
    var (status, message) = (RunStatus.timedOut, "did not end at its time limit and was killed")
    if !isLate { (status, message) = verdict(end) }
    let outcome = RunOutcome(
      status: status, message: message, trajectory: Trajectory.thinned(trajectory))
    return Finish(result: RunResult(outcome), effort: effort)
  }

  /// How a process ended that gave no answer.
  private func verdict(_ end: ChildEnd?) -> (RunStatus, String) {
    guard !isNonsense else { return (.crashed, "the process answered what no run answers") }
    guard let end else { return (.crashed, "the process was lost") }
    if end.ranOut(of: run.limits.memoryMB * 1_000_000) {
      return (
        .outOfMemory, "the process ran out of its \(run.limits.memoryMB) MB of memory"
      )
    }
    guard end.signal == 0 else {
      return (.crashed, "the process was ended by a signal (\(end.signalWords))\(end.lastWords)")
    }
    return (
      .crashed, "the process ended with status \(end.status) and no answer\(end.lastWords)"
    )
  }
}
