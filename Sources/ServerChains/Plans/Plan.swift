/// Why the making of a plan ended.
public enum PlanTermination: String, CaseIterable, Sendable {
  /// Proven best.
  case optimal
  /// Within the gap asked for, proven.
  case gapReached
  /// The time was up before a proof.
  case timeLimit
  /// The nodes of branching were used up before a proof.
  case nodeLimit
  /// A stop was asked for before a proof.
  case interrupted
  /// Proven that no plan exists.
  case infeasible
  /// Made by a heuristic; nothing is claimed of it but what a stated bound says.
  case heuristic

  /// The gap that a reader is shown: a proven optimum has 0, because what is left there is the
  /// rounding that keeps the bound safe.
  package func shownGap(_ gap: @autoclosure () -> Double?) -> Double? {
    self == .optimal ? 0 : gap()
  }

  /// Whether a limit or a stop ended the work.
  package var isLimit: Bool {
    switch self {
    case .timeLimit, .nodeLimit, .interrupted: true
    case .optimal, .gapReached, .infeasible, .heuristic: false
    }
  }
}

/// How a plan was made.
public struct PlanMethod: Hashable, Sendable {
  /// For instance `gbp-cr+gca` or `pattern-milp`.
  public var name: String
  /// `c`, the cache reservation of GBP-CR or of disjoint chains.
  public var reservation: Int?
  /// The criterion by which the reservation was chosen.
  public var criterion: String?
  /// When GBP-CR stopped making chains.
  public var stop: String?

  /// A method.
  public init(
    name: String, reservation: Int? = nil, criterion: String? = nil, stop: String? = nil
  ) {
    self.name = name
    self.reservation = reservation
    self.criterion = criterion
    self.stop = stop
  }
}

/// What a plan answers and what is proven of the answer.
public struct PlanOutcome: Hashable, Sendable {
  /// The question.
  public var question: Question
  /// The most slots allowed, where there is a limit.
  public var slotLimit: Int?
  /// The plan's value: jobs per second, slots, seconds or chains, as the question has it.
  public var value: Double?
  /// No plan is better than this; nil where nothing is proven.
  public var bound: Double?
  /// `|bound − value| / max(|bound|, |value|)`; nil without both.
  public var gap: Double?
  /// Why the making ended.
  public var termination: PlanTermination
  /// Wall-clock seconds.
  public var seconds: Double
  /// Backend and version, where one took part.
  public var solver: String?
  /// What a reader should know of the termination, in words.
  public var reason: String?
  /// Lower and upper bound of the mean response time at the instance's arrival rate, where it is
  /// stated, in seconds.
  public var response: ClosedRange<Double>?

  /// An outcome; the gap follows from value and bound.
  public init(
    question: Question, slotLimit: Int? = nil, value: Double?, bound: Double?,
    termination: PlanTermination, seconds: Double = 0, solver: String? = nil,
    reason: String? = nil, response: ClosedRange<Double>? = nil
  ) {
    self.question = question
    self.slotLimit = slotLimit
    self.value = value
    self.bound = bound
    self.gap = Self.gap(value: value, bound: bound)
    self.termination = termination
    self.seconds = seconds
    self.solver = solver
    self.reason = reason
    self.response = response
  }

  /// A proven bound this close to a value, relatively, proves it best.
  ///
  /// Closer than this the two do not come for sure: bounds are moved outward by
  /// ``Verifier/relativeTolerance``, some of them more than once, and the duals that they are made
  /// of are exact to about as much.
  package static let closestGap = 1e-8

  /// `|bound − value| / max(|bound|, |value|)`, 0 where both are 0.
  public static func gap(value: Double?, bound: Double?) -> Double? {
    guard let value, let bound else { return nil }
    let scale = max(abs(bound), abs(value))
    return scale == 0 ? 0 : abs(bound - value) / scale
  }
}

/// A plan file's content: names as written, nothing trusted (`chainwright-plan/1`).
///
/// ```swift
/// let path = "instances/example/worked-example.instance.json"
/// let instance = try InstanceFile.read(path: path)
/// let empty = Design(placement: Placement(serverCount: 5), chains: [])
/// let plan = Plan(design: empty, for: instance, method: PlanMethod(name: "none"), outcome: nil)
/// print(plan.instanceName)  // worked-example
/// ```
public struct Plan: Hashable, Sendable {
  /// A server and what it hosts.
  public struct HostedRange: Hashable, Sendable {
    /// The server's name.
    public var server: String
    /// `a_j`, counted from 1.
    public var firstBlock: Int
    /// `m_j`.
    public var blockCount: Int
  }

  /// A chain as its servers' names and the jobs it may hold.
  public struct NamedChain: Hashable, Sendable {
    /// The servers in order.
    public var servers: [String]
    /// `c_k`.
    public var capacity: Int
  }

  /// The instance's name.
  public var instanceName: String
  /// The digest of the instance the plan was made for.
  public var instanceDigest: String
  /// What is hosted where.
  public var placements: [HostedRange]
  /// The chains.
  public var chains: [NamedChain]
  /// How the plan was made.
  public var method: PlanMethod
  /// What it answers.
  public var outcome: PlanOutcome?

  /// A plan of names as they stand in a file; whether an instance has them is left to the verifier.
  package init(
    instanceName: String, instanceDigest: String, placements: [HostedRange], chains: [NamedChain],
    method: PlanMethod, outcome: PlanOutcome?
  ) {
    self.instanceName = instanceName
    self.instanceDigest = instanceDigest
    self.placements = placements
    self.chains = chains
    self.method = method
    self.outcome = outcome
  }

  /// The plan of a design for an instance.
  public init(design: Design, for instance: Instance, method: PlanMethod, outcome: PlanOutcome?) {
    self.init(
      instanceName: instance.name, instanceDigest: instance.digest,
      placements: instance.servers.indices.compactMap { server in
        design.placement[server].map {
          HostedRange(
            server: instance.servers[server].name, firstBlock: $0.first, blockCount: $0.count)
        }
      },
      chains: design.chains.map { composed in
        NamedChain(
          servers: composed.chain.hops.map { instance.servers[$0.server].name },
          capacity: composed.capacity)
      },
      method: method, outcome: outcome)
  }
}
