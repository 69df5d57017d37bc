import ServerChains

/// Small instances whose least mean response time was found by trying every placement and every
/// capacity with another program.
package struct ResponseCase {
  package let instance: Instance
  /// In seconds, to ten digits.
  package let leastResponse: Double

  package init(
    _ name: String, blocks: Int, memory: (block: String, cache: String), arrivalRate: Double,
    servers: [(memory: String, communicationTime: Double, computationTime: Double)],
    leastResponse: Double
  ) throws {
    func decimal(_ text: String) -> ExactDecimal { ExactDecimal(text) ?? 1 }
    instance = try Instance(
      name: name,
      service: Service(
        name: "t", blocks: blocks, blockMemory: decimal(memory.block),
        cacheMemory: decimal(memory.cache)),
      servers: servers.enumerated().map { index, server in
        Server(
          name: "s\(index + 1)", memory: decimal(server.memory),
          communicationTime: server.communicationTime, computationTime: server.computationTime)
      },
      arrivalRate: arrivalRate, maximumLoad: 0.99)
    self.leastResponse = leastResponse
  }

  package static var all: [ResponseCase] {
    get throws {
      [
        try ResponseCase(
          "one-slot", blocks: 4, memory: ("1", "0.2"), arrivalRate: 0.178691,
          servers: [("2.631", 1.148, 0.213), ("2.609", 0.425, 1.239), ("1.2", 2.881, 0.34)],
          leastResponse: 22.38495601),
        // Times from 10⁻⁵ to 10⁶ s.
        try ResponseCase(
          "near-saturation", blocks: 3, memory: ("1.32", "0.3"), arrivalRate: 2348.09,
          servers: [
            ("5.235", 0.0002105855629379128, 6.913739521821876e-05),
            ("1.944", 6.923826373792048e-05, 0.0017655444730563118),
            ("3.84", 0.06318049115501881, 0.0031486816592379415),
            ("2.892", 1.3521665769173845e-05, 995985.5968042348),
          ],
          leastResponse: 0.01460550417),
        try ResponseCase(
          "three-servers", blocks: 4, memory: ("2.7", "1"), arrivalRate: 0.4275,
          servers: [("15.1", 1, 1), ("11.4", 3, 2), ("11.855", 1, 2)], leastResponse: 24.94169533),
        // The best plan leaves fast slots out: they would be too slow for what waits.
        try ResponseCase(
          "five-speeds", blocks: 1, memory: ("1", "0.5"), arrivalRate: 61.5893,
          servers: [
            ("1.5", 0.007, 0.007), ("2", 34.25, 34.25), ("2", 3.62, 3.62), ("2", 0.2015, 0.2015),
            ("2", 3.45, 3.45),
          ],
          leastResponse: 0.09549441851),
        // The best capacities are those of GCA on no placement.
        try ResponseCase(
          "not-by-gca-a", blocks: 2, memory: ("1.32", "0.7"), arrivalRate: 0.855444,
          servers: [("6.955", 1.703, 1.566), ("3.373", 2.249, 1.593), ("4.139", 0.168, 1.241)],
          leastResponse: 5.77720537),
        try ResponseCase(
          "not-by-gca-b", blocks: 2, memory: ("0.7", "0.2"), arrivalRate: 1.73333,
          servers: [("1.329", 1, 1), ("1.88", 2, 2), ("1.568", 3, 1), ("3.012", 1, 1)],
          leastResponse: 5.354054978),
        // A fast chain is left half filled.
        try ResponseCase(
          "two-equal-servers", blocks: 5, memory: ("1.32", "1"), arrivalRate: 0.7735131,
          servers: [("29.28", 1.542, 1.753), ("29.28", 1.542, 1.753)], leastResponse: 48.80896654),
        try ResponseCase(
          "one-server", blocks: 200, memory: ("1", "0.1"), arrivalRate: 0.2,
          servers: [("260", 0.1, 0.01)], leastResponse: 2.107675804),
      ]
    }
  }
}
