import LinearModels

/// A transport model of a million nonzeros: 1000 sources, 500 sinks, a flow for each pair.
enum BuildSpeed {
  static let sources = 1000
  static let sinks = 500

  static func model() -> Model {
    var model = Model(name: "transport")
    var supply = [LinearExpression](repeating: LinearExpression(), count: sources)
    var demand = [LinearExpression](repeating: LinearExpression(), count: sinks)
    for source in 0..<sources {
      for sink in 0..<sinks {
        let flow = model.addVariable()
        supply[source].add(1, flow)
        demand[sink].add(1, flow)
        model.objective.add(Double((source * 7 + sink * 13) % 101 + 1), flow)
      }
    }
    for source in supply { model.addRow(source <= 100) }
    for sink in demand { model.addRow(sink >= 150) }
    return model
  }

  /// Prints nonzeros, seconds and processor seconds to build and to write, and the peaks of memory
  /// in MB after each.
  static func run(writingTo path: String) throws {
    var model = Model()
    let build = Timing { model = Self.model() }
    let built = Double(Bytes.peak) / 1e6
    let write = try Timing {
      try Bytes.write(to: path) { try LPWriter().write(model, to: $0) }
    }
    print(
      model.nonzeroCount, build.clock, build.processor, write.clock, write.processor, built,
      Double(Bytes.peak) / 1e6)
  }
}
