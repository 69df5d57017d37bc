import Glibc
import LinearModels
import Synchronization

/// A worker process with its channel; ended at the latest when its owner forgets it.
final class ChildProcess: Sendable {
  let channel: Int32
  private let complaints: Int32
  private let process: pid_t
  private let isReaped = Mutex(false)

  /// Starts the program as a worker.
  ///
  /// - Parameter sharesOutput: whether it writes to this process's standard output.
  init(program: String, sharesOutput: Bool) throws(SolverError) {
    var sockets: [Int32] = [-1, -1]
    var pipes: [Int32] = [-1, -1]
    guard
      socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &sockets) == 0,
      socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &pipes) == 0
    else { throw Self.failure(errno) }
    channel = sockets[0]
    complaints = pipes[0]
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    if !sharesOutput { posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0) }
    posix_spawn_file_actions_adddup2(&actions, pipes[1], 2)
    posix_spawn_file_actions_adddup2(&actions, sockets[1], IsolationWorker.channel)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      close(sockets[1])
      close(pipes[1])
    }
    var process = pid_t()
    let code = Self.spawn(&process, program, &actions)
    self.process = process
    guard code == 0 else {
      isReaped.withLock { $0 = true }
      throw Self.failure(code)
    }
    _ = fcntl(channel, F_SETFL, O_NONBLOCK)
    _ = fcntl(complaints, F_SETFL, O_NONBLOCK)
  }

  private static func spawn(
    _ process: inout pid_t, _ program: String, _ actions: inout posix_spawn_file_actions_t
  ) -> Int32 {
    // Threads of a program's pools block signals, and a child would inherit that.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    return program.withCString { program in
      IsolationWorker.argument.withCString { argument in
        var arguments: [UnsafeMutablePointer<CChar>?] = [
          UnsafeMutablePointer(mutating: program), UnsafeMutablePointer(mutating: argument), nil,
        ]
        return posix_spawn(&process, program, &actions, &attributes, &arguments, environ)
      }
    }
  }

  private static func failure(_ reason: Int32) -> SolverError {
    let words = strerror(reason).map { String(cString: $0) } ?? "error \(reason)"
    return .unavailable(
      "No process can be started for the solve (\(words)); solve without isolation.")
  }

  deinit {
    kill()
    close(channel)
    close(complaints)
  }

  /// Waits until the channel can be used or the time is over.
  func wait(milliseconds: Int32, wantsToSend: Bool) -> (canReceive: Bool, canSend: Bool) {
    var descriptor = pollfd(
      fd: channel, events: Int16(POLLIN) | (wantsToSend ? Int16(POLLOUT) : 0), revents: 0)
    guard poll(&descriptor, 1, milliseconds) > 0 else { return (false, false) }
    let gone = Int16(POLLHUP) | Int16(POLLERR)
    return (
      descriptor.revents & (Int16(POLLIN) | gone) != 0, descriptor.revents & Int16(POLLOUT) != 0
    )
  }

  /// Sends what the channel takes now and says how much that was.
  func sendSome(_ bytes: ArraySlice<UInt8>) -> Int {
    let count = bytes.withUnsafeBytes {
      send(channel, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
    }
    return max(0, count)
  }

  /// Waits for a process that has answered; it has nothing left to do but end.
  func reap() {
    _ = status()
  }

  /// Ends the process for good.
  func kill() {
    let alreadyReaped = isReaped.withLock { $0 }
    guard !alreadyReaped else { return }
    Glibc.kill(process, SIGKILL)
    _ = status()
  }

  /// How a process ended that gave no answer, in one sentence.
  func end(name: String, limits: IsolationLimits) -> String {
    let said = String(decoding: Channel.receive(from: complaints), as: UTF8.self)
    Glibc.kill(process, 0)
    guard let (status, peak) = status() else {
      return "The process of \(name) was lost; try again."
    }
    let signal = status & 0x7F
    let ranOut =
      said.contains("bad_alloc") || said.contains("memory")
      || (limits.memory.map { Double(peak) > 0.7 * Double($0) } ?? false)
    if let memory = limits.memory, ranOut {
      return
        "The process of \(name) ran out of its \(memory >> 20) MB of memory; allow it more or give "
        + "it a smaller model."
    }
    let lastLine = said.split(separator: "\n").last.map { ": \($0.prefix(200))" } ?? ""
    guard signal != 0 else {
      return
        "The process of \(name) ended with status \(status >> 8) and no answer\(lastLine); try "
        + "another solver."
    }
    let words = strsignal(signal).map { String(cString: $0) } ?? "signal \(signal)"
    return "The process of \(name) was ended by a signal (\(words))\(lastLine); try another solver."
  }

  /// The status and the peak of memory in bytes; nil where the process was waited for before.
  private func status() -> (status: Int32, peak: Int)? {
    let isFirst = isReaped.withLock { reaped in
      defer { reaped = true }
      return !reaped
    }
    guard isFirst else { return nil }
    var status: Int32 = 0
    var usage = rusage()
    while wait4(process, &status, 0, &usage) < 0 {
      guard errno == EINTR else { return nil }
    }
    return (status, usage.ru_maxrss << 10)
  }
}
