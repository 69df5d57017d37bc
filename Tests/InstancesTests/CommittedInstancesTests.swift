import Foundation
import ServerChains
import Testing

@testable import Instances

/// The files under `instances/`, as anyone who clones the repository gets them.
@Suite struct CommittedInstancesTests {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("instances").path

  private static func files(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: "\(root)/\(folder)")
      .filter { $0.hasSuffix(".instance.json") }.sorted().map { "\(root)/\(folder)/\($0)" }
  }

  @Test(
    arguments: zip(
      [
        "example", "generated", "real/bloom-measured", "real/bloom-synthesized",
        "real/llama-mig9", "real/helix", "real/azure",
      ], [1, 18, 32, 40, 3, 3, 2]))
  func everyFileIsCanonicalAndNamesItsOrigin(folder: String, count: Int) throws {
    let files = try Self.files(in: folder)
    #expect(files.count == count)
    for file in files {
      let instance = try InstanceFile.read(path: file)
      #expect(try String(contentsOfFile: file, encoding: .utf8) == InstanceFile.text(of: instance))
      #expect(file.hasSuffix("/\(instance.name).instance.json"))
      #expect(instance.coverableBlocks == instance.blocks)
      #expect(instance.requiredRate != nil)
      let provenance = try #require(instance.provenance)
      #expect(!provenance.origin.isEmpty && !provenance.notes.isEmpty)
      let license = folder.hasPrefix("real") ? ["CC-BY-4.0 (RTT)", "Apache-2.0"] : ["CC0-1.0"]
      #expect(license.contains(provenance.license))
    }
  }

  @Test func generatedFilesAreWhatTheGeneratorMakes() throws {
    for file in try Self.files(in: "generated") {
      let committed = try InstanceFile.read(path: file)
      let parts = committed.name.split(separator: "-").map(String.init)
      let numbers = try parts.dropFirst().map { try #require(Int($0.dropFirst())) }
      var generator = InstanceGenerator(
        family: try #require(InstanceFamily(rawValue: parts[0])), servers: numbers[0],
        blocks: numbers[1], seed: UInt64(numbers[2]))
      if committed.name == "mixed-J12-L40-s1" { generator.copies = 3 }
      if committed.name == "mixed-J40-L70-s1" { generator.copies = 4 }
      if committed.name == "paper-J40-L70-s1" { generator.share = 0.3 }
      #expect(try generator.instance() == committed)
    }
  }

  @Test func theWorkedExampleHasThePublishedFigures() throws {
    let instance = try InstanceFile.read(
      path: "\(Self.root)/example/worked-example.instance.json")
    let placement = Placement(
      [(1, 1), (2, 2), (1, 1), (2, 1), (3, 1)].map { BlockRange(first: $0.0, count: $0.1) })
    let graph = RoutingGraph(instance: instance, placement: placement)
    let times = try [[0, 1], [0, 3, 4], [2, 3, 4]].map { servers in
      Chain(hops: try #require(graph.hops(visiting: servers)), in: instance).serviceTime
    }
    let epsilon = 0.1
    for (time, factor) in zip(times, [5.0, 10, 12]) {
      #expect(abs(time - (3 + factor * epsilon)) < 1e-12)
    }
    #expect(instance.slots(of: 1, hosting: 2) == 10)
  }

  /// A100 of Helix: prompt(763) between 5 and 8 ms at 750 and 1000 tokens, decoding 1.5 ms at batch
  /// 16.
  @Test func oneHelixServerByHand() throws {
    let instance = try InstanceFile.read(
      path: "\(Self.root)/real/helix/helix-single24-llama2_70b.instance.json")
    let server = try #require(instance.servers.first { $0.name == "n6-A100" })
    let prompt: Double = 5 + (8 - 5) * 13 / 250
    #expect(abs(server.computationTime - (prompt + 1.5 * 231) / 1000) < 5e-7)
    let transfer: Double = 994 * 16384 * 2 / 1e9
    let communication: Double = 232 * 0.002 + transfer
    #expect(abs(server.communicationTime - communication) < 5e-7)
    // Least of entries · 4096 B + layers · block, at nine layers:
    // 9 · 1711308800 B + 4630752 · 4096 B = 34369339392 B.
    #expect(server.memory.description == "34.369")
    #expect(instance.service.cacheMemory.description == "0.00407552")
  }

  /// Brazil South is 186 ms from West Europe and back; a V100 has 125 TFLOPS and 900 GB/s.
  @Test func oneAzureServerByHand() throws {
    let instance = try InstanceFile.read(
      path: "\(Self.root)/real/azure/azure-12-bloom-176b.instance.json")
    let server = try #require(instance.servers.first { $0.name == "brazil-south-V100-SXM2-32GB" })
    let prompt: Double = 4_932_874_240 / 125e12 * 2000
    let output: Double = 1.32 / 900 * 19
    let computation: Double = 0.001 + prompt + output
    #expect(server.communicationTime == 4.08)
    #expect(abs(server.computationTime - computation) < 5e-7)
    #expect(server.memory == 32)
    let larger = try InstanceFile.read(
      path: "\(Self.root)/real/azure/azure-24-bloom-176b.instance.json")
    #expect(Array(larger.servers.prefix(12)) == instance.servers)
  }
}
