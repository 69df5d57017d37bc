import LinearModels

/// What the child tells the parent.
enum SolveReply {
  case progress(SolveProgress)
  case answer(SolverAnswer)
  case failure(SolverError)

  var bytes: [UInt8] {
    var writer = WireWriter()
    switch self {
    case .progress(let progress):
      writer.put(0)
      writer.put(progress.incumbent) { $0.put($1) }
      writer.put(progress.bound) { $0.put($1) }
      writer.put(progress.nodes)
      writer.put(progress.point) { $0.put($1) }
    case .answer(let answer):
      writer.put(1)
      writer.put(answer.termination.rawValue)
      writer.put(answer.values) { $0.put($1) }
      writer.put(answer.bound) { $0.put($1) }
      writer.put(answer.rowDuals) { $0.put($1) }
      writer.put(answer.nodes) { $0.put($1) }
      writer.put(answer.solverWords)
      writer.put(answer.confirmed) { writer, confirmed in
        writer.put(confirmed.termination.rawValue)
        writer.put(confirmed.values) { $0.put($1) }
        writer.put(confirmed.bound) { $0.put($1) }
        writer.put(confirmed.rowDuals) { $0.put($1) }
        writer.put(confirmed.remark) { $0.put($1) }
      }
    case .failure(let error):
      let (code, words) = error.wire
      writer.put(code)
      writer.put(words)
    }
    return writer.bytes
  }

  init(_ bytes: [UInt8]) throws(WireReader.Malformed) {
    var reader = WireReader(bytes)
    let kind = try reader.integer()
    switch kind {
    case 0:
      var progress = SolveProgress(
        incumbent: try Self.real(&reader), bound: try Self.real(&reader),
        nodes: try reader.integer())
      progress.point = try Self.reals(&reader)
      self = .progress(progress)
    case 1:
      let termination = try Self.termination(&reader)
      let values = try Self.reals(&reader)
      let bound = try Self.real(&reader)
      let duals = try Self.reals(&reader)
      let nodes = try reader.optional { (reader) throws(WireReader.Malformed) in
        try reader.integer()
      }
      var answer = SolverAnswer(
        termination: termination, values: values, bound: bound, rowDuals: duals, nodes: nodes,
        solverWords: try reader.text())
      answer.confirmed = try reader.optional { (reader) throws(WireReader.Malformed) in
        ConfirmedAnswer(
          termination: try Self.termination(&reader), values: try Self.reals(&reader),
          bound: try Self.real(&reader), rowDuals: try Self.reals(&reader),
          remark: try reader.optional { (reader) throws(WireReader.Malformed) in
            try reader.text()
          })
      }
      self = .answer(answer)
    default:
      self = .failure(SolverError(code: kind, words: try reader.text()))
    }
  }

  private static func termination(
    _ reader: inout WireReader
  ) throws(WireReader.Malformed) -> Termination {
    guard let termination = Termination(rawValue: try reader.text()) else {
      throw WireReader.Malformed()
    }
    return termination
  }

  private static func real(_ reader: inout WireReader) throws(WireReader.Malformed) -> Double? {
    try reader.optional { (reader) throws(WireReader.Malformed) in try reader.real() }
  }

  private static func reals(_ reader: inout WireReader) throws(WireReader.Malformed) -> [Double]? {
    try reader.optional { (reader) throws(WireReader.Malformed) in
      try reader.array(Double.self)
    }
  }
}

extension SolverError {
  fileprivate var wire: (code: Int, words: String) {
    switch self {
    case .invalidModel(let error): (2, error.description)
    case .invalidParameter(let words): (3, words)
    case .infeasibleStart(let words): (4, words)
    case .fault(let words): (5, words)
    case .unavailable(let words): (6, words)
    }
  }

  fileprivate init(code: Int, words: String) {
    switch code {
    case 3: self = .invalidParameter(words)
    case 4: self = .infeasibleStart(words)
    case 6: self = .unavailable(words)
    default: self = .fault(words)
    }
  }
}
