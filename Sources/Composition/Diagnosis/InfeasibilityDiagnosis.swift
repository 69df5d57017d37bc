import ServerChains

/// Why an instance has no plan, in the words of the domain.
public struct InfeasibilityDiagnosis: Sendable {
  private let instance: Instance
  private let placement: Placement?

  /// A diagnosis of an instance, on a given placement where there is one.
  public init(instance: Instance, placement: Placement? = nil) {
    self.instance = instance
    self.placement = placement
  }

  /// One clause for each cause that can be named; empty where none of them holds.
  ///
  /// - Complexity: O(servers · blocks).
  public var clauses: [String] {
    var clauses: [String] = []
    if let placement {
      clauses += uncovered(by: placement)
      clauses += serversWithoutRoom(on: placement)
    } else if instance.coverableBlocks < instance.blocks {
      let first = instance.coverableBlocks + 1
      clauses.append("\(Self.words(blocks: first...instance.blocks)) no server")
      clauses += serversTooSmall
      clauses.append(missingMemory)
    }
    return clauses
  }

  /// A reason with the causes behind it.
  public func extending(_ reason: String?) -> String? {
    let parts = (reason.map { [$0] } ?? []) + clauses
    return parts.isEmpty ? nil : parts.joined(separator: "; ")
  }

  /// Blocks that no server of the placement holds, as ranges.
  private func uncovered(by placement: Placement) -> [String] {
    var isHeld = [Bool](repeating: false, count: instance.blocks + 2)
    for range in placement.ranges.compactMap({ $0 }) {
      for block in range.first...range.last where block <= instance.blocks { isHeld[block] = true }
    }
    isHeld[instance.blocks + 1] = true
    var clauses: [String] = []
    var first: Int?
    for block in 1...instance.blocks + 1 {
      if !isHeld[block] {
        first = first ?? block
      } else if let begin = first {
        clauses.append("\(Self.words(blocks: begin...block - 1)) no server")
        first = nil
      }
    }
    return clauses
  }

  private func serversWithoutRoom(on placement: Placement) -> [String] {
    let slots = instance.slots(on: placement)
    let full = instance.servers.indices.filter { placement[$0] != nil && slots[$0] == 0 }
    return Self.listed(full.map { instance.servers[$0].name }) { names, isOne in
      "\(names) \(isOne ? "has" : "have") no room for a job's cache beside "
        + "\(isOne ? "its" : "their") blocks"
    }
  }

  private var serversTooSmall: [String] {
    let small = instance.servers.indices.filter { instance.hosted(by: $0, reservation: 1) == 0 }
    return Self.listed(small.map { instance.servers[$0].name }) { names, _ in
      "\(names) cannot hold a block and one job's cache"
    }
  }

  /// What would cover the blocks that are left, at least.
  private var missingMemory: String {
    let missing = instance.blocks - instance.coverableBlocks
    let memory =
      instance.service.blockMemory * missing + instance.service.cacheMemory * missing
    return "another server of at least \(memory) GB would hold \(missing == 1 ? "it" : "them")"
  }

  private static func words(blocks: ClosedRange<Int>) -> String {
    blocks.count == 1
      ? "block \(blocks.lowerBound) has" : "blocks \(blocks.lowerBound)…\(blocks.upperBound) have"
  }

  /// One clause about a few servers by name, or about many by their number.
  private static func listed(
    _ names: [String], _ clause: (_ names: String, _ isOne: Bool) -> String
  ) -> [String] {
    guard let last = names.last else { return [] }
    if names.count == 1 { return [clause("server \(last)", true)] }
    let shown = 5
    let list =
      names.count <= shown
      ? "servers \(names.dropLast().joined(separator: ", ")) and \(last)"
      : "\(names.count) servers (\(names.prefix(shown).joined(separator: ", ")), …)"
    return [clause(list, false)]
  }
}
