import Queueing
import ServerChains
import Testing

@Suite struct TraceTests {
  private let own = """
    arrival_s,input_tokens,output_tokens
    10.000,4808,10
    10.052,3180,8
    12.5,110,0

    """

  @Test func figuresOfATrace() throws {
    let trace = try TraceFiles.with(own) { try Trace.read(path: $0) }
    #expect(trace.rows == 3)
    #expect(trace.duration == 2.5)
    let input: Double = (4808 + 3180 + 110) / 3
    #expect(trace.meanInput == input)
    #expect(trace.meanOutput == 6)
    #expect(trace.rowsWithoutOutput == 1)
    #expect(abs((trace.rate ?? 0) - 0.8) < 1e-15)
    // Gaps 0.052 and 2.448: mean 1.25, deviation 1.198 √2.
    let variation: Double = 1.198 * 2.squareRoot() / 1.25
    #expect(abs((trace.gapVariation ?? 0) - variation) < 1e-9)
  }

  @Test func azuresHeadersAndDatesMeanTheSame() throws {
    let azure = """
      \u{FEFF}TIMESTAMP,ContextTokens,GeneratedTokens\r
      2023-12-31 23:59:59.5000000,4808,10\r
      2023-12-31 23:59:59.5520000,3180,8\r
      2024-01-01 00:00:02.0000000,110,0\r

      """
    let zoned = """
      GeneratedTokens,extra,"TIMESTAMP",ContextTokens
      10,x,2024-02-29 23:59:59.500000+00:00,4808
      8,,2024-02-29T23:59:59.552Z,3180

      0,y,2024-03-01 01:00:02+01:00,110
      """
    let expected = try TraceFiles.with(own) { try Trace.read(path: $0) }
    for text in [azure, zoned] {
      let trace = try TraceFiles.with(text) { try Trace.read(path: $0) }
      #expect(trace.rows == 3)
      #expect(abs(trace.duration - 2.5) < 1e-9)
      #expect(trace.meanInput == expected.meanInput)
      #expect(trace.rowsWithoutOutput == 1)
    }
  }

  @Test(arguments: [
    ("", "the trace is empty"),
    ("arrival_s,input_tokens,output_tokens\n", "the trace has no requests"),
    (
      "arrival_s,input_tokens\n1,2\n", "line 1: there is no column output_tokens or GeneratedTokens"
    ),
    (
      "arrival_s,input_tokens,output_tokens\n5,1,1\n4.9,1,1\n",
      "line 3, column arrival_s: \"4.9\": it is earlier than the row before"
    ),
    (
      "arrival_s,input_tokens,output_tokens\n5,,1\n",
      "line 2, column input_tokens: \"\": it must be a whole number of tokens"
    ),
    (
      "arrival_s,input_tokens,output_tokens\n5,1,-3\n",
      "line 2, column output_tokens: \"-3\": it must be a whole number of tokens"
    ),
    (
      "arrival_s,input_tokens,output_tokens\n5,1,1\n6,1\n",
      "line 3: the row has 2 fields, the header 3"
    ),
    (
      "arrival_s,input_tokens,output_tokens\nnan,1,1\n",
      "line 2, column arrival_s: \"nan\": it must be a number of seconds"
    ),
    (
      "TIMESTAMP,ContextTokens,GeneratedTokens\n2023-13-01 00:00:00,1,1\n",
      "line 2, column TIMESTAMP: \"2023-13-01 00:00:00\": it must be a date"
    ),
    (
      "arrival_s,input_tokens,output_tokens\n" + String(repeating: "1", count: 70_000) + ",1,1\n",
      "line 2: longer than 65536 bytes"
    ),
  ])
  func faultsNameTheirPlace(text: String, words: String) throws {
    try TraceFiles.with(text) { path in
      let error = #expect(throws: InputError.self) { try Trace.read(path: path) }
      #expect(error?.description.contains(words) == true, "\(error?.description ?? "none")")
    }
  }

  @Test func aMissingTraceIsMissing() {
    let error = #expect(throws: InputError.self) { try Trace.read(path: "/nonexistent/t.csv") }
    #expect(error?.kind == .missing)
  }

  @Test func aLongTraceIsReadInPieces() throws {
    let count = 60_000
    var text = "arrival_s,input_tokens,output_tokens\n"
    for row in 0..<count { text += "\(row / 4).\(row % 4)25,\(row % 7),\(row % 5)\n" }
    try TraceFiles.with(text) { path in
      let trace = try Trace.read(path: path)
      #expect(trace.rows == count)
      #expect(trace.duration == 14_999.325 - 0.025)
      #expect(abs(trace.meanOutput - 2) < 1e-12)
      #expect(try Trace.read(path: path, limit: 1000).rows == 1000)
    }
  }

  /// Requests keep their order, gaps (silences too) and lengths; times follow
  /// Documentation/Problem.md, "Times from measurements".
  @Test func aRunReplaysTheTrace() throws {
    let text = "arrival_s,input_tokens,output_tokens\n0,100,11\n0.5,0,0\n100000,50,1\n"
    try TraceFiles.with(text) { path in
      let trace = try Trace.read(path: path)
      let times = try TokenTimes(
        fixed: 0.5, perInputToken: 0.01, perOutputToken: 0.25, referenceInput: 50,
        referenceOutput: 3)
      let system = ChainSystem(chains: [
        ServedChain(communicationTime: 6, computationTime: 3, capacity: 2)
      ])
      let rate = try #require(trace.rate)
      let result = try Runs.simulate(
        system,
        Workload(arrivalRate: rate, arrivals: .trace, sizes: .tokens(times), trace: trace),
        [.jffc], SimulationSettings(jobs: 3, warmUp: 0, isRecording: true))[0]
      let records = result.records[0].sorted { $0.number < $1.number }
      #expect(records.map(\.arrival) == [0, 0.5, 100_000])
      #expect(records.map(\.inputTokens) == [100, 0, 50])
      // The reference takes 0.5 + 0.5 + 0.5 = 1.5 per block; the requests 4, 0.5 and 1.
      let expected: [Double] = [22 + 8, 0 + 1, 2 + 2]
      for (record, service) in zip(records, expected) {
        let taken = record.completion - record.start
        #expect(abs(taken - service) < 1e-9)
      }
    }
  }

  @Test func stretchingATraceKeepsItsShape() throws {
    try TraceFiles.with(own) { path in
      let trace = try Trace.read(path: path)
      let system = ChainSystem(rates: [(1, 1)])
      let result = try Runs.simulate(
        system, Workload(arrivalRate: 8, arrivals: .trace, trace: trace), [.jffc],
        SimulationSettings(jobs: 3, warmUp: 0, isRecording: true))[0]
      let arrivals = result.records[0].map(\.arrival)
      #expect(abs(arrivals[1] - 0.0052) < 1e-12)
      #expect(abs(arrivals[2] - 0.25) < 1e-12)
    }
  }

  @Test func lengthsCanBeTakenWithOtherArrivals() throws {
    try TraceFiles.with(own) { path in
      let trace = try Trace.read(path: path)
      let times = try TokenTimes(
        fixed: 1, perInputToken: 0, perOutputToken: 0, referenceInput: 0, referenceOutput: 6)
      let results = try Runs.simulate(
        ChainSystem(rates: [(1, 1)]),
        Workload(arrivalRate: 0.1, sizes: .tokens(times), trace: trace), [.jffc],
        SimulationSettings(jobs: 7, warmUp: 0, replications: 3, isRecording: true))
      // Lengths go round; each replication begins a third of the trace further on.
      #expect(results[0].records[0].map(\.inputTokens) == [4808, 3180, 110, 4808, 3180, 110, 4808])
      #expect(results[0].records[1].map(\.inputTokens).first == 3180)
    }
  }

  @Test func badTokenTimesAreRefused() {
    #expect(throws: InputError.self) {
      try TokenTimes(
        fixed: 0, perInputToken: 0, perOutputToken: 0, referenceInput: 1, referenceOutput: 1)
    }
    #expect(throws: InputError.self) {
      try TokenTimes(
        fixed: 1, perInputToken: 0, perOutputToken: 0, referenceInput: 1, referenceOutput: 0)
    }
    #expect(throws: InputError.self) {
      try TokenTimes(
        fixed: 0, perInputToken: 0, perOutputToken: 1, referenceInput: 1, referenceOutput: 1)
    }
  }
}
