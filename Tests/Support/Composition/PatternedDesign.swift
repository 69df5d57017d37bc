import Bounds
import ServerChains

/// A random design: where its servers end, and the patterns of some of its chains, each server
/// taking what lies between the end before and its own.
package struct PatternedDesign {
  package let instance: Instance
  package let ends: [Int]
  package let patterns: [Pattern]

  package init(seed: UInt64, _ random: inout SplitMix64) throws {
    var ends = (0..<5).map { _ in 1 + Int(random.next() % 8) }
    ends[4] = 8
    let instance = try TinyInstances.make(seed: seed, servers: 5, blocks: 8)
    patterns = (0..<6).compactMap { [ends] _ -> Pattern? in
      let chosen = ends.indices.filter { _ in random.next() % 2 == 0 }
        .sorted { ends[$0] < ends[$1] }
      guard let last = chosen.last, ends[last] == instance.blocks else { return nil }
      var position = 0
      var parts: [Hop] = []
      for server in chosen where ends[server] > position {
        parts.append(Hop(server: server, blocks: ends[server] - position))
        position = ends[server]
      }
      return Pattern(parts: parts, in: instance)
    }
    (self.instance, self.ends) = (instance, ends)
  }
}
