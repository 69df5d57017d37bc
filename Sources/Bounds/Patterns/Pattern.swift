import ServerChains

/// How many blocks each server processes of a job, positions forgotten
/// (Documentation/Problem.md, "Patterns").
///
/// Service time and memory use of a chain depend on its pattern alone.
public struct Pattern: Hashable, Sendable {
  /// The servers that take part, by their position in the instance, with `ℓ_j ≥ 1`; the blocks add
  /// up to `L`.
  public let parts: [Hop]
  /// `T_p = Σ (τᶜ_j + τᵖ_j ℓ_j)`, in seconds.
  public let serviceTime: Double
  /// The most jobs the servers could hold on this pattern alone, `min_j ⌊M̃_j(ℓ_j)/ℓ_j⌋`.
  public let capacity: Int

  /// A pattern of an instance; parts are put in server order.
  public init(parts: [Hop], in instance: Instance) {
    self.parts = parts.sorted { $0.server < $1.server }
    serviceTime = instance.serviceTime(of: self.parts)
    capacity =
      parts.map { instance.slots(of: $0.server, hosting: $0.blocks) / $0.blocks }.min() ?? 0
  }

  /// `1/T_p`, in jobs per second.
  public var rate: Double { 1 / serviceTime }
}

/// All patterns of an instance: every way to split `L` blocks among servers that can hold them with
/// one job's cache.
///
/// ```swift
/// let path = "instances/example/worked-example.instance.json"
/// let space = PatternSpace(instance: try InstanceFile.read(path: path))
/// print(space.count, space.all().count)  // 14.0 14
/// ```
public struct PatternSpace: Sendable {
  let instance: Instance
  /// The most blocks each server can process of one job, `m_j(1)`.
  public let limits: [Int]

  /// The space of an instance's patterns.
  public init(instance: Instance) {
    self.instance = instance
    limits = instance.servers.indices.map { instance.hosted(by: $0, reservation: 1) }
  }

  /// How many patterns there are; exact up to 2⁵³, beyond it to sixteen digits.
  ///
  /// - Complexity: O(J · L).
  public var count: Double {
    let blocks = instance.blocks
    var ways = [Double](repeating: 0, count: blocks + 1)
    ways[0] = 1
    for limit in limits where limit > 0 {
      // A window's sum is one to the end of a stretch and one from the beginning of the next:
      // subtracting would leave rounding behind.
      var (rising, falling) = (ways, ways)
      for covered in 1...blocks where covered % limit != 0 {
        rising[covered] += rising[covered - 1]
      }
      for covered in stride(from: blocks - 1, through: 0, by: -1) where (covered + 1) % limit != 0 {
        falling[covered] += falling[covered + 1]
      }
      for covered in 1...blocks {
        let first = max(0, covered - limit)
        let isWhole = first % limit == 0
        ways[covered] += isWhole ? rising[covered - 1] : falling[first] + rising[covered - 1]
      }
    }
    return ways[blocks]
  }

  /// Whether a master of all patterns has room for what servers may host: its rows grow with the
  /// square of that, however few patterns there are.
  package var hasAffordableMaster: Bool {
    limits.reduce(0) { $0 + $1 * $1 } <= Self.mostLinks
  }

  private static let mostLinks = 1_500_000

  /// Every pattern, in lexicographic order of `(ℓ_1, ℓ_2, …)`.
  ///
  /// - Complexity: O(patterns · J); ask `count` first.
  public func all() -> [Pattern] {
    var reachable = [Int](repeating: 0, count: limits.count + 1)
    for server in limits.indices.reversed() {
      reachable[server] = min(instance.blocks, reachable[server + 1] + limits[server])
    }
    var patterns: [Pattern] = []
    var parts: [Hop] = []
    func extend(server: Int, left: Int) {
      if left == 0 {
        patterns.append(Pattern(parts: parts, in: instance))
        return
      }
      guard server < limits.count, reachable[server] >= left else { return }
      extend(server: server + 1, left: left)
      for blocks in stride(from: 1, through: min(limits[server], left), by: 1) {
        parts.append(Hop(server: server, blocks: blocks))
        extend(server: server + 1, left: left - blocks)
        parts.removeLast()
      }
    }
    extend(server: 0, left: instance.blocks)
    return patterns
  }
}

/// The fastest chain of any placement, by dynamic programming over servers and blocks covered.
///
/// ```swift
/// let path = "instances/example/worked-example.instance.json"
/// let instance = try InstanceFile.read(path: path)
/// if let fastest = FastestPattern.find(in: instance) {
///   print(fastest.serviceTime, "s")  // 3.5 s
/// }
/// ```
public enum FastestPattern {
  /// The pattern of least service time among those that can hold `capacity` jobs at once, or nil
  /// where there is none.
  ///
  /// A single pattern can always be placed, so `1/T` is `V_1` for capacity 1, and n slots never
  /// have more than `n·V_1`.
  ///
  /// - Complexity: O(J · L).
  public static func find(in instance: Instance, capacity: Int = 1) -> Pattern? {
    let limits = instance.servers.indices.map { instance.hosted(by: $0, reservation: capacity) }
    let cover = FreeCover(blocks: instance.blocks, most: limits) { server in
      (1...limits[server]).map { instance.stepTime(server: server, blocks: $0) }
    } pieces: { _ in
      [1]
    }
    guard cover.cost(of: instance.blocks) < .infinity else { return nil }
    return Pattern(parts: cover.hops(of: instance.blocks), in: instance)
  }
}
