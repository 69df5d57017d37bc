/// A model of `L` blocks in order, with what a block and a job's cache on it take
/// (Documentation/Problem.md, "Service and servers").
///
/// ```swift
/// let service = try Service(name: "llm", blocks: 8, blockMemory: 1.5, cacheMemory: 0.25)  // GB
/// print(service.blockMemory * service.blocks)  // 12
/// ```
public struct Service: Hashable, Sendable {
  /// The model's name.
  public let name: String
  /// `L`, the number of blocks.
  public let blocks: Int
  /// `s_m`, memory of one block's parameters, in GB.
  public let blockMemory: ExactDecimal
  /// `s_c`, cache memory of one job on one block, in GB, reserved for the job's whole stay.
  public let cacheMemory: ExactDecimal

  /// More blocks than any model has; beyond it an instance is taken for a mistake.
  public static let maximumBlocks = 10_000

  /// A service.
  ///
  /// - Throws: `InputError` where blocks are not in 1…10000 or a memory figure is not positive.
  public init(name: String, blocks: Int, blockMemory: ExactDecimal, cacheMemory: ExactDecimal)
    throws(InputError)
  {
    guard (1...Self.maximumBlocks).contains(blocks) else {
      throw InputError(
        "the number of blocks must lie in 1…\(Self.maximumBlocks); give the model's layer count",
        field: "service.blocks", value: "\(blocks)")
    }
    try Self.requirePositive(blockMemory, field: "service.blockMemory")
    try Self.requirePositive(cacheMemory, field: "service.cacheMemory")
    self.name = name
    self.blocks = blocks
    self.blockMemory = blockMemory
    self.cacheMemory = cacheMemory
  }

  private static func requirePositive(_ memory: ExactDecimal, field: String) throws(InputError) {
    guard memory > .zero else {
      throw InputError(
        "memory must be greater than 0; give it in GB", field: field, value: "\(memory)")
    }
  }
}

/// A GPU server: how much it holds and how long a job takes on it.
///
/// ```swift
/// let server = Server(name: "big", memory: 9.5, communicationTime: 0.5, computationTime: 0.25)
/// print(server.communicationTime + 3 * server.computationTime, "s")  // 1.25 s
/// ```
public struct Server: Hashable, Sendable {
  /// Unique in its instance.
  public let name: String
  /// `M_j`, in GB.
  public let memory: ExactDecimal
  /// `τᶜ_j`, mean communication time per job, in seconds.
  public let communicationTime: Double
  /// `τᵖ_j`, mean computation time per job and block, in seconds.
  public let computationTime: Double

  /// A server; its figures are checked when an instance takes it in.
  public init(
    name: String, memory: ExactDecimal, communicationTime: Double, computationTime: Double
  ) {
    self.name = name
    self.memory = memory
    self.communicationTime = communicationTime
    self.computationTime = computationTime
  }
}

/// Where an instance comes from and under which licence.
public struct Provenance: Hashable, Sendable {
  /// The source of the figures.
  public let origin: String
  /// Its licence.
  public let license: String
  /// How the figures were derived.
  public let notes: String

  /// A provenance.
  public init(origin: String, license: String, notes: String) {
    self.origin = origin
    self.license = license
    self.notes = notes
  }
}

/// A server chain composition problem: one service, the servers it may run on, and the load it must
/// bear.
///
/// ```swift
/// let instance = try Instance(
///   name: "pair",
///   service: Service(name: "llm", blocks: 8, blockMemory: 1.5, cacheMemory: 0.25),
///   servers: [
///     Server(name: "big", memory: 9.5, communicationTime: 0.9, computationTime: 0.1),
///     Server(name: "mid", memory: 8, communicationTime: 0.4, computationTime: 0.15),
///   ],
///   arrivalRate: 0.2, maximumLoad: 0.7)
/// print(instance.hosted(by: 0, reservation: 4))  // 3
/// print(instance.slots(of: 0, hosting: 5))  // 8
/// ```
public struct Instance: Hashable, Sendable {
  /// The instance's name.
  public let name: String
  /// The model to serve.
  public let service: Service
  /// The servers; algorithms refer to them by their position here.
  public let servers: [Server]
  /// `λ`, jobs per second; nil where no question needs it.
  public let arrivalRate: Double?
  /// `ρ̄` in (0, 1), the load that must not be exceeded; nil where no question needs it.
  public let maximumLoad: Double?
  /// Where the figures come from.
  public let provenance: Provenance?

  /// More servers than any tool here is meant for; beyond it an instance is taken for a mistake.
  public static let maximumServers = 100_000
  /// Seconds that no step of a job takes; beyond it rates lose their meaning in floating point.
  private static let longestTime = 1e9
  /// Seconds that every step of a job takes at least.
  private static let shortestTime = 1e-9

  /// An instance, checked.
  ///
  /// - Throws: `InputError` naming the first field that breaks a rule.
  /// - Complexity: O(J).
  public init(
    name: String, service: Service, servers: [Server], arrivalRate: Double? = nil,
    maximumLoad: Double? = nil, provenance: Provenance? = nil
  ) throws(InputError) {
    try Self.check(servers: servers)
    if let arrivalRate, !(arrivalRate > 0 && arrivalRate.isFinite) {
      throw InputError(
        "the arrival rate must be a finite number greater than 0; give jobs per "
          + "second, or leave it out",
        field: "arrivalRate", value: "\(arrivalRate)")
    }
    if let maximumLoad, !(maximumLoad > 0 && maximumLoad < 1) {
      throw InputError(
        "the maximum load must lie strictly between 0 and 1; the paper uses 0.7",
        field: "maximumLoad", value: "\(maximumLoad)")
    }
    self.name = name
    self.service = service
    self.servers = servers
    self.arrivalRate = arrivalRate
    self.maximumLoad = maximumLoad
    self.provenance = provenance
  }

  private static func check(servers: [Server]) throws(InputError) {
    guard !servers.isEmpty else {
      throw InputError("there is no server; list at least one", field: "servers", value: "[]")
    }
    guard servers.count <= maximumServers else {
      throw InputError(
        "more than \(maximumServers) servers; split the cluster", field: "servers",
        value: "\(servers.count) servers")
    }
    var positions: [String: Int] = [:]
    for (index, server) in servers.enumerated() {
      let field = "servers[\(index)]"
      guard !server.name.isEmpty else {
        throw InputError(
          "a server needs a name; give one that no other has", field: field + ".name",
          value: "\"\"")
      }
      if let earlier = positions.updateValue(index, forKey: server.name) {
        throw InputError(
          "the name is taken by servers[\(earlier)]; give every server its own",
          field: field + ".name", value: "\"\(server.name)\"")
      }
      try check(server, field: field)
    }
  }

  private static func check(_ server: Server, field: String) throws(InputError) {
    guard server.memory > .zero else {
      throw InputError(
        "a server's memory must be greater than 0; give it in GB or leave the server out",
        field: field + ".memory", value: "\(server.memory)")
    }
    let times = [
      ("communicationTime", server.communicationTime), ("computationTime", server.computationTime),
    ]
    for (name, time) in times where !(time >= 0 && time <= longestTime) {
      throw InputError(
        "a time must be a number from 0 to 1e9; give seconds", field: "\(field).\(name)",
        value: "\(time)")
    }
    guard server.communicationTime + server.computationTime >= shortestTime else {
      throw InputError(
        "communication and computation time together are below 1e-9, so jobs would take no "
          + "time; give seconds",
        field: field + ".computationTime", value: "\(server.computationTime)")
    }
  }
}
