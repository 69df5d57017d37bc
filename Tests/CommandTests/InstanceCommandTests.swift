import Foundation
import ServerChains
import Testing

@Suite struct InstanceCommandTests {
  @Test func generateWritesTheSameToOutputAndFile() throws {
    try CommandRunner.inDirectory { directory in
      let path = "\(directory)/small.instance.json"
      let settings = [
        "generate", "--family", "speed", "--servers=5", "--blocks", "8", "--seed", "9",
      ]
      let printed = try CommandRunner.run(settings)
      let written = try CommandRunner.run(settings + ["-o", path])
      #expect(printed.status == 0 && written.status == 0)
      #expect(written.output.isEmpty && written.error.isEmpty)
      #expect(try String(contentsOfFile: path, encoding: .utf8) == printed.output)
      let instance = try InstanceFile.read(path: path)
      #expect(instance.name == "speed-J5-L8-s9")
      #expect(instance.servers.count == 5 && instance.blocks == 8)
    }
  }

  @Test func anOutputThatCannotBeWrittenIsNamed() throws {
    let result = try CommandRunner.run(["generate", "-o", "/nowhere/at/all.json"])
    #expect(result.status == 65)
    #expect(
      result.error
        == "chainwright: /nowhere/at/all.json: cannot be written: No such file or directory; "
        + "name a place you may write to\n")
  }

  @Test func aReaderThatHasGoneAwayEndsTheProgramQuietly() throws {
    let result = try CommandRunner.runUnread(["generate", "--servers", "500"])
    #expect(result.status == 0)
    #expect(result.error.isEmpty)
  }

  private static let header =
    "instance,model,blocks,block_memory_GB,cache_memory_per_job_GB,arrival_rate_per_s,"
    + "maximum_load,server,memory_GB,communication_time_s,computation_time_per_block_s\n"

  @Test func importPaperMakesOneOrAll() throws {
    try CommandRunner.inDirectory { directory in
      let table = "\(directory)/two.csv"
      let rows = "a,toy,2,1,0.1,0.2,0.7,s0,4,1,0.5\nb,toy,2,1,0.1,0.2,0.7,s0,4,1,0.5\n"
      try (Self.header + rows).write(toFile: table, atomically: true, encoding: .utf8)
      let several = try CommandRunner.run(["import", "paper", table])
      #expect(several.status == 64)
      #expect(several.error.contains("the table holds 2 instances; choose one with --instance"))
      let one = try CommandRunner.run(["import", "paper", table, "--instance", "b"])
      #expect(one.status == 0)
      let all = try CommandRunner.run(["import", "paper", table, "--all", "-o", directory])
      #expect(all.status == 0)
      #expect(
        try String(contentsOfFile: "\(directory)/b.instance.json", encoding: .utf8) == one.output)
      #expect(try InstanceFile.read(path: "\(directory)/a.instance.json").name == "a")
    }
  }

  @Test func aBadTableIsStatus65WithItsPlace() throws {
    try CommandRunner.inDirectory { directory in
      let table = "\(directory)/bad.csv"
      try (Self.header + "a,toy,2,1,0.1,0.2,0.7,s0,much,1,0.5\n")
        .write(toFile: table, atomically: true, encoding: .utf8)
      let result = try CommandRunner.run(["import", "paper", table])
      #expect(result.status == 65)
      #expect(
        result.error.hasPrefix(
          "chainwright: \(table): line 2, column memory_GB: \"much\": it must be a decimal number"))
    }
  }

  @Test func missingDataIsStatus66() throws {
    for command in [
      ["import", "helix", "--data", "/nowhere", "--cluster", "x"],
      ["import", "azure", "--data", "/nowhere"], ["import", "paper", "/nowhere.csv"],
    ] {
      let result = try CommandRunner.run(command)
      #expect(result.status == 66)
      #expect(result.error.hasPrefix("chainwright: /nowhere"))
      #expect(
        result.error.hasSuffix(
          ".csv: No such file or directory; check the path (Documentation/Data.md says what the "
            + "data folder holds)\n"))
    }
  }
}
