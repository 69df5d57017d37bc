import Glibc
import SolverIsolation

/// What every record of a session at one machine has in common.
package struct Circumstances: Sendable {
  package var versions: Versions
  package var source: SourceStamp
  package var host: HostStamp

  package init(versions: Versions, source: SourceStamp, host: HostStamp) {
    self.versions = versions
    self.source = source
    self.host = host
  }

  /// Completes a run's record, with the time and the load of the machine as they are now.
  func record(of run: Run, _ finish: RunProcess.Finish) -> Record {
    var host = host
    host.loadAverage = HostStamp.currentLoadAverage
    return Record(
      run: run.id, suite: run.suite, experiment: run.experiment, instance: run.stamp,
      method: run.method, question: run.question, slots: run.slots, load: run.load,
      repetition: run.repetition, limits: run.limits, outcome: finish.result.outcome,
      effort: finish.effort, versions: versions, source: source, host: host, time: UTC.now)
  }
}

extension HostStamp {
  /// This machine.
  package static var current: HostStamp {
    let kibibytes = SystemFile.value(of: "MemTotal", in: "/proc/meminfo")
      .flatMap { $0.split(separator: " ").first }.flatMap { Int($0) }
    return HostStamp(
      name: hostName, cpu: SystemFile.value(of: "model name", in: "/proc/cpuinfo") ?? "unknown",
      cores: max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))),
      memoryMB: (kibibytes ?? 0) * 1024 / 1_000_000, loadAverage: currentLoadAverage)
  }

  private static var hostName: String {
    var buffer = [CChar](repeating: 0, count: 256)
    guard gethostname(&buffer, buffer.count - 1) == 0 else { return "unknown" }
    return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// The mean number of running processes over the last minute.
  static var currentLoadAverage: Double {
    var averages = [0.0]
    return getloadavg(&averages, 1) == 1 ? averages[0] : 0
  }
}

extension SourceStamp {
  /// The git repository of the working directory.
  package static var current: SourceStamp {
    guard let commit = output("git", ["rev-parse", "HEAD"]), commit.utf8.count >= 40 else {
      return SourceStamp(commit: nil, dirty: nil)
    }
    let changes = output("git", ["status", "--porcelain", "--untracked-files=no"])
    return SourceStamp(
      commit: String(commit.prefix { $0 != "\n" }), dirty: changes.map { !$0.isEmpty })
  }

  /// What a program writes; nil where it cannot be run or fails.
  private static func output(_ program: String, _ arguments: [String]) -> String? {
    guard let child = try? ChildProcess(program: program, arguments: arguments, channels: [1])
    else { return nil }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 12)
    while true {
      var descriptor = pollfd(fd: child.channel, events: Int16(POLLIN), revents: 0)
      _ = poll(&descriptor, 1, -1)
      let count = read(child.channel, &buffer, buffer.count)
      if count < 0, errno == EAGAIN || errno == EINTR { continue }
      guard count > 0 else { break }
      bytes += buffer[..<count]
    }
    guard let end = child.wait(), end.signal == 0, end.status == 0 else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension Versions {
  /// The language version of the compiler that built this.
  package static var compiler: String {
    #if compiler(>=6.5)
      "6.5 or later"
    #elseif compiler(>=6.4)
      "6.4"
    #elseif compiler(>=6.3)
      "6.3"
    #else
      "6.2"
    #endif
  }
}

/// Times of day.
package enum UTC {
  /// Now, for instance `2026-11-20T14:03:05Z`.
  package static var now: String { text(of: time(nil)) }

  /// A time since the epoch.
  static func text(of seconds: time_t) -> String {
    var seconds = seconds
    var parts = tm()
    gmtime_r(&seconds, &parts)
    let two = { (number: Int32) in (number < 10 ? "0" : "") + "\(number)" }
    return "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))T"
      + "\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))Z"
  }
}
