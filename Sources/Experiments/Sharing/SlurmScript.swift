/// A job-array script for Slurm: one shard a task.
package struct SlurmScript: Sendable {
  /// The suite as the user named it.
  package var suite: String
  /// The suite's own name.
  package var name: String
  /// Tasks of the job array, one for each shard; Slurm numbers them from 1.
  package var tasks: Int
  /// Runs at a time in a task.
  package var jobs: Int
  /// Memory of one run, in MB (10⁶ bytes).
  package var memoryMB: Int
  /// Hard upper bound on the time of the longest shard, in seconds.
  package var seconds: Double
  /// The path of this program on the nodes.
  package var program: String
  /// Options handed on to every task.
  package var options: [String]

  /// A script for these tasks; the time comes from ``seconds(of:tasks:jobs:)``.
  package init(
    suite: String, name: String, tasks: Int, jobs: Int, memoryMB: Int, seconds: Double,
    program: String, options: [String]
  ) {
    self.suite = suite
    self.name = name
    self.tasks = tasks
    self.jobs = jobs
    self.memoryMB = memoryMB
    self.seconds = seconds
    self.program = program
    self.options = options
  }

  /// The most that a shard can take, with a quarter for the start of jobs, in seconds.
  package static func seconds(of runs: [Run], tasks: Int, jobs: Int) -> Double {
    let longest = (1...tasks).map { index in
      Shard(index: index, of: tasks).runs(of: runs).reduce(0.0) {
        $0 + RunProcess.patience(with: $1.limits) / .seconds(1)
      }
    }.max()
    return 60 + 1.25 * (longest ?? 0) / Double(jobs)
  }

  private var minutes: Int { max(1, Int((seconds / 60).rounded(.up))) }

  /// The script, for `sbatch`: a task gets `jobs` processors, the memory of its runs and 200 MB,
  /// and its time in whole minutes.
  package var text: String {
    let shard = "\"$SLURM_ARRAY_TASK_ID/\(tasks)\""
    let log = "\"\(name).$SLURM_ARRAY_TASK_ID-of-\(tasks).jsonl\""
    // Memory of the runs themselves and 200 MB for the one that watches them; Slurm counts in MiB.
    let mebibytes = (jobs * memoryMB + 200) * 1_000_000 / 1_048_576
    let words = [Self.quoted(program), "bench", Self.quoted(suite)] + options.map(Self.quoted)
    return """
      #!/bin/bash
      #SBATCH --job-name=\(name)
      #SBATCH --array=1-\(tasks)
      #SBATCH --ntasks=1
      #SBATCH --cpus-per-task=\(jobs)
      #SBATCH --mem=\(mebibytes)M
      #SBATCH --time=\(minutes)
      #SBATCH --output=\(name).%a-of-\(tasks).out
      # Submit in the directory that the suite's paths start from. \
      A task that was ended goes on where it was
      # when the script is submitted again. When all are done, in the same directory:
      #   \(Self.quoted(program)) bench merge \(name).*-of-\(tasks).jsonl -o \(name).jsonl
      set -euo pipefail
      cd "$SLURM_SUBMIT_DIR"
      exec \(words.joined(separator: " ")) --shard \(shard) --jobs \(jobs) -o \(log)

      """
  }

  /// A word as the shell takes it for itself.
  private static func quoted(_ word: String) -> String {
    let isPlain = word.utf8.allSatisfy {
      (0x61...0x7A).contains($0) || (0x41...0x5A).contains($0) || (0x2D...0x39).contains($0)
        || $0 == 0x5F || $0 == 0x3D
    }
    guard !isPlain || word.isEmpty else { return word }
    var quoted = "'"
    for character in word {
      quoted += character == "'" ? "'\\''" : String(character)
    }
    return quoted + "'"
  }
}
