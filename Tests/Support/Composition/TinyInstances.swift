import ServerChains

/// Small random instances for tests, the same on every machine.
package enum TinyInstances {
  package static func make(seed: UInt64, servers: Int, blocks: Int) throws -> Instance {
    var state = seed &* 0x9E37_79B9_7F4A_7C15
    func draw(_ range: ClosedRange<Int>) -> Int {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      mixed ^= mixed >> 31
      return range.lowerBound + Int(mixed % UInt64(range.count))
    }
    return try Instance(
      name: "tiny-\(seed)",
      service: Service(name: "tiny", blocks: blocks, blockMemory: 1, cacheMemory: 0.3),
      servers: (1...servers).map { number in
        Server(
          name: "s\(number)", memory: ExactDecimal("\(Double(draw(12...45)) / 10)") ?? 2,
          communicationTime: Double(draw(5...40)) / 100,
          computationTime: Double(draw(5...100)) / 100)
      },
      arrivalRate: 0.5, maximumLoad: 0.7)
  }
}

extension Instance {
  /// The same servers with other arrivals, in jobs per second.
  package func arriving(at rate: Double) throws -> Instance {
    try Instance(
      name: name, service: service, servers: servers, arrivalRate: rate, maximumLoad: maximumLoad)
  }
}
