import LinearModels
import ServerChains

/// The table of `solvers`.
struct SolversReport {
  /// One solver, present or not.
  struct Entry {
    let name: String
    let solver: (any Solver)?
    /// Why it is not there; nil where it is.
    let reason: String?

    init(_ name: String) {
      self.name = name
      do throws(SolverError) {
        solver = try Backends.named(name)
        reason = solver == nil ? "not built in; build with its package trait" : nil
      } catch {
        solver = nil
        reason = error.description
      }
    }
  }

  let entries: [Entry]

  var text: String {
    var table = TextTable([
      .text("solver"), .text("version"), .text("licence"), .text("progress"), .text("stops"),
      .text("partial start"), .text("duals"), .text("threads"), .text("live programs"),
      .text("options"),
    ])
    var remarks = ""
    for entry in entries {
      guard let solver = entry.solver else {
        remarks += "\(entry.name): \(entry.reason ?? "not here")\n"
        continue
      }
      let able = solver.capabilities
      let flags = [
        able.reportsProgress, able.stopsOnRequest, able.acceptsPartialStart, able.givesRowDuals,
        able.usesThreads, solver is any LiveProgramSolver,
      ]
      table.add(
        [solver.name, solver.version, solver.license] + flags.map { $0 ? "yes" : "no" }
          + ["\(solver.options.count)"])
    }
    return table.text() + remarks
  }

  var document: JSON {
    .object([
      "solvers": .array(
        entries.map { entry in
          var members: [String: JSON] = ["name": .string(entry.name)]
          members["reason"] = entry.reason.map(JSON.string)
          if let solver = entry.solver {
            let able = solver.capabilities
            members["version"] = .string(solver.version)
            members["license"] = .string(solver.license)
            members["reportsProgress"] = .bool(able.reportsProgress)
            members["stopsOnRequest"] = .bool(able.stopsOnRequest)
            members["acceptsPartialStart"] = .bool(able.acceptsPartialStart)
            members["givesRowDuals"] = .bool(able.givesRowDuals)
            members["usesThreads"] = .bool(able.usesThreads)
            members["options"] = .array(solver.options.map { .string($0.name) })
          }
          return .object(members)
        })
    ])
  }
}

/// The table of `solvers --options`.
struct SolverOptionsReport {
  let solver: any Solver

  var text: String {
    var table = TextTable([.text("option"), .text("values"), .text("meaning")])
    for option in solver.options { table.add([option.name, option.valueWords, option.help]) }
    return table.text()
  }

  var document: JSON {
    .object([
      "solver": .string(solver.name),
      "options": .array(
        solver.options.map { option in
          .object([
            "name": .string(option.name), "values": .string(option.valueWords),
            "help": .string(option.help),
          ])
        }),
    ])
  }
}
