import LinearModels

/// What the parent asks of the child.
struct SolveRequest {
  var solver: String
  var memoryLimit: Int?
  var model: Model
  var parameters: SolveParameters

  var bytes: [UInt8] {
    var writer = WireWriter()
    writer.put(solver)
    writer.put(memoryLimit) { $0.put($1) }
    write(model, to: &writer)
    writer.put(parameters.timeLimit) { $0.put($1 / .seconds(1)) }
    writer.put(parameters.relativeGap)
    writer.put(parameters.nodeLimit) { $0.put($1) }
    writer.put(parameters.threads)
    writer.put(parameters.start) { writer, start in
      let ordered = start.sorted { $0.key.index < $1.key.index }
      writer.put(ordered.map(\.key.index))
      writer.put(ordered.map(\.value))
    }
    writer.put(parameters.printsLog)
    let options = parameters.options.sorted { $0.key < $1.key }
    writer.put(options.count)
    for (name, value) in options {
      writer.put(name)
      writer.put(value)
    }
    return writer.bytes
  }

  private func write(_ model: Model, to writer: inout WireWriter) {
    writer.put(model.sense == .maximize)
    writer.put(model.objectiveCoefficients())
    writer.put(model.objective.constant)
    writer.put(model.lowers)
    writer.put(model.uppers)
    writer.put(model.kinds.map(\.code))
    writer.put(model.rowLowers)
    writer.put(model.rowUppers)
    writer.put(model.rowStarts)
    writer.put(model.columns)
    writer.put(model.coefficients)
  }

  init(solver: String, memoryLimit: Int?, model: Model, parameters: SolveParameters) {
    self.solver = solver
    self.memoryLimit = memoryLimit
    self.model = model
    self.parameters = parameters
  }

  init(_ bytes: [UInt8]) throws(WireReader.Malformed) {
    var reader = WireReader(bytes)
    solver = try reader.text()
    memoryLimit = try reader.optional { (reader) throws(WireReader.Malformed) in
      try reader.integer()
    }
    model = try Self.model(&reader)
    parameters = SolveParameters()
    parameters.timeLimit = try reader.optional { (reader) throws(WireReader.Malformed) in
      .seconds(try reader.real())
    }
    parameters.relativeGap = try reader.real()
    parameters.nodeLimit = try reader.optional { (reader) throws(WireReader.Malformed) in
      try reader.integer()
    }
    parameters.threads = try reader.integer()
    parameters.start = try reader.optional { (reader) throws(WireReader.Malformed) in
      let columns = try reader.array(Int.self)
      let values = try reader.array(Double.self)
      return Dictionary(
        zip(columns.map { Variable(index: $0) }, values), uniquingKeysWith: { first, _ in first })
    }
    parameters.printsLog = try reader.flag()
    for _ in 0..<max(0, try reader.integer()) {
      let name = try reader.text()
      parameters.options[name] = try reader.text()
    }
  }

  private static func model(_ reader: inout WireReader) throws(WireReader.Malformed) -> Model {
    let sense: Sense = try reader.flag() ? .maximize : .minimize
    let costs = try reader.array(Double.self)
    let objective = LinearExpression(constant: try reader.real(), costs: costs)
    let columns = ColumnArrays(
      lowers: try reader.array(Double.self), uppers: try reader.array(Double.self),
      kinds: try reader.array(UInt8.self).map { VariableKind(code: $0) })
    let rows = RowArrays(
      lowers: try reader.array(Double.self), uppers: try reader.array(Double.self),
      starts: try reader.array(Int.self), columns: try reader.array(Int32.self),
      coefficients: try reader.array(Double.self))
    guard columns.areConsistent, costs.count == columns.lowers.count,
      rows.areConsistent(columnCount: costs.count)
    else { throw WireReader.Malformed() }
    return Model(sense: sense, objective: objective, columns: columns, rows: rows)
  }
}

extension LinearExpression {
  /// An expression of one cost per column.
  fileprivate init(constant: Double, costs: [Double]) {
    self.init(
      costs.enumerated().filter { $0.element != 0 }
        .map { Term($0.element, Variable(index: $0.offset)) }, constant: constant)
  }
}

extension VariableKind {
  fileprivate var code: UInt8 {
    switch self {
    case .continuous: 0
    case .integer: 1
    case .binary: 2
    }
  }

  fileprivate init(code: UInt8) {
    self = code == 0 ? .continuous : code == 1 ? .integer : .binary
  }
}
