import Foundation
import Testing

@Suite("The command bench")
struct BenchCommandTests {
  /// Runs the program where the suites are.
  private func run(_ arguments: [String]) throws -> CommandRunner.Result {
    let repository = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    return try CommandRunner.runShell(
      "cd '\(repository.path)' && exec \"$0\" \"$@\"", arguments)
  }

  @Test func everyShippedSuiteIsListed() throws {
    let result = try run(["bench", "--list", "--json"])
    #expect(result.status == 0, "\(result.error)")
    for name in [
      "smoke", "small-exact", "paper-size", "real-clusters", "greedy-scaling", "dispatch",
    ] {
      #expect(result.output.contains("\"name\": \"\(name)\""))
    }
    let list = try run(["bench", "--list"])
    #expect(list.output.contains("real-clusters   "))
    #expect(list.output.contains(" h  The 32 measured BLOOM clusters"))
  }

  @Test func wrongUsageSaysWhatToDo() throws {
    for (arguments, status, words) in [
      (["bench"], Int32(64), "SUITE is missing; name it after the command, or give --list"),
      (["bench", "smok"], 66, "there is no such suite here; did you mean smoke?"),
      (["bench", "smoke", "--shard", "3/2"], 64, "--shard cannot be 3/2; write --shard 1/4"),
      (["bench", "smoke", "--jobs", "0"], 64, "--jobs is 0 but must lie in 1 to 256"),
      (["bench", "slurm", "smoke"], 64, "--array is missing"),
      (["bench", "slurm", "smoke", "--array", "1000"], 64, "more than the"),
      (["bench", "merge", "-o", "x.jsonl"], 64, "LOG is missing"),
      (["bench", "merge", "/nowhere.jsonl", "-o", "x.jsonl"], 66, "/nowhere.jsonl"),
    ] {
      let result = try run(arguments)
      #expect(result.status == status, "\(arguments)")
      #expect(result.error.contains(words), "\(result.error)")
    }
  }
}
