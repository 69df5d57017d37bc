import ServerChains
import Testing

@testable import Instances

/// A table written in a test.
private func table(_ text: String, _ file: String = "t.csv") throws -> CSVTable {
  try CSVTable(bytes: Array(text.utf8), file: file)
}

@Suite struct PaperImporterTests {
  private static let header =
    "instance,model,blocks,block_memory_GB,cache_memory_per_job_GB,arrival_rate_per_s,"
    + "maximum_load,server,type,memory_GB,rtt_ms,communication_time_s,computation_time_per_block_s"

  @Test func serversKeepNamesDecimalsAndTimes() throws {
    let importer = PaperImporter(
      table: try table(
        Self.header + "\r\n"
          + "one,toy,3,1.32,0.11,0.2,0.7,s0,high,40.0,14.7208,0.65442,0.109\r\n"
          + "two,toy,3,1.32,0.11,0.2,0.7,s0,low,20.10,10,0.56,0.175\r\n"
          + "one,toy,3,1.32,0.11,0.2,0.7,s1,low,20.0,11.7702,0.5954,0.175\r\n"))
    let instances = try importer.instances()
    #expect(instances.map(\.name) == ["one", "two"])
    #expect(instances[0].servers.map(\.name) == ["s0", "s1"])
    #expect(instances[0].servers[0].memory == 40)
    #expect(instances[1].servers[0].memory.description == "20.1")
    #expect(instances[0].servers[0].communicationTime == 0.65442)
    #expect(instances[0].service.blockMemory == 1.32)
    #expect(instances[0].requiredRate == 0.2 / 0.7)
    #expect(try importer.instance(named: "two") == instances[1])
    #expect(throws: InputError.self) { try importer.instance(named: "three") }
  }

  @Test func contradictionsAndBadFiguresAreNamedByLine() throws {
    let rows = "one,toy,3,1.32,0.11,0.2,0.7,s0,high,40,1,0.6,0.1\n"
    let differing = PaperImporter(
      table: try table(
        Self.header + "\n" + rows + "one,toy,4,1.32,0.11,0.2,0.7,s1,high,40,1,0.6,0.1\n"))
    let difference = #expect(throws: InputError.self) { try differing.instances() }
    #expect(difference?.field == "line 3, column blocks")
    #expect(difference?.message.hasPrefix("it differs from line 2") == true)

    let doubled = PaperImporter(table: try table(Self.header + "\n" + rows + rows))
    let clash = #expect(throws: InputError.self) { try doubled.instances() }
    #expect(clash?.file == "t.csv")
    #expect(clash?.field == "servers[1].name")
  }
}

@Suite struct HelixImporterTests {
  private func tables() throws -> HelixTables {
    HelixTables(
      nodes: try table("cluster,node,machine,region\npair,0,T4,\npair,1,A100,1\n"),
      links: try table(
        """
        cluster,from,to,bandwidth_MB_per_s,latency_ms
        pair,source,0,10,40
        pair,0,sink,20,60
        pair,source,1,1000,1
        pair,1,sink,1000,1
        """),
      layerTimes: try table(
        """
        model,machine,phase,batch_tokens,ms_per_layer
        llama2_70b,T4,prompt,0,0
        llama2_70b,T4,prompt,500,30
        llama2_70b,T4,prompt,1000,50
        llama2_70b,T4,decode,0,0
        llama2_70b,T4,decode,8,3
        llama2_70b,T4,decode,12,5
        llama2_70b,A100,prompt,1000,8
        llama2_70b,A100,decode,16,1.5
        """),
      capacities: try table(
        """
        model,machine,layers_held,max_layers,kv_token_layer_entries
        llama2_70b,T4,1,2,10000
        llama2_70b,T4,2,2,9000
        llama2_70b,A100,1,3,50000
        """),
      models: try table(
        """
        model,blocks,block_bytes_fp16,kv_bytes_per_token_per_block_fp16,\
        activation_bytes_per_token_fp16,flops_per_token_per_block_dense
        Llama-2-70B,80,2000000,1000,5000,4
        """))
  }

  @Test func bothTimesAndMemoryByHand() throws {
    var importer = HelixImporter(tables: try tables(), cluster: "pair")
    importer.inputTokens = 750
    importer.outputTokens = 101
    importer.decodeBatch = 10
    importer.overheadMilliseconds = 2
    let instance = try importer.instance()
    let slow = instance.servers[0]
    #expect(slow.name == "n0-T4")
    // Prompt halfway between 30 and 50 ms, decoding halfway between 3 and 5 ms:
    // 40 + 100 · 4 = 440 ms.
    #expect(slow.computationTime == 0.44)
    importer.decodeBatch = 1
    #expect(try importer.instance().servers[0].computationTime == 0.34)
    // 101 · (100 + 2) ms + 850 · 5000 B · (1/10 + 1/20) s/MB = 10.302 + 0.6375 s.
    #expect(slow.communicationTime == 10.9395)
    // One layer: 10 + 2 MB; two layers: 9 + 4 MB. The least counts.
    #expect(slow.memory == 0.012)
    #expect(instance.service.blockMemory == 0.002)
    #expect(instance.service.cacheMemory == 0.000851)
    #expect(instance.service.blocks == 80)
    #expect(instance.provenance?.notes.hasSuffix("A100 3 of 26, T4 2 of 6") == true)
  }

  @Test func whatHelixDidNotMeasureIsRefused() throws {
    var importer = HelixImporter(tables: try tables(), cluster: "pear")
    let unknown = #expect(throws: InputError.self) { try importer.instance() }
    #expect(unknown?.message.contains("(it has pair)") == true)
    importer.cluster = "pair"
    importer.inputTokens = 2000
    let large = #expect(throws: InputError.self) { try importer.instance() }
    #expect(large?.message.contains("largest measured: 1000") == true)
    importer.model = "llama1_30b"
    #expect(throws: InputError.self) { try importer.instance() }
  }
}

@Suite struct AzureImporterTests {
  /// A–D are complete; E has no column, F no row, G lacks one time, and Z only what G lacks.
  private func regions() throws -> RegionTable {
    try RegionTable(
      table: table(
        """
        Source,A,B,C,D,F,G
        A,,10,20,40,1,5
        B,12,,30,50,1,5
        C,20,30,,60,1,5
        D,44,50,60,,1,5
        E,1,1,1,1,1,1
        G,5,5,,5,1,
        """))
  }

  @Test func incompleteRegionsAreLeftOut() throws {
    let regions = try regions()
    #expect(regions.regions == ["A", "B", "C", "D"])
    #expect(regions.roundTrip("A", "B") == 11)
    #expect(regions.roundTrip("D", "A") == 42)
    #expect(regions.roundTrip("A", "A") == nil)
    #expect(regions.roundTrip("A", "G") == nil)
  }

  @Test func regionsSpreadFarthestFirst() throws {
    let regions = try regions()
    // From A: D at 42; then C, whose nearest (A) is 20 away, before B at 11.
    #expect(regions.spread(from: "A", count: 3) == ["D", "C", "B"])
    #expect(regions.spread(from: "A", count: 2) == ["D", "C"])
    #expect(regions.spread(from: "B", count: 1) == ["D"])
  }

  @Test func bothTimesByHand() throws {
    var importer = AzureImporter(
      regions: try regions(),
      gpuTable: try table(
        "gpu,memory_GB,mem_bandwidth_GB_per_s,fp16_dense_tensor_TFLOPS\nbig,80,2000,500\n"
          + "small,24.5,660,100\n"),
      modelTable: try table(
        """
        model,blocks,block_bytes_fp16,kv_bytes_per_token_per_block_fp16,\
        activation_bytes_per_token_fp16,flops_per_token_per_block_dense
        BLOOM-176B,70,1,1,1,5e9
        """), count: 3)
    importer.client = "A"
    importer.gpus = ["big", "small"]
    let instance = try importer.instance()
    #expect(instance.servers.map(\.name) == ["d-big", "c-small", "b-big"])
    #expect(instance.servers.map(\.memory) == [80, 24.5, 80])
    // 20 · (42 + 18) ms, 20 · (20 + 18) ms, 20 · (11 + 18) ms.
    #expect(instance.servers.map(\.communicationTime) == [1.2, 0.76, 0.58])
    // 1 ms + 5e9/5e14 · 2000 + 1.32/2000 · 19 = 0.001 + 0.02 + 0.01254; 0.001 + 0.1 + 0.038.
    #expect(instance.servers[0].computationTime == 0.03354)
    #expect(instance.servers[1].computationTime == 0.139)
    #expect(instance.service.blockMemory == 1.32)

    importer.count = 4
    #expect(throws: InputError.self) { try importer.instance() }
    importer.count = 1
    importer.client = "G"
    #expect(throws: InputError.self) { try importer.instance() }
  }
}

@Suite struct ServiceTimesTests {
  /// Documentation/Problem.md, "Published figures", and the tables: 109 and 175 ms for 120 and 80
  /// TFLOPS, 1019.5 and 509.8 GB/s, 5 GFLOP.
  @Test func thePublishedComputationTimesFollowFromTheFormula() {
    let fast = ServiceTimes.computation(
      fixed: 0.001, perInputToken: 5e9 / 120e12, perOutputToken: 1.32 / 1019.5,
      inputTokens: 2000, outputTokens: 20)
    let slow = ServiceTimes.computation(
      fixed: 0.001, perInputToken: 5e9 / 80e12, perOutputToken: 1.32 / 509.8,
      inputTokens: 2000, outputTokens: 20)
    #expect((fast * 1000).rounded() == 109)
    #expect((slow * 1000).rounded() == 175)
  }

  @Test func thePublishedCommunicationTimeFollowsFromItsRoundTrip() {
    let seconds = ServiceTimes.communication(
      outputTokens: 20, roundTripMilliseconds: 14.7208, overheadMilliseconds: 18)
    #expect((seconds * 100_000).rounded() / 100_000 == 0.65442)
    #expect(ServiceTimes.toMicroseconds(0.123_456_7) == 0.123_457)
  }
}
