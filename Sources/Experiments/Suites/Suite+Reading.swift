import Glibc
import ServerChains

extension Suite {
  /// Where suites are found by their names.
  package static let folder = "Benchmarks/suites"
  /// Limits where a suite states none.
  static let usualLimits = RunLimits(seconds: 60, memoryMB: 4000)

  /// The file that a name or a path stands for.
  package static func path(of nameOrPath: String) -> String {
    nameOrPath.hasSuffix(".json") || nameOrPath.contains("/")
      ? nameOrPath : "\(folder)/\(nameOrPath).json"
  }

  /// The files of the suites that are found by their names.
  ///
  /// - Throws: `InputError` where there is none.
  package static func shipped() throws(InputError) -> [String] {
    try InstanceSelector.paths(matching: "\(folder)/*.json")
  }

  /// Reads and checks a suite.
  ///
  /// - Throws: `InputError` naming file, place, value and the values allowed there.
  package static func read(path: String) throws(InputError) -> Suite {
    let bytes = try InputFile.bytes(at: path)
    do throws(InputError) {
      return try Suite(JSONField(root: try JSONReader.parse(bytes)))
    } catch {
      throw error.inFile(path)
    }
  }

  init(_ field: JSONField) throws(InputError) {
    let root = try field.members(allowing: [
      "format", "name", "summary", "limits", "experiments",
    ])
    try InstanceFile.requireFormat(Self.format, root)
    name = try Self.name(root.required("name"))
    summary = try root.required("summary").string()
    let limits = try Self.limits(root.optional("limits"), usual: Self.usualLimits)
    experiments = []
    for item in try root.required("experiments").someItems() {
      let experiment = try Experiment(item, usual: limits)
      guard !experiments.contains(where: { $0.name == experiment.name }) else {
        throw item.fault("two experiments are named \(experiment.name); give each its own name")
      }
      experiments.append(experiment)
    }
  }

  /// A name that can stand in file names.
  static func name(_ field: JSONField) throws(InputError) -> String {
    let name = try field.string()
    let isPlain = name.utf8.allSatisfy {
      (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
    }
    guard isPlain, !name.isEmpty, name.first != "-" else {
      throw field.fault("a name is made of a–z, 0–9 and hyphens; write it like real-clusters")
    }
    return name
  }

  static func limits(_ field: JSONField?, usual: RunLimits) throws(InputError) -> RunLimits {
    guard let field else { return usual }
    let members = try field.members(allowing: ["seconds", "memoryMB"])
    return RunLimits(
      seconds: try members.optional("seconds")?.real(in: 0.001...1e7) ?? usual.seconds,
      memoryMB: try members.optional("memoryMB")?.integer(in: 32...10_000_000) ?? usual.memoryMB)
  }
}

extension Experiment {
  init(_ field: JSONField, usual: RunLimits) throws(InputError) {
    let members = try field.members(allowing: [
      "name", "instances", "methods", "questions", "slots", "loads", "repetitions", "limits",
      "keepsPlans", "typicalSeconds",
    ])
    name = try Suite.name(members.required("name"))
    instances = []
    for item in try members.required("instances").someItems() {
      instances.append(try InstanceSelector(item))
    }
    methods = []
    for item in try members.required("methods").someItems() {
      let method = try MethodRules.method(item)
      guard method.name != .fault || getenv(FaultMode.variable) != nil else {
        throw item.fault("the method fault is for tests; use another one")
      }
      methods.append(method)
    }
    questions = []
    for item in try members.required("questions").someItems() {
      questions.append(try item.choice())
    }
    slots = []
    for item in try members.optional("slots")?.someItems() ?? [] {
      slots.append(try item.integer(in: 1...1_000_000_000))
    }
    loads = []
    for item in try members.optional("loads")?.someItems() ?? [] {
      loads.append(try item.real(in: 1e-6...10))
    }
    repetitions = try members.optional("repetitions")?.integer(in: 1...100_000) ?? 1
    limits = try Suite.limits(members.optional("limits"), usual: usual)
    keepsPlans = try members.optional("keepsPlans")?.flag() ?? false
    typicalSeconds = try members.optional("typicalSeconds")?.real(in: 0...1e7)
    try checkCombination(field)
  }

  /// Every method must answer every question, with the slots and loads that the question needs and no others.
  private func checkCombination(_ field: JSONField) throws(InputError) {
    for (index, method) in methods.enumerated() {
      let allowed = MethodRules.of(method.name).questions
      if let foreign = questions.first(where: { !allowed.contains($0) }) {
        let names = allowed.map(\.rawValue).joined(separator: ", ")
        throw InputError(
          "the method \(method.name.rawValue) does not answer \(foreign.rawValue), only \(names); "
            + "make an experiment of its own", field: "\(field.path).methods[\(index)].name",
          value: "\"\(method.name.rawValue)\"")
      }
      let needsSlots = questions.contains(.frontier) || method.name == .bound
      if needsSlots, slots.isEmpty {
        throw InputError(
          "missing; the question frontier and the method bound need slots, add [6] or others",
          field: "\(field.path).slots")
      }
    }
    for question in questions {
      if !slots.isEmpty, ![.rate, .cache, .frontier].contains(question) {
        throw InputError(
          "the question \(question.rawValue) takes no slots; leave them out or make an experiment of its own",
          field: "\(field.path).slots")
      }
      if question == .dispatch, loads.isEmpty {
        throw InputError(
          "missing; the question dispatch needs loads, add [0.5, 0.9] or others",
          field: "\(field.path).loads")
      }
      if question != .dispatch, !loads.isEmpty {
        throw InputError(
          "the question \(question.rawValue) takes no loads; leave them out or make an experiment of its own",
          field: "\(field.path).loads")
      }
    }
  }
}

extension InstanceSelector {
  private static let generatorKeys = [
    "family", "servers", "blocks", "seeds", "share", "copies", "demand",
  ]

  init(_ field: JSONField) throws(InputError) {
    let members = try field.members(allowing: ["file", "glob"] + Self.generatorKeys)
    let file = members.optional("file")
    let glob = members.optional("glob")
    let family = members.optional("family")
    switch (file, glob, family) {
    case (let file?, nil, nil): self = .file(try file.string())
    case (nil, let glob?, nil): self = .glob(try glob.string())
    case (nil, nil, _?):
      self = .generated(
        try GeneratedInstances(try field.members(allowing: Self.generatorKeys)))
      return
    default:
      throw field.fault("an instance selector has one of file, glob and family; give one of them")
    }
    _ = try field.members(allowing: ["file", "glob"])
  }
}

extension GeneratedInstances {
  init(_ members: JSONMembers) throws(InputError) {
    family = try members.required("family").choice()
    servers = []
    for item in try members.required("servers").someItems() {
      servers.append(try item.integer(in: 1...Instance.maximumServers))
    }
    blocks = []
    for item in try members.required("blocks").someItems() {
      blocks.append(try item.integer(in: 1...Service.maximumBlocks))
    }
    seeds = []
    for item in try members.required("seeds").someItems() { seeds.append(try item.seed()) }
    share = try members.optional("share")?.real(in: 0...1)
    copies = try members.optional("copies")?.real(in: 1e-6...1000)
    demand = try members.optional("demand")?.real(in: 1e-6...1000)
  }
}
