import Foundation
import Glibc

/// A real Slurm of one node on loopback, started by a test and stopped by it.
struct OneNodeSlurm {
  /// What it needs that is not there.
  struct Missing: Error, CustomStringConvertible {
    let description: String
  }

  private let folder: String
  private let configuration: String
  private let munge: String?

  /// Starts the daemons; nil where this user may not start them, which only root may.
  init?(in scratch: String) throws {
    guard geteuid() == 0 else { return nil }
    for program in ["munged", "slurmctld", "slurmd", "sbatch", "sinfo", "squeue"]
    where Self.run(["sh", "-c", "command -v \(program)"]).status != 0 {
      throw Missing(description: "\(program) is missing; Scripts/install-dependencies --tests")
    }
    folder = scratch + "/slurm"
    configuration = folder + "/slurm.conf"
    for name in ["", "/state", "/spool"] {
      try FileManager.default.createDirectory(
        atPath: folder + name, withIntermediateDirectories: true)
    }
    munge = try Self.startMunge(folder)
    try Self.configuration(folder).write(
      toFile: configuration, atomically: true, encoding: .utf8)
    for daemon in ["slurmctld", "slurmd"] {
      let result = Self.run([daemon, "-f", configuration])
      guard result.status == 0 else {
        stop()
        throw Missing(description: "\(daemon) does not start: \(result.output)")
      }
    }
    guard Self.wait(600, { sinfo().contains("idle") }) else {
      let words = sinfo() + log("slurmctld") + log("slurmd")
      stop()
      throw Missing(description: "the node does not come up: \(words)")
    }
  }

  /// Starts the authentication daemon where none answers; its pid file, where this test started it.
  private static func startMunge(_ folder: String) throws -> String? {
    if run(["sh", "-c", "munge -n | unmunge"]).status == 0 { return nil }
    _ = run(["mkdir", "-p", "/run/munge"])
    _ = run(["chown", "munge:munge", "/run/munge"])
    let started = run(["runuser", "-u", "munge", "--", "munged"])
    guard wait(200, { run(["sh", "-c", "munge -n | unmunge"]).status == 0 }) else {
      throw Missing(description: "munged does not start: \(started.output)")
    }
    return "/run/munge/munged.pid"
  }

  private static func configuration(_ folder: String) -> String {
    let host = run(["hostname"]).output.trimmingCharacters(in: .whitespacesAndNewlines)
    // Ports of their own, so that another Slurm on this machine is left alone.
    let port = 20_000 + Int(getpid()) % 20_000
    return """
      ClusterName=test
      SlurmctldHost=\(host)(127.0.0.1)
      SlurmUser=root
      AuthType=auth/munge
      StateSaveLocation=\(folder)/state
      SlurmdSpoolDir=\(folder)/spool
      SlurmctldPidFile=\(folder)/slurmctld.pid
      SlurmdPidFile=\(folder)/slurmd.pid
      SlurmctldLogFile=\(folder)/slurmctld.log
      SlurmdLogFile=\(folder)/slurmd.log
      SlurmctldPort=\(port)
      SlurmdPort=\(port + 1)
      ProctrackType=proctrack/linuxproc
      TaskPlugin=task/none
      SchedulerType=sched/builtin
      SelectType=select/cons_tres
      SelectTypeParameters=CR_Core
      JobAcctGatherType=jobacct_gather/none
      ReturnToService=2
      MpiDefault=none
      NodeName=\(host) NodeAddr=127.0.0.1 CPUs=2 RealMemory=2000 State=UNKNOWN
      PartitionName=p Nodes=\(host) Default=YES State=UP MaxTime=INFINITE

      """
  }

  /// Submits the script that `bench slurm` writes and waits until the array is done.
  func runArray(suite: String, tasks: Int, logs: [String]) throws {
    let script = folder + "/\(suite).sh"
    let written = try BenchProgram.run(
      ["bench", "slurm", suite, "--array", "\(tasks)", "-o", script])
    guard written.status == 0 else { throw Missing(description: written.error) }
    // The tasks write to the folder of the tests instead of the repository.
    var text = try String(contentsOfFile: script, encoding: .utf8)
    let scratch = (folder as NSString).deletingLastPathComponent
    text = text.replacingOccurrences(of: "-o \"\(suite).", with: "-o \"\(scratch)/\(suite).")
    text = text.replacingOccurrences(
      of: "#SBATCH --output=", with: "#SBATCH --output=\(scratch)/")
    try text.write(toFile: script, atomically: true, encoding: .utf8)
    let submitted = slurm(["sbatch", script], in: BenchProgram.repository.path)
    guard submitted.status == 0 else { throw Missing(description: submitted.output) }
    guard Self.wait(3000, { slurm(["squeue", "-h"]).output.isEmpty }) else {
      throw Missing(description: "the array does not end: " + slurm(["squeue"]).output)
    }
    for log in logs where !FileManager.default.fileExists(atPath: log) {
      let output = slurm(["sh", "-c", "cat \(scratch)/*.out"]).output
      throw Missing(description: "\(log) was not written: \(output)")
    }
  }

  /// Stops every daemon that was started, by the pid in its pid file.
  func stop() {
    for file in [folder + "/slurmd.pid", folder + "/slurmctld.pid", munge].compactMap({ $0 }) {
      guard let text = try? String(contentsOfFile: file, encoding: .utf8),
        let process = pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines)), process > 1
      else { continue }
      kill(process, SIGTERM)
      if !Self.wait(100, { !BenchProgram.isAlive(process) }) { kill(process, SIGKILL) }
    }
  }

  private func sinfo() -> String { slurm(["sinfo", "-h", "-o", "%t"]).output }

  private func log(_ daemon: String) -> String {
    (try? String(contentsOfFile: "\(folder)/\(daemon).log", encoding: .utf8)) ?? ""
  }

  private func slurm(_ words: [String], in directory: String? = nil) -> (
    status: Int32, output: String
  ) {
    Self.run(words, in: directory, environment: ["SLURM_CONF": configuration])
  }

  private static func wait(_ seconds: Int, _ condition: () -> Bool) -> Bool {
    for _ in 0..<seconds * 5 {
      if condition() { return true }
      usleep(200_000)
    }
    return condition()
  }

  /// Runs a command; Foundation's `Process` would wait for the daemons that it leaves behind too.
  private static func run(
    _ words: [String], in directory: String? = nil, environment: [String: String] = [:]
  ) -> (status: Int32, output: String) {
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("chainwright-\(UUID().uuidString).out").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let settings = environment.sorted { $0.key < $1.key }.map { "\($0.key)=\(quoted($0.value))" }
    let line =
      (["cd", quoted(directory ?? "/"), "&&", "PATH=\"$PATH:/usr/sbin:/sbin\""] + settings
      + words.map(quoted)).joined(separator: " ") + " < /dev/null > \(quoted(path)) 2>&1"
    let status = system(line)
    return (status, (try? String(contentsOfFile: path, encoding: .utf8)) ?? "")
  }

  private static func quoted(_ word: String) -> String {
    "'" + word.replacingOccurrences(of: "'", with: "'\\''") + "'"
  }
}
