import Testing

@testable import ServerChains

@Suite struct VerifierTests {
  static func instance() throws -> Instance {
    try Instance(
      name: "pair", service: Service(name: "m", blocks: 4, blockMemory: 1, cacheMemory: 0.5),
      servers: [
        Server(name: "a", memory: 4, communicationTime: 1, computationTime: 0.5),
        Server(name: "b", memory: 5, communicationTime: 2, computationTime: 0.25),
        Server(name: "c", memory: 6, communicationTime: 1, computationTime: 1),
      ], arrivalRate: 0.3, maximumLoad: 0.5)
  }

  /// a: 1–2 with 4 block-slots, b: 2–4 with 4, c: 1–4 with 4; chains a→b twice over (2·2+2·2) and c
  /// once.
  static func plan(question: Question = .rate) throws -> Plan {
    let instance = try instance()
    let value: Double =
      switch question {
      case .slots: 3
      case .disjoint: 2
      default: 2 / 4.5 + 1 / 5
      }
    return Plan(
      instanceName: "pair", instanceDigest: instance.digest,
      placements: [
        Plan.HostedRange(server: "a", firstBlock: 1, blockCount: 2),
        Plan.HostedRange(server: "b", firstBlock: 2, blockCount: 3),
        Plan.HostedRange(server: "c", firstBlock: 1, blockCount: 4),
      ],
      chains: [
        Plan.NamedChain(servers: ["a", "b"], capacity: 2),
        Plan.NamedChain(servers: ["c"], capacity: 1),
      ],
      method: PlanMethod(name: "by-hand"),
      outcome: PlanOutcome(
        question: question, slotLimit: nil, value: value, bound: nil, termination: .heuristic))
  }

  @Test(arguments: [Question.rate, .slots, .disjoint])
  func aGoodPlanPasses(_ question: Question) throws {
    let verification = Verifier.verify(try Self.plan(question: question), of: try Self.instance())
    #expect(verification.violations == [])
    #expect(verification.usedSlots == [4, 4, 4])
    #expect(verification.slots == [4, 4, 4])
    #expect(abs(verification.design.totalRate - (2 / 4.5 + 0.2)) < 1e-12)
  }

  struct Damage: Sendable, CustomTestStringConvertible {
    let rule: Violation.Rule
    let field: String
    let says: String
    let change: @Sendable (inout Plan) -> Void
    var question = Question.rate

    var testDescription: String { "\(rule.rawValue): \(says)" }
  }

  static let damages: [Damage] = [
    Damage(rule: .instance, field: "instanceDigest", says: "is not the digest") {
      $0.instanceDigest = "sha256:0"
    },
    Damage(rule: .placement, field: "placements[1].server", says: "no server") {
      $0.placements[1].server = "z"
    },
    Damage(rule: .placement, field: "placements[2].server", says: "placed twice") {
      $0.placements[2].server = "a"
    },
    Damage(rule: .blockRange, field: "placements[0]", says: "do not lie within 1…4") {
      $0.placements[0].firstBlock = 4
    },
    Damage(rule: .blockRange, field: "placements[0]", says: "do not lie within 1…4") {
      $0.placements[0].firstBlock = 0
    },
    Damage(rule: .blockRange, field: "placements[0]", says: "0 blocks") {
      $0.placements[0].blockCount = 0
    },
    Damage(rule: .blockRange, field: "placements[0]", says: "do not lie") {
      $0.placements[0].blockCount = .max
    },
    Damage(rule: .chain, field: "chains[0].servers", says: "no server of the instance") {
      $0.chains[0].servers = ["a", "q"]
    },
    Damage(rule: .chain, field: "chains[0].servers", says: "needs block 1, but server \"b\"") {
      $0.chains[0].servers = ["b"]
    },
    Damage(rule: .chain, field: "chains[0].servers", says: "ends after block 2 of 4") {
      $0.chains[0].servers = ["a"]
    },
    Damage(rule: .chain, field: "chains[0].servers", says: "needs block 5") {
      $0.chains[0].servers = ["a", "b", "c"]
    },
    Damage(rule: .chain, field: "chains[1].servers", says: "ends after block 0") {
      $0.chains[1].servers = []
    },
    Damage(rule: .capacity, field: "chains[0].capacity", says: "0 does not lie in") {
      $0.chains[0].capacity = 0
    },
    Damage(rule: .capacity, field: "chains[0].capacity", says: "does not lie in") {
      $0.chains[0].capacity = .max
    },
    Damage(rule: .capacity, field: "chains[2]", says: "same chain as chains[1]") {
      $0.chains.append($0.chains[1])
    },
    Damage(rule: .cacheMemory, field: "chains", says: "6 block-caches on server \"a\"") {
      $0.chains[0].capacity = 3
    },
    Damage(rule: .slotLimit, field: "outcome.slotLimit", says: "hold 3 jobs") {
      $0.outcome?.slotLimit = 2
    },
    Damage(rule: .value, field: "outcome.value", says: "states 0.7") { $0.outcome?.value = 0.7 },
    Damage(rule: .bound, field: "outcome.bound", says: "0.5 is no bound") {
      $0.outcome?.bound = 0.5
    },
    Damage(rule: .bound, field: "outcome.gap", says: "states 0.5") {
      $0.outcome?.bound = 1
      $0.outcome?.gap = 0.5
    },
    Damage(
      rule: .question, field: "chains", says: "below the required",
      change: { $0.chains.removeFirst() }, question: .slots),
    Damage(
      rule: .question, field: "chains", says: "serves two chains",
      change: {
        $0.chains[0].capacity = 1
        $0.chains.append(Plan.NamedChain(servers: ["a", "c"], capacity: 1))
      }, question: .disjoint),
  ]

  @Test(arguments: damages)
  func everyBrokenRuleIsNamed(_ damage: Damage) throws {
    var plan = try Self.plan(question: damage.question)
    damage.change(&plan)
    let violations = Verifier.verify(plan, of: try Self.instance()).violations
    #expect(
      violations.contains {
        $0.rule == damage.rule && $0.field == damage.field && $0.message.contains(damage.says)
      }, "\(violations)")
  }

  @Test func blocksBeyondMemoryAreNamed() throws {
    let instance = try Instance(
      name: "tight", service: Service(name: "m", blocks: 4, blockMemory: 1, cacheMemory: 0.5),
      servers: [Server(name: "a", memory: 3, communicationTime: 1, computationTime: 1)])
    let plan = Plan(
      instanceName: "tight", instanceDigest: instance.digest,
      placements: [Plan.HostedRange(server: "a", firstBlock: 1, blockCount: 4)], chains: [],
      method: PlanMethod(name: "by-hand"), outcome: nil)
    let violations = Verifier.verify(plan, of: instance).violations
    #expect(violations.map(\.rule) == [.blockMemory])
    #expect(violations.first?.message == "4 blocks take 4 GB but server \"a\" has 3 GB")
  }

  @Test func planFilesReadBackTheSame() throws {
    var plan = try Self.plan()
    plan.outcome?.response = 4...5.5
    plan.outcome?.bound = 1
    let value = plan.outcome?.value
    plan.outcome?.gap = PlanOutcome.gap(value: value, bound: 1)
    plan.outcome?.reason = "because"
    let text = PlanFile.text(of: plan)
    #expect(try PlanFile.plan(from: JSONReader.parse(Array(text.utf8))) == plan)
  }
}
