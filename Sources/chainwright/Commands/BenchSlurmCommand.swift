import Experiments
import Glibc
import ServerChains

/// `bench slurm`: a job-array script.
enum BenchSlurmCommand: Command {
  static let name = "bench slurm"
  static let summary = "Write a job-array script for Slurm that runs a suite in shards."
  static let discussion = [
    "Submit it with sbatch in the directory that the suite's paths start from; every task writes "
      + "the log of its shard there, and bench merge joins them. Time and memory are asked for as "
      + "the suite's limits add up."
  ]
  static let positionals = [
    Positional(name: "SUITE", help: "A name of bench --list, or a path of a suite's file.")
  ]
  static let options: [Option] = [
    .value("--array", "N", required: true, "Tasks of the array, one shard each."),
    .value("--jobs", "N", default: "1", "Runs at a time in a task."),
    .value("--program", "PATH", "This program on the nodes; where it is now if not given."),
    BenchCommand.experiment, BenchCommand.timeLimit, BenchCommand.memoryLimit,
    .value("-o", "SCRIPT", "Write the script to this file instead of standard output."),
  ]
  static let examples = [
    "chainwright bench slurm real-clusters --array 16 -o real-clusters.sh",
    "sbatch real-clusters.sh",
  ]

  static func run(_ arguments: ParsedArguments) throws -> ExitStatus {
    let suite = try BenchCommand.suite(arguments)
    let runs = try suite.runs()
    let tasks = try arguments.integer("--array", in: 1...100_000) ?? 1
    guard tasks <= runs.count else {
      throw arguments.error(
        "--array \(tasks) is more than the \(runs.count) runs of the suite; give at most as many")
    }
    let jobs = try arguments.integer("--jobs", in: 1...256) ?? 1
    var options: [String] = []
    for option in [BenchCommand.experiment, BenchCommand.timeLimit, BenchCommand.memoryLimit] {
      if let value = arguments.text(option.name) { options += [option.name, value] }
    }
    let script = SlurmScript(
      suite: arguments.positional("SUITE"), name: suite.name, tasks: tasks, jobs: jobs,
      memoryMB: runs.map(\.limits.memoryMB).max() ?? 0,
      seconds: SlurmScript.seconds(of: runs, tasks: tasks, jobs: jobs),
      program: arguments.text("--program") ?? ownPath, options: options)
    if let path = arguments.text("-o") {
      try OutputFile.write(script.text, to: path)
    } else {
      try StandardStreams.write(script.text)
    }
    return .done
  }

  /// The path of the running program.
  private static var ownPath: String {
    guard let path = realpath("/proc/self/exe", nil) else { return "chainwright" }
    defer { free(path) }
    return String(cString: path)
  }
}
