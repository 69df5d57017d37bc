import ServerChains

extension Record {
  /// The record's line in a log: compact JSON, keys sorted, without the newline.
  package var line: String { document.compactText }

  /// The record as a document with every member of the schema; what is not known is null.
  package var document: JSON {
    .object([
      "effort": effort.document,
      "experiment": .string(experiment),
      "host": host.document,
      "instance": instance.document,
      "limits": limits.document,
      "load": .real(load),
      "method": method.document,
      "outcome": outcome.document,
      "question": .string(question.rawValue),
      "repetition": .integer(repetition),
      "run": .string(run),
      "schema": .string(Self.schema),
      "slots": .optional(slots),
      "source": .object(["commit": .optional(source.commit), "dirty": .optional(source.dirty)]),
      "suite": .string(suite),
      "time": .string(time),
      "versions": versions.document,
    ])
  }
}

extension InstanceStamp {
  /// The member `instance` of a record.
  package var document: JSON {
    .object([
      "blocks": .integer(blocks), "digest": .string(digest), "family": .optional(family),
      "name": .string(name), "path": .optional(path),
      "seed": seed.map { .number("\($0)") } ?? .null, "servers": .integer(servers),
    ])
  }
}

extension RunMethod {
  /// The member `method` of a record, from which the run's identity follows too.
  package var document: JSON {
    .object(["name": .string(name.rawValue), "parameters": .object(parameters)])
  }
}

extension RunLimits {
  /// The member `limits` of a record, from which the run's identity follows too.
  package var document: JSON {
    .object(["memoryMB": .integer(memoryMB), "seconds": .real(seconds)])
  }
}

extension RunOutcome {
  /// The member `outcome` of a record; `points` is empty where one value says it all.
  package var document: JSON {
    let points: [JSON] =
      switch self.points {
      case .none: []
      case .frontier(let entries): entries.map(\.document)
      case .dispatch(let entries): entries.map(\.document)
      }
    return .object([
      "bound": .real(bound), "gap": .real(gap), "greedy": .real(greedy),
      "message": .optional(message), "plan": plan ?? .null, "points": .array(points),
      "status": .string(status.rawValue), "termination": .optional(termination?.rawValue),
      "trajectory": .array(trajectory.map(\.document)), "value": .real(value),
    ])
  }
}

extension FrontierEntry {
  /// One item of `points` for the question `frontier`.
  package var document: JSON {
    .object([
      "bound": .real(bound), "greedy": .real(greedy), "slots": .integer(slots),
      "termination": .string(termination.rawValue), "value": .real(value),
    ])
  }
}

extension DispatchEntry {
  /// One item of `points` for the question `dispatch`.
  package var document: JSON {
    .object([
      "exact": .real(exact), "halfWidth": .real(halfWidth), "load": .real(load),
      "lower": .real(lower), "mean": .real(mean), "median": .real(median), "p95": .real(p95),
      "p99": .real(p99), "upper": .real(upper), "waiting": .real(waiting),
    ])
  }
}

extension TrajectoryPoint {
  /// One item of `trajectory`, which a child also writes while it works.
  package var document: JSON {
    .object(["bound": .real(bound), "seconds": .real(seconds), "value": .real(value)])
  }
}

extension RunEffort {
  /// The member `effort` of a record.
  package var document: JSON {
    .object([
      "columns": .optional(columns), "cpuSeconds": .real(cpuSeconds), "jobs": .optional(jobs),
      "nodes": .optional(nodes), "peakMemoryMB": .real(peakMemoryMB),
      "wallSeconds": .real(wallSeconds),
    ])
  }
}

extension Versions {
  /// The member `versions` of a record.
  package var document: JSON {
    .object([
      "cbc": .optional(cbc), "chainwright": .string(chainwright), "glpk": .optional(glpk),
      "highs": .optional(highs), "swift": .string(swift),
    ])
  }
}

extension HostStamp {
  /// The member `host` of a record.
  package var document: JSON {
    .object([
      "cores": .integer(cores), "cpu": .string(cpu), "loadAverage": .real(loadAverage),
      "memoryMB": .integer(memoryMB), "name": .string(name),
    ])
  }
}

extension JSON {
  fileprivate static func optional(_ text: String?) -> JSON { text.map(JSON.string) ?? .null }
  fileprivate static func optional(_ number: Int?) -> JSON { number.map(JSON.integer) ?? .null }
  fileprivate static func optional(_ flag: Bool?) -> JSON { flag.map(JSON.bool) ?? .null }
}
