import ServerChains

/// Logs of one suite joined: what is missing and what cannot be true together.
package struct Merge: Sendable {
  /// Each run once, in the suite's order; runs that the suite does not have come last.
  package private(set) var records: [Record] = []
  /// Runs of the suite without a record.
  package private(set) var missing: [Run] = []
  /// Runs that were recorded more than once, with the same result.
  package private(set) var repeated = 0
  /// Records of runs that the suite does not have, as after a change of the suite or with other
  /// limits.
  package private(set) var foreign = 0
  /// One sentence each.
  package private(set) var contradictions: [String] = []

  /// Joins the records of logs.
  ///
  /// - Parameters:
  ///   - logs: With the names they are known by.
  ///   - runs: All runs of the suite.
  /// - Complexity: O(n log n) for n records.
  package init(logs: [(name: String, records: [Record])], runs: [Run]) {
    var kept: [String: (name: String, record: Record)] = [:]
    var order: [String] = []
    for log in logs {
      for record in log.records {
        guard let earlier = kept[record.run] else {
          kept[record.run] = (log.name, record)
          order.append(record.run)
          continue
        }
        if earlier.record.outcome.sameResult(as: record.outcome) {
          repeated += 1
        } else {
          contradictions.append(
            "run \(record.run) (\(record.words)) came to \(earlier.record.outcome.words) in "
              + "\(earlier.name) and to \(record.outcome.words) in \(log.name)")
        }
      }
    }
    for run in runs {
      if let found = kept.removeValue(forKey: run.id) {
        records.append(found.record)
      } else {
        missing.append(run)
      }
    }
    for id in order {
      if let found = kept.removeValue(forKey: id) {
        records.append(found.record)
        foreign += 1
      }
    }
    contradictions += BoundCheck.contradictions(in: records)
  }
}

extension Record {
  /// What the run was about, in a few words.
  package var words: String {
    var parts = [experiment, instance.name, method.words, question.rawValue]
    if let slots { parts.append("n = \(slots)") }
    if let load { parts.append("load \(load)") }
    return parts.joined(separator: ", ")
  }
}

extension RunMethod {
  /// The method with its parameters, for instance `exact solver=glpk`.
  package var words: String {
    let pairs = parameters.sorted { $0.key < $1.key }.map { key, value in
      if case .string(let text) = value { return "\(key)=\(text)" }
      return "\(key)=\(value.compactText)"
    }
    return ([name.rawValue] + pairs).joined(separator: " ")
  }
}

extension RunOutcome {
  /// Whether another process came to the same: times apart.
  func sameResult(as other: RunOutcome) -> Bool {
    status == other.status && termination == other.termination && value == other.value
      && bound == other.bound && points == other.points
  }

  var words: String {
    guard status == .done else { return status.rawValue }
    let number = { (value: Double?) in value.map { "\($0)" } ?? "none" }
    return "value \(number(value)), bound \(number(bound))"
  }
}
