import Glibc
import Synchronization

/// A process could not be started.
package struct SpawnFailure: Error {
  /// The system's reason.
  package let words: String

  init(_ reason: Int32) {
    words = strerror(reason).map { String(cString: $0) } ?? "error \(reason)"
  }
}

/// How a process ended.
package struct ChildEnd: Sendable {
  /// The signal that ended it; 0 where it exited.
  package let signal: Int32
  /// Its exit status; 0 where a signal ended it.
  package let status: Int32
  /// The most memory it held, in bytes.
  package let peakMemory: Int
  /// Processor seconds, those of its children that it waited for included.
  package let cpuSeconds: Double
  /// The end of what it wrote to standard error.
  package let said: String

  /// - Parameter status: As `wait4` gives it.
  init(status: Int32, peakMemory: Int, cpuSeconds: Double, said: String) {
    signal = status & 0x7F
    self.status = signal == 0 ? status >> 8 & 0xFF : 0
    self.peakMemory = peakMemory
    self.cpuSeconds = cpuSeconds
    self.said = said
  }

  /// The last line it wrote to standard error, after a colon; empty where there is none.
  package var lastWords: String {
    said.split(separator: "\n").last.map { ": \($0.prefix(200))" } ?? ""
  }

  /// The signal in words.
  package var signalWords: String {
    strsignal(signal).map { String(cString: $0) } ?? "signal \(signal)"
  }

  /// Whether it seems to have ended for want of memory, of which it had so many bytes.
  package func ranOut(of memory: Int?) -> Bool {
    said.contains("bad_alloc") || said.contains("memory")
      || (memory.map { Double(peakMemory) > 0.7 * Double($0) } ?? false)
  }
}

/// A child process with a channel; ended at the latest when its owner forgets it.
package final class ChildProcess: Sendable {
  /// This side of the stream to and from the child; never blocks.
  package var channel: Int32 { lines.channel.number }
  /// What the child writes to standard error; never blocks.
  package var complaints: Int32 { lines.complaints.number }
  private let lines: ProcessLines.Ends
  private let process: pid_t
  private let isLeader: Bool
  private let isReaped = Mutex(false)

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - program: a path, or a name to be looked for as the shell does.
  ///   - channels: the child's descriptors that the channel is to be.
  ///   - sharesOutput: whether it writes to this process's standard output.
  ///   - isLeader: whether it and its children form a process group of their own, out of reach of
  ///     the terminal's Ctrl-C and ended together.
  package init(
    program: String, arguments: [String], channels: [Int32], sharesOutput: Bool = false,
    isLeader: Bool = false
  ) throws(SpawnFailure) {
    let lines = try ProcessLines()
    self.isLeader = isLeader
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    if !sharesOutput { posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0) }
    posix_spawn_file_actions_adddup2(&actions, lines.there.complaints.number, 2)
    for descriptor in channels {
      posix_spawn_file_actions_adddup2(&actions, lines.there.channel.number, descriptor)
    }
    defer { posix_spawn_file_actions_destroy(&actions) }
    var process = pid_t()
    let code = Self.spawn(&process, [program] + arguments, &actions, isLeader: isLeader)
    guard code == 0 else { throw SpawnFailure(code) }
    self.process = process
    self.lines = lines.keepHere()
  }

  private static func spawn(
    _ process: inout pid_t, _ words: [String], _ actions: inout posix_spawn_file_actions_t,
    isLeader: Bool
  ) -> Int32 {
    // Threads of a program's pools block signals, and a child would inherit that.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK | (isLeader ? POSIX_SPAWN_SETPGROUP : 0)))
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    guard let program = arguments[0] else { return ENOMEM }
    var environment = Self.environment
    defer { for setting in environment { free(setting) } }
    return posix_spawnp(&process, program, &actions, &attributes, &arguments, &environment)
  }

  /// This process's environment, but a crash is not to be explained at length: the last words are
  /// the library's then.
  private static var environment: [UnsafeMutablePointer<CChar>?] {
    let name = "SWIFT_BACKTRACE="
    var settings: [UnsafeMutablePointer<CChar>?] = []
    var next = environ
    while let setting = next.pointee {
      if strncmp(setting, name, strlen(name)) != 0 { settings.append(strdup(setting)) }
      next += 1
    }
    return settings + [strdup(name + "enable=no"), nil]
  }

  deinit {
    signal()
    _ = wait()
  }

  /// Sends what the channel takes now and says how much that was.
  package func sendSome(_ bytes: ArraySlice<UInt8>) -> Int {
    Channel.sendSome(bytes, to: channel)
  }

  /// Asks the system to end the process for good, with its group where it leads one, without
  /// waiting for it.
  package func signal() {
    isReaped.withLock { reaped in
      // A process waited for has given its number away.
      if !reaped { _ = Glibc.kill(isLeader ? -process : process, SIGKILL) }
    }
  }

  /// Waits for the end and says how it was; nil where it was waited for before.
  ///
  /// - Parameter heard: What was already read of its complaints.
  package func wait(heard: String = "") -> ChildEnd? {
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
    let said = heard + String(decoding: Channel.receive(from: complaints), as: UTF8.self)
    return ChildEnd(
      status: status, peakMemory: usage.ru_maxrss << 10, cpuSeconds: usage.cpuSeconds, said: said)
  }
}

extension rusage {
  /// Processor seconds, the system's included.
  var cpuSeconds: Double {
    [ru_utime, ru_stime].reduce(0) { $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6 }
  }
}

extension ChildEnd {
  /// How a solver's process ended that gave no answer, in one sentence.
  func sentence(name: String, memory: Int?) -> String {
    if let memory, ranOut(of: memory) {
      return
        "The process of \(name) ran out of its \(memory >> 20) MB of memory; allow it more or give "
        + "it a smaller model."
    }
    guard signal != 0 else {
      return
        "The process of \(name) ended with status \(status) and no answer\(lastWords); try "
        + "another solver."
    }
    return
      "The process of \(name) was ended by a signal (\(signalWords))\(lastWords); "
      + "try another solver."
  }
}
