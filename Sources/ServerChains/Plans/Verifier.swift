/// A rule that a plan breaks.
public struct Violation: Hashable, Sendable, CustomStringConvertible {
  /// The rules, each with a name a reader can look up.
  public enum Rule: String, CaseIterable, Sendable {
    /// The plan belongs to this instance.
    case instance
    /// Every placement names a server of the instance, each at most once.
    case placement
    /// Hosted blocks lie within 1…L.
    case blockRange
    /// Hosted blocks fit in the server's memory.
    case blockMemory
    /// Every chain runs over hosting servers from block 1 to L without a hole (the routing graph's
    /// edge rule).
    case chain
    /// Every chain's capacity is at least 1 and no chain stands twice.
    case capacity
    /// `Σ_k c_k m_ij(k) ≤ M̃_j` on every server.
    case cacheMemory
    /// No more slots than the limit.
    case slotLimit
    /// The question's own demand: the required rate, or disjoint servers.
    case question
    /// The stated value is what the plan has.
    case value
    /// The stated bound and gap are not contradicted by the value.
    case bound
  }

  /// The broken rule.
  public let rule: Rule
  /// The plan file's field.
  public let field: String
  /// What is wrong, in one sentence with the figures.
  public let message: String

  /// `rule: field: message`.
  public var description: String { "\(rule.rawValue): \(field): \(message)" }
}

/// What verifying a plan recomputed.
public struct Verification: Sendable {
  /// Every broken rule; empty for a valid plan.
  public let violations: [Violation]
  /// The design as far as it could be understood; chains that are no paths are left out.
  public let design: Design
  /// Block-slots in use per server, `Σ_k c_k m_ij(k)`.
  public let usedSlots: [Int]
  /// Block-slots per server, `M̃_j(m_j)`.
  public let slots: [Int]

  /// Whether no rule is broken.
  public var isValid: Bool { violations.isEmpty }
}

/// Recomputes a plan from instance and plan alone, trusting no field of its outcome.
///
/// Memory is compared on exact decimals; rates, which are sums of quotients, to nine digits.
///
/// ```swift
/// let path = "instances/example/worked-example.instance.json"
/// let instance = try InstanceFile.read(path: path)
/// let everything = Placement([BlockRange(first: 1, count: 3), nil, nil, nil, nil])
/// let plan = Plan(
///   design: Design(placement: everything, chains: []), for: instance,
///   method: PlanMethod(name: "by-hand"), outcome: nil)
/// let verification = Verifier.verify(plan, of: instance)
/// print(verification.violations.map(\.rule.rawValue))  // ["blockMemory"]
/// ```
public struct Verifier {
  /// Rates and other floating-point values count as equal within this relative distance.
  public static let relativeTolerance = 1e-9

  private let instance: Instance
  private let plan: Plan
  private var violations: [Violation] = []
  private var positions: [String: Int] = [:]

  /// Checks every rule.
  ///
  /// - Complexity: O(J + Σ chain lengths).
  public static func verify(_ plan: Plan, of instance: Instance) -> Verification {
    var verifier = Verifier(instance: instance, plan: plan)
    return verifier.run()
  }

  /// Whether `value` reaches `target`, up to the tolerance.
  public static func reaches(_ value: Double, _ target: Double) -> Bool {
    value >= target - relativeTolerance * abs(target)
  }

  private init(instance: Instance, plan: Plan) {
    self.instance = instance
    self.plan = plan
    for (index, server) in instance.servers.enumerated() { positions[server.name] = index }
  }

  private mutating func report(_ rule: Violation.Rule, _ field: String, _ message: String) {
    violations.append(Violation(rule: rule, field: field, message: message))
  }

  private mutating func run() -> Verification {
    if plan.instanceDigest != instance.digest {
      report(
        .instance, "instanceDigest",
        "\(plan.instanceDigest.prefix(19))… is not the digest of instance \"\(instance.name)\", "
          + "\(instance.digest.prefix(19))…; verify the plan with the instance it was made for, "
          + "\"\(plan.instanceName)\""
      )
    }
    let placement = checkedPlacement()
    let slots = instance.slots(on: placement)
    let chains = checkedChains(on: placement)
    let used = checkedUse(of: chains, slots: slots)
    let design = Design(placement: placement, chains: chains)
    if let outcome = plan.outcome { check(outcome, design) }
    return Verification(
      violations: violations, design: design, usedSlots: used, slots: slots)
  }

  private mutating func checkedPlacement() -> Placement {
    var placement = Placement(serverCount: instance.servers.count)
    for (index, hosted) in plan.placements.enumerated() {
      let field = "placements[\(index)]"
      guard let server = positions[hosted.server] else {
        report(.placement, "\(field).server", "\"\(hosted.server)\" is no server of the instance")
        continue
      }
      guard placement[server] == nil else {
        report(
          .placement, "\(field).server",
          "\"\(hosted.server)\" is placed twice; a server hosts one range of blocks")
        continue
      }
      let blocks = instance.blocks
      guard hosted.blockCount >= 1, hosted.firstBlock >= 1, hosted.firstBlock <= blocks,
        hosted.blockCount <= blocks - hosted.firstBlock + 1
      else {
        report(
          .blockRange, field,
          "\(hosted.blockCount) blocks from block \(hosted.firstBlock) "
            + "on do not lie within 1…\(blocks)"
        )
        continue
      }
      let range = BlockRange(first: hosted.firstBlock, count: hosted.blockCount)
      let memory = instance.servers[server].memory
      let needed = instance.service.blockMemory * range.count
      if needed > memory {
        report(
          .blockMemory, field,
          "\(range.count) blocks take \(needed) GB but server \"\(hosted.server)\" has \(memory) GB"
        )
      }
      placement[server] = range
    }
    return placement
  }

  private mutating func checkedChains(on placement: Placement) -> [ComposedChain] {
    let graph = RoutingGraph(instance: instance, placement: placement)
    var chains: [ComposedChain] = []
    var seen: [[Int]: Int] = [:]
    let mostJobs = instance.maximumSlots
    for (index, named) in plan.chains.enumerated() {
      let field = "chains[\(index)]"
      let servers = named.servers.compactMap { positions[$0] }
      if let unknown = named.servers.first(where: { positions[$0] == nil }) {
        report(.chain, "\(field).servers", "\"\(unknown)\" is no server of the instance")
        continue
      }
      guard let hops = graph.hops(visiting: servers) else {
        report(.chain, "\(field).servers", brokenPath(servers, on: placement))
        continue
      }
      guard named.capacity >= 1, named.capacity <= mostJobs else {
        report(
          .capacity, "\(field).capacity",
          "\(named.capacity) does not lie in 1…\(mostJobs), the most jobs these servers could hold"
        )
        continue
      }
      if let earlier = seen.updateValue(index, forKey: servers) {
        report(.capacity, field, "the same chain as chains[\(earlier)]; give it once with the sum")
      }
      chains.append(
        ComposedChain(chain: Chain(hops: hops, in: instance), capacity: named.capacity))
    }
    return chains
  }

  private func brokenPath(_ servers: [Int], on placement: Placement) -> String {
    var position = 0
    for server in servers {
      let name = instance.servers[server].name
      guard let range = placement[server] else { return "server \"\(name)\" hosts no blocks" }
      guard range.continues(from: position) else {
        return
          "after block \(position) the chain needs block \(position + 1), but server \"\(name)\" "
          + "hosts \(range.first)…\(range.last)"
      }
      position = range.last
    }
    return "the chain ends after block \(position) of \(instance.blocks)"
  }

  private mutating func checkedUse(of chains: [ComposedChain], slots: [Int]) -> [Int] {
    var used = [Int](repeating: 0, count: instance.servers.count)
    for composed in chains {
      for hop in composed.chain.hops { used[hop.server] += composed.capacity * hop.blocks }
    }
    for server in instance.servers.indices where used[server] > slots[server] {
      report(
        .cacheMemory, "chains",
        "the chains reserve \(used[server]) block-caches on server "
          + "\"\(instance.servers[server].name)\", which has room for \(slots[server])")
    }
    return used
  }
}

extension Verifier {
  private mutating func check(_ outcome: PlanOutcome, _ design: Design) {
    if let limit = outcome.slotLimit, design.totalSlots > limit {
      report(
        .slotLimit, "outcome.slotLimit",
        "the chains hold \(design.totalSlots) jobs but the limit is \(limit)")
    }
    guard let value = outcome.value else { return }
    checkDemand(of: outcome.question, design)
    let recomputed = outcome.question.value(of: design)
    if let recomputed,
      abs(value - recomputed) > Self.relativeTolerance * max(abs(value), abs(recomputed))
    {
      report(.value, "outcome.value", "states \(value) but the plan has \(recomputed)")
    }
    guard let bound = outcome.bound else { return }
    let isContradicted =
      outcome.question.isMaximized
      ? !Self.reaches(bound, value) : !Self.reaches(value, bound)
    if isContradicted {
      report(.bound, "outcome.bound", "\(bound) is no bound: the plan has \(value)")
    }
    let gap = PlanOutcome.gap(value: value, bound: bound) ?? 0
    if let stated = outcome.gap, abs(stated - gap) > Self.relativeTolerance {
      report(.bound, "outcome.gap", "states \(stated) but value and bound are \(gap) apart")
    }
  }

  private mutating func checkDemand(of question: Question, _ design: Design) {
    guard question.terms.need == .requiredRate else { return }
    if let required = instance.requiredRate, !Self.reaches(design.totalRate, required) {
      report(
        .question, "chains",
        "the total rate \(design.totalRate)/s is below the required \(required)/s")
    }
    if question == .disjoint {
      var seen: Set<Int> = []
      for hop in design.chains.flatMap(\.chain.hops) where !seen.insert(hop.server).inserted {
        report(
          .question, "chains",
          "server \"\(instance.servers[hop.server].name)\" serves two chains that "
            + "should be disjoint"
        )
      }
    }
  }
}

extension Plan {
  /// The design a plan stands for, to be built upon.
  ///
  /// - Parameters:
  ///   - instance: The instance it was made for.
  ///   - file: Where the plan was read, for the error message.
  /// - Throws: `InputError` with the first broken rule; the outcome is not looked at.
  public func design(for instance: Instance, file: String? = nil) throws(InputError) -> Design {
    var bare = self
    bare.outcome = nil
    let verification = Verifier.verify(bare, of: instance)
    if let violation = verification.violations.first {
      throw InputError(
        "\(violation.message) (rule \(violation.rule.rawValue)); use a plan that `verify` accepts",
        field: violation.field, file: file)
    }
    return verification.design
  }
}
