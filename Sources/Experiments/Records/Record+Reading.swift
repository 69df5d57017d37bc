import ServerChains

extension Record {
  /// Reads the members of a record, in the order in which they are written.
  init(from source: inout some RecordSource) throws(InputError) {
    let effort = try source.object("effort") { (inner) throws(InputError) in
      try RunEffort(from: &inner)
    }
    let experiment = try source.text("experiment")
    let host = try source.object("host") { (inner) throws(InputError) in
      try HostStamp(from: &inner)
    }
    let instance = try source.object("instance") { (inner) throws(InputError) in
      try InstanceStamp(from: &inner)
    }
    let limits = try source.object("limits") { (inner) throws(InputError) in
      try RunLimits(from: &inner)
    }
    let load = try source.optionalReal("load")
    let method = try source.object("method") { (inner) throws(InputError) in
      try RunMethod(from: &inner)
    }
    let outcome = try source.object("outcome") { (inner) throws(InputError) in
      try RunOutcome(from: &inner)
    }
    let question: RunQuestion = try source.choice("question")
    let repetition = try source.integer("repetition")
    let run = try source.rareText("run")
    let schema = try source.text("schema")
    guard schema == Self.schema else {
      throw InputError(
        "another schema than \"\(Self.schema)\"; read this log with the version that wrote it",
        field: "schema", value: "\"\(schema)\"")
    }
    let slots = try source.optionalInteger("slots")
    let stamp = try source.object("source") { (inner) throws(InputError) in
      try SourceStamp(from: &inner)
    }
    let suite = try source.text("suite")
    let time = try source.rareText("time")
    let versions = try source.object("versions") { (inner) throws(InputError) in
      try Versions(from: &inner)
    }
    self.init(
      run: run, suite: suite, experiment: experiment, instance: instance, method: method,
      question: question, slots: slots, load: load, repetition: repetition, limits: limits,
      outcome: outcome, effort: effort, versions: versions, source: stamp, host: host, time: time)
  }
}

extension RunEffort {
  init(from source: inout some RecordSource) throws(InputError) {
    let columns = try source.optionalInteger("columns")
    let cpuSeconds = try source.real("cpuSeconds")
    let jobs = try source.optionalInteger("jobs")
    let nodes = try source.optionalInteger("nodes")
    let peakMemoryMB = try source.real("peakMemoryMB")
    self.init(
      wallSeconds: try source.real("wallSeconds"), cpuSeconds: cpuSeconds,
      peakMemoryMB: peakMemoryMB, nodes: nodes, columns: columns, jobs: jobs)
  }
}

extension HostStamp {
  fileprivate init(from source: inout some RecordSource) throws(InputError) {
    let cores = try source.integer("cores")
    let cpu = try source.text("cpu")
    let loadAverage = try source.real("loadAverage")
    let memoryMB = try source.integer("memoryMB")
    self.init(
      name: try source.text("name"), cpu: cpu, cores: cores, memoryMB: memoryMB,
      loadAverage: loadAverage)
  }
}

extension InstanceStamp {
  init(from source: inout some RecordSource) throws(InputError) {
    let blocks = try source.integer("blocks")
    let digest = try source.text("digest")
    let family = try source.optionalText("family")
    let name = try source.text("name")
    let path = try source.optionalText("path")
    let seed = try source.optionalSeed("seed")
    self.init(
      name: name, digest: digest, path: path, family: family, seed: seed,
      servers: try source.integer("servers"), blocks: blocks)
  }
}

extension RunLimits {
  init(from source: inout some RecordSource) throws(InputError) {
    let memoryMB = try source.integer("memoryMB")
    self.init(seconds: try source.real("seconds"), memoryMB: memoryMB)
  }
}

extension RunMethod {
  init(from source: inout some RecordSource) throws(InputError) {
    let name: MethodName = try source.choice("name")
    guard case .object(let parameters) = try source.document("parameters") else {
      throw InputError(
        "expected an object; put the parameters in braces", field: "method.parameters")
    }
    self.init(name: name, parameters: parameters)
  }
}

extension RunOutcome {
  init(from source: inout some RecordSource) throws(InputError) {
    let bound = try source.optionalReal("bound")
    let gap = try source.optionalReal("gap")
    let greedy = try source.optionalReal("greedy")
    let message = try source.optionalText("message")
    let plan = try source.document("plan")
    var frontier: [FrontierEntry] = []
    var dispatch: [DispatchEntry] = []
    _ = try source.objects("points") { (inner) throws(InputError) in
      if inner.begins(with: "exact") {
        dispatch.append(try DispatchEntry(from: &inner))
      } else {
        frontier.append(try FrontierEntry(from: &inner))
      }
    }
    let status: RunStatus = try source.choice("status")
    let termination: PlanTermination? = try source.optionalChoice("termination")
    let trajectory = try source.objects("trajectory") { (inner) throws(InputError) in
      try TrajectoryPoint(from: &inner)
    }
    self.init(
      status: status, message: message, termination: termination,
      value: try source.optionalReal("value"), bound: bound, greedy: greedy,
      points: dispatch.isEmpty
        ? frontier.isEmpty ? .none : .frontier(frontier) : .dispatch(dispatch),
      trajectory: trajectory, plan: plan == .null ? nil : plan)
    self.gap = gap
  }
}

extension FrontierEntry {
  fileprivate init(from source: inout some RecordSource) throws(InputError) {
    let bound = try source.optionalReal("bound")
    let greedy = try source.optionalReal("greedy")
    let slots = try source.integer("slots")
    let termination: PlanTermination = try source.choice("termination")
    self.init(
      slots: slots, value: try source.optionalReal("value"), bound: bound, greedy: greedy,
      termination: termination)
  }
}

extension DispatchEntry {
  fileprivate init(from source: inout some RecordSource) throws(InputError) {
    let exact = try source.optionalReal("exact")
    let halfWidth = try source.optionalReal("halfWidth")
    let load = try source.real("load")
    let lower = try source.optionalReal("lower")
    let mean = try source.optionalReal("mean")
    let median = try source.optionalReal("median")
    let p95 = try source.optionalReal("p95")
    let p99 = try source.optionalReal("p99")
    let upper = try source.optionalReal("upper")
    self.init(
      load: load, lower: lower, upper: upper, exact: exact, mean: mean, halfWidth: halfWidth,
      median: median, p95: p95, p99: p99, waiting: try source.optionalReal("waiting"))
  }
}

extension TrajectoryPoint {
  init(from source: inout some RecordSource) throws(InputError) {
    let bound = try source.optionalReal("bound")
    let seconds = try source.real("seconds")
    self.init(seconds: seconds, value: try source.optionalReal("value"), bound: bound)
  }
}

extension SourceStamp {
  fileprivate init(from source: inout some RecordSource) throws(InputError) {
    let commit = try source.optionalText("commit")
    self.init(commit: commit, dirty: try source.optionalFlag("dirty"))
  }
}

extension Versions {
  fileprivate init(from source: inout some RecordSource) throws(InputError) {
    let cbc = try source.optionalText("cbc")
    let chainwright = try source.text("chainwright")
    let glpk = try source.optionalText("glpk")
    let highs = try source.optionalText("highs")
    self.init(
      chainwright: chainwright, swift: try source.text("swift"), glpk: glpk, cbc: cbc,
      highs: highs)
  }
}
