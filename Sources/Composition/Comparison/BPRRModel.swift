import LinearModels
import ServerChains

/// The predecessor's MILP (BPRR, arXiv 2512.21884;
/// Documentation/Problem.md, "The predecessor's MILP"), for comparison.
///
/// Servers get a first block `a_j` and a number of blocks `m_j`, both integer, and every request r
/// a path of binaries `f^r_ij`. The products `α = a_j f`, `β = a_i f`, `γ = m_j f` and `δ = m_i f`
/// are linearised by big-M. The objective is the total service time of the requests, all of them in
/// service at once; there is no queueing.
struct BPRRModel {
  private(set) var model: Model
  private let instance: Instance
  private let requests: Int
  private var first: [Variable] = []
  private var hosted: [Variable] = []
  /// `f^r_ij` by request; the source is node J and the sink node J + 1.
  private var paths: [[Edge]] = []

  /// An edge of a request's routing graph: `f` and how many blocks `j` processes over it,
  /// `α − β + γ − δ`.
  private struct Edge {
    let from: Int
    let to: Int
    let use: Variable
    let processed: LinearExpression
  }

  private var source: Int { instance.servers.count }
  private var sink: Int { instance.servers.count + 1 }

  /// - Complexity: O(requests · J²) variables and rows.
  init(instance: Instance, requests: Int) {
    self.instance = instance
    self.requests = requests
    model = Model(name: "\(instance.name)-bprr", sense: .minimize)
    addPlacement()
    for request in 0..<requests { addPath(request) }
    addMemory()
    addObjective()
  }

  private mutating func addPlacement() {
    for server in instance.servers.indices {
      first.append(
        model.addVariable(
          "a_\(server)", lower: 1, upper: Double(instance.blocks + 1), kind: .integer))
      hosted.append(
        model.addVariable(
          "m_\(server)", upper: Double(instance.maximumHosted(by: server)), kind: .integer))
      var end = LinearExpression(first[server])
      end.add(1, hosted[server])
      model.addRow("end_\(server)", lower: -.infinity, upper: Double(instance.blocks + 1), end)
    }
  }

  private mutating func addPath(_ request: Int) {
    var edges: [Edge] = []
    for from in instance.servers.indices + [source] {
      for to in instance.servers.indices + [sink]
      where from != to && !(from == source && to == sink) {
        edges.append(edge(from, to, request: request))
      }
    }
    for node in instance.servers.indices + [source, sink] {
      var balance = LinearExpression()
      for edge in edges where edge.from == node { balance.add(1, edge.use) }
      for edge in edges where edge.to == node { balance.add(-1, edge.use) }
      let supply: Double = node == source ? 1 : node == sink ? -1 : 0
      model.addRow("flow_\(request)_\(node)", lower: supply, upper: supply, balance)
    }
    paths.append(edges)
  }

  /// The edge with its rule `a_j ≤ a_i + m_i ≤ a_j + m_j − 1`, which holds where `f = 1`.
  private mutating func edge(_ from: Int, _ to: Int, request: Int) -> Edge {
    let name = "\(request)_\(from)_\(to)"
    let use = model.addVariable("f_\(name)", upper: 1, kind: .binary)
    let lead = product(of: begin(to), use, "alpha_\(name)")
    let past = product(of: begin(from), use, "beta_\(name)")
    let length = product(of: size(to), use, "gamma_\(name)")
    let done = product(of: size(from), use, "delta_\(name)")
    // α ≤ a_i + m_i
    var reach = lead
    reach.add(-1, begin(from).expression)
    reach.add(-1, size(from).expression)
    model.addRow("reach_\(name)", lower: -.infinity, upper: 0, reach)
    // β + δ ≤ a_j + m_j − 1
    var rest = past
    rest.add(1, done)
    rest.add(-1, begin(to).expression)
    rest.add(-1, size(to).expression)
    model.addRow("rest_\(name)", lower: -.infinity, upper: -1, rest)
    var processed = lead
    processed.add(1, length)
    processed.add(-1, past)
    processed.add(-1, done)
    return Edge(from: from, to: to, use: use, processed: processed)
  }

  /// A factor with the greatest value it can have.
  private struct Factor {
    let expression: LinearExpression
    let greatest: Double
    /// Whether it is a number: then no linearisation is needed.
    var isConstant: Bool { expression.terms.isEmpty }
  }

  /// `a`: 0 at the source, `L + 1` at the sink.
  private func begin(_ node: Int) -> Factor {
    let end = Double(instance.blocks + 1)
    if node == source { return Factor(expression: LinearExpression(0), greatest: 0) }
    if node == sink { return Factor(expression: LinearExpression(end), greatest: end) }
    return Factor(expression: LinearExpression(first[node]), greatest: end)
  }

  /// `m`: 1 at source and sink.
  private func size(_ node: Int) -> Factor {
    guard node < hosted.count else {
      return Factor(expression: LinearExpression(1), greatest: 1)
    }
    return Factor(
      expression: LinearExpression(hosted[node]),
      greatest: Double(instance.maximumHosted(by: node)))
  }

  /// `factor · f`, by big-M where the factor is a variable.
  private mutating func product(
    of factor: Factor, _ use: Variable, _ name: String
  ) -> LinearExpression {
    if factor.isConstant {
      var constant = LinearExpression()
      constant.add(factor.expression.constant, use)
      return constant
    }
    let product = model.addVariable(name, upper: factor.greatest)
    var open = LinearExpression(product)
    open.add(-factor.greatest, use)
    model.addRow("\(name)_open", lower: -.infinity, upper: 0, open)
    var difference = LinearExpression(product)
    difference.add(-1, factor.expression)
    model.addRow("\(name)_most", lower: -.infinity, upper: 0, difference)
    difference.add(-factor.greatest, use)
    model.addRow("\(name)_least", lower: -factor.greatest, upper: .infinity, difference)
    return LinearExpression(product)
  }

  private mutating func addMemory() {
    let service = instance.service
    for (server, data) in instance.servers.enumerated() {
      var memory = LinearExpression()
      memory.add(service.blockMemory.doubleValue, hosted[server])
      for edge in paths.joined() where edge.to == server {
        memory.add(service.cacheMemory.doubleValue, edge.processed)
      }
      model.addRow("memory_\(server)", lower: -.infinity, upper: data.memory.doubleValue, memory)
    }
  }

  private mutating func addObjective() {
    var time = LinearExpression()
    for edge in paths.joined() where edge.to != sink {
      time.add(instance.servers[edge.to].communicationTime, edge.use)
      time.add(instance.servers[edge.to].computationTime, edge.processed)
    }
    model.objective = time
  }

  /// The placement and the requests' chains at a point of the model.
  func design(at point: Point) -> Design? {
    var placement = Placement(serverCount: instance.servers.count)
    for server in instance.servers.indices {
      let count = Int(point[hosted[server]].rounded())
      guard count > 0 else { continue }
      placement[server] = BlockRange(first: Int(point[first[server]].rounded()), count: count)
    }
    let graph = RoutingGraph(instance: instance, placement: placement)
    var jobs: [Chain: Int] = [:]
    for edges in paths {
      guard let hops = graph.hops(visiting: servers(of: edges, at: point)) else { return nil }
      jobs[Chain(hops: hops, in: instance), default: 0] += 1
    }
    return Design(
      placement: placement, chains: jobs.map { ComposedChain(chain: $0.key, capacity: $0.value) })
  }

  private func servers(of edges: [Edge], at point: Point) -> [Int] {
    var servers: [Int] = []
    var node = source
    while servers.count <= instance.servers.count,
      let edge = edges.first(where: { $0.from == node && point[$0.use] > 0.5 }), edge.to != sink
    {
      servers.append(edge.to)
      node = edge.to
    }
    return servers
  }
}
