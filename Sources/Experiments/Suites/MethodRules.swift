import Queueing
import ServerChains

/// What a parameter of a method may be.
enum ParameterKind: Sendable {
  case choice([String])
  case integer(ClosedRange<Int>)
  case real(ClosedRange<Double>)
  case flag
}

/// What a method answers and what it takes, as data: suites are checked against it.
struct MethodRules: Sendable {
  let questions: [RunQuestion]
  let parameters: [String: ParameterKind]

  private static let solver = ParameterKind.choice(["glpk", "cbc", "highs"])
  private static let seed = ParameterKind.integer(0...Int.max)
  private static let milp: [String: ParameterKind] = [
    "solver": solver, "gap": .real(0...1), "threads": .integer(1...64),
    "columnLimit": .integer(1...10_000_000),
  ]

  /// The rules of a method.
  static func of(_ method: MethodName) -> MethodRules {
    switch method {
    case .greedy:
      MethodRules(questions: [.rate, .slots, .response, .frontier], parameters: rates)
    case .exact:
      MethodRules(
        questions: [.rate, .slots, .response, .cache, .disjoint, .frontier],
        parameters: milp.merging(rates) { first, _ in first }.merging([
          "seed": seed, "rounds": .integer(1...1_000_000),
          "branchingSolver": .choice(["glpk", "cbc"]),
          "reservation": .integer(1...1_000_000_000), "isolate": .flag,
        ]) { first, _ in first })
    case .bound:
      MethodRules(questions: [.rate, .frontier], parameters: ["solver": solver])
    case .plainMILP:
      MethodRules(questions: [.rate, .slots], parameters: milp)
    case .bprrMILP:
      MethodRules(
        questions: [.service],
        parameters: [
          "solver": solver, "gap": .real(0...1), "threads": .integer(1...64),
          "requests": .integer(1...1000),
        ])
    case .simulate:
      MethodRules(questions: [.dispatch], parameters: simulation)
    case .chain:
      MethodRules(questions: [.dispatch], parameters: ["states": .integer(1...1_000_000_000)])
    case .greedySpeed:
      MethodRules(
        questions: [.speed],
        parameters: [
          "reservation": .integer(1...1_000_000_000), "compositions": .integer(1...100_000),
        ])
    case .fault:
      MethodRules(
        questions: [.rate],
        parameters: [
          "mode": .choice(FaultMode.allCases.map(\.rawValue)), "seconds": .real(0...1e6),
          "number": .integer(0...1_000_000),
        ])
    }
  }

  /// An arrival rate instead of the instance's own, in jobs/s.
  private static let rates: [String: ParameterKind] = ["arrivalRate": .real(1e-9...1e9)]

  private static let simulation: [String: ParameterKind] = [
    "policy": .choice(PolicyName.allCases.map(\.rawValue)), "seed": seed,
    "jobs": .integer(1...1_000_000_000_000), "replications": .integer(1...100_000),
    "arrivalVariation": .real(0.01...100), "sizeVariation": .real(0.01...100),
  ]
}

extension MethodRules {
  /// The method of a suite's entry or a request, with its parameters checked.
  ///
  /// - Throws: `InputError` naming the place and the allowed values.
  static func method(_ field: JSONField) throws(InputError) -> RunMethod {
    let members = try field.members(allowing: ["name", "parameters"])
    let name: MethodName = try members.required("name").choice()
    var method = RunMethod(name: name)
    guard let parameters = members.optional("parameters") else { return method }
    let rules = of(name).parameters
    let given = try parameters.members(allowing: rules.keys.sorted())
    for (key, kind) in rules {
      guard let value = given.optional(key) else { continue }
      method.parameters[key] = try checked(value, kind)
    }
    return method
  }

  private static func checked(_ field: JSONField, _ kind: ParameterKind) throws(InputError) -> JSON
  {
    switch kind {
    case .choice(let allowed):
      let text = try field.string()
      guard allowed.contains(text) else {
        throw field.fault("not one of \(allowed.joined(separator: ", ")); use one of these")
      }
      return .string(text)
    case .integer(let range):
      return .integer(try field.integer(in: range))
    case .real(let range):
      return .real(try field.real(in: range))
    case .flag:
      return .bool(try field.flag())
    }
  }
}

extension JSONField {
  /// A whole number in a range.
  func integer(in range: ClosedRange<Int>) throws(InputError) -> Int {
    let value = try integer()
    guard range.contains(value) else {
      let words =
        range.upperBound == .max
        ? "at least \(range.lowerBound)" : "in \(range.lowerBound)…\(range.upperBound)"
      throw fault("must be \(words); give a number in that range")
    }
    return value
  }

  /// A finite number in a range.
  func real(in range: ClosedRange<Double>) throws(InputError) -> Double {
    let value = try real()
    guard range.contains(value) else {
      throw fault(
        "must lie in \(range.lowerBound)…\(range.upperBound); give a number in that range")
    }
    return value
  }

  /// The items of a list of at least one.
  func someItems() throws(InputError) -> [JSONField] {
    let items = try items()
    guard !items.isEmpty else { throw fault("the list is empty; give at least one item") }
    return items
  }
}
