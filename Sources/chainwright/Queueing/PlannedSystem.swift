import Queueing
import ServerChains

/// An instance and a plan for it, as `bound` and `simulate` take them.
struct PlannedSystem {
  let instance: Instance
  let system: ChainSystem
  /// The names of each chain's servers, chains in the system's order.
  private let servers: [[String]]

  /// Reads the files of the positional arguments INSTANCE and PLAN.
  ///
  /// - Throws: `InputError` where a file is bad, the plan breaks a rule, or it has no chain.
  static func read(_ arguments: ParsedArguments) throws(InputError) -> PlannedSystem {
    let instance = try InstanceFile.read(path: arguments.positional("INSTANCE"))
    let path = arguments.positional("PLAN")
    let plan = try PlanFile.read(path: path)
    let design: Design
    do {
      design = try plan.design(for: instance)
    } catch {
      throw InputError(
        error.message, field: error.field, value: error.value, file: error.file ?? path,
        kind: error.kind)
    }
    guard let system = ChainSystem(of: design, instance: instance) else {
      throw InputError(
        "the plan has no chain, so no job can be served; use a plan with chains", field: "chains",
        file: path)
    }
    return PlannedSystem(
      instance: instance, system: system,
      servers: design.chains.map { composed in
        composed.chain.hops.map { instance.servers[$0.server].name }
      })
  }

  /// The arrival rate given, or the instance's.
  func arrivalRate(_ given: Double?) throws(InputError) -> Double {
    guard let rate = given ?? instance.arrivalRate else {
      throw InputError(
        "missing; add it to the instance or give --arrival-rate or --load", field: "arrivalRate",
        file: instance.name)
    }
    return rate
  }

  /// How much of each chain's slots is in use, with the chain's servers.
  func document(ofUtilization shares: [Double]) -> JSON {
    .array(
      zip(shares, zip(servers, system.chains)).map { share, chain in
        .object([
          "servers": .array(chain.0.map(JSON.string)), "capacity": .integer(chain.1.capacity),
          "utilization": .real(share),
        ])
      })
  }

  /// One line on what is dispatched over.
  var heading: String {
    let chains = system.chains.count
    return "\(instance.name): \(chains) chain\(chains == 1 ? "" : "s"), \(system.slotCount) slots, "
      + "\(NumberText.significant(system.totalRate, digits: 9)) jobs/s in all"
  }
}
