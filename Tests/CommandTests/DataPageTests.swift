import Foundation
import TestSupport
import Testing

/// `Scripts/check-data` and the table of files that it reads.
@Suite struct DataPageTests {
  private static let repository = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  private func check(_ arguments: [String]) throws -> FinishedProgram {
    try FinishedProgram.run(
      Self.repository.appendingPathComponent("Scripts/check-data").path, arguments)
  }

  @Test func everyMissingFileIsNamed() throws {
    try CommandRunner.inDirectory { directory in
      let result = try check([directory])
      #expect(result.status == 1 && result.output.isEmpty)
      for file in [
        "paper/bloom176b_ripe_measured.csv", "paper/bloom176b_ripe_synthesized.csv",
        "paper/llama2_7b_mig9.csv", "helix/cluster_nodes.csv", "helix/cluster_links.csv",
        "helix/layer_time_ms.csv", "helix/kv_capacity_by_layers.csv",
        "helix/milp/a100x4_llama30b.lp", "helix/milp/single24_llama70b.sol",
        "network/azure50_rtt_ms_p50.csv", "specs/gpu_specs.csv", "specs/model_specs.csv",
        "traces/azure2023_code.csv", "traces/azure2023_conv.csv",
      ] {
        #expect(result.error.contains("\(directory)/\(file): missing\n"))
      }
      #expect(result.error.contains("Documentation/Data.md"))
    }
  }

  @Test func anotherSizeAndOtherBytesAreTold() throws {
    try CommandRunner.inDirectory { directory in
      let specs = URL(fileURLWithPath: directory).appendingPathComponent("specs")
      try FileManager.default.createDirectory(at: specs, withIntermediateDirectories: true)
      let (gpus, models) = ("gpu_specs.csv", "model_specs.csv")
      try Data(count: 1009).write(to: specs.appendingPathComponent(gpus))
      try Data(count: 7).write(to: specs.appendingPathComponent(models))
      let error = try check([directory]).error
      #expect(error.contains("/specs/\(gpus): SHA-256 is "))
      #expect(error.contains("/specs/\(models): 7 bytes, should be 1693\n"))
    }
  }

  @Test func aTargetAsksForItsOwnFilesAlone() throws {
    try CommandRunner.inDirectory { directory in
      let traces = URL(fileURLWithPath: directory).appendingPathComponent("traces")
      try FileManager.default.createDirectory(at: traces, withIntermediateDirectories: true)
      for name in ["code", "conv"] {
        let file = traces.appendingPathComponent("azure2023_\(name).csv")
        try Data(count: 1).write(to: file)
      }
      #expect(try check([directory, "bench-queueing"]).status == 0)
      let result = try check([directory, "instances"])
      #expect(result.status == 1)
      #expect(result.error.contains("missing; make instances needs it\n"))
      #expect(!result.error.contains("traces"))
      #expect(try check([directory, "nothing"]).status == 2)
    }
  }

  @Test func theScriptsOfThePageStopBeforeTheirWork() throws {
    try CommandRunner.inDirectory { directory in
      let remade = try FinishedProgram.run(
        Self.repository.appendingPathComponent("instances/remake").path,
        [directory, CommandRunner.program.path, directory])
      #expect(remade.status == 1)
      #expect(remade.error.contains("/specs/gpu_specs.csv: missing; make instances needs it\n"))
      #expect(!FileManager.default.fileExists(atPath: "\(directory)/generated"))
      for (script, file) in [
        ("bench-queueing", "traces/azure2023_code.csv"),
        ("bench-solvers", "helix/milp/l4x8_llama30b.lp"),
      ] {
        let result = try FinishedProgram.run(
          "Scripts/\(script)", [directory, CommandRunner.program.path],
          by: "cd '\(Self.repository.path)' && exec \"$0\" \"$@\"")
        #expect(result.status == 1 && result.output.isEmpty)
        #expect(result.error.contains("/\(file): missing; make \(script) needs it\n"))
      }
    }
  }
}
