import Queueing
import ServerChains

/// What `simulate` prints.
struct SimulationReport {
  let planned: PlannedSystem
  let workload: Workload
  let settings: SimulationSettings
  let results: [PolicyResult]

  private var load: Double { planned.system.load(at: workload.arrivalRate) }

  var text: String {
    var text = planned.heading + "\n" + situation + "\n\n" + table.text()
    for result in results where result.preemptions > 0 {
      text += "\n\(result.policy.rawValue): \(result.preemptions) interruptions, "
      text += "\(result.swaps) caches swapped out\n"
    }
    return text + notes.map { "\n\(TextLayout.wrapped("note: \($0)", width: 100))\n" }.joined()
  }

  private var situation: String {
    let count = settings.replications
    return "\(NumberText.significant(workload.arrivalRate)) jobs/s arrive (load "
      + "\(NumberText.significant(load))); \(settings.jobs) jobs, "
      + (settings.warmUp > 0 ? "\(settings.warmUp) to warm up, " : "")
      + "\(count) replication\(count == 1 ? "" : "s"), seed \(settings.seed)"
  }

  private var table: TextTable {
    var table = TextTable([
      .text("policy"), .number("response", unit: "s"), .number("± 95 %"), .number("median"),
      .number("P95"), .number("P99"), .number("waiting", unit: "s"), .number("± 95 %"),
      .number("P95"), .number("P99"), .number("service", unit: "s"), .number("jobs in system"),
    ])
    for result in results {
      let (response, waiting) = (result.response, result.waiting)
      table.add(
        [result.policy.rawValue]
          + [
            response.mean, response.halfWidth, response.median, response.percentile95,
            response.percentile99, waiting.mean, waiting.halfWidth, waiting.percentile95,
            waiting.percentile99, result.service.mean, result.meanJobs,
          ].map { $0.map { NumberText.fixed($0, decimals: 4) } ?? "–" })
    }
    return table
  }

  private var notes: [String] {
    var notes: [String] = []
    if load >= 1 {
      let limit = NumberText.significant(planned.system.totalRate, digits: 9)
      notes.append(
        "the plan is not stable at this rate: queues grow for rates from \(limit) jobs/s on")
    }
    switch results.first?.intervals {
    case .replications(let count): notes.append("intervals are over \(count) replications")
    case .batchMeans(let count): notes.append("intervals are over \(count) batches of one run")
    case .some(.none), nil: notes.append("too few jobs for confidence intervals")
    }
    if let trace = workload.trace {
      var note =
        "the trace has \(trace.rows) requests in \(NumberText.significant(trace.duration)) s, mean "
        + "tokens \(NumberText.significant(trace.meanInput)) in and "
        + "\(NumberText.significant(trace.meanOutput)) out"
      if let variation = trace.gapVariation {
        note +=
          ", coefficient of variation of the gaps \(NumberText.significant(variation, digits: 3))"
      }
      if trace.rowsWithoutOutput > 0 { note += "; \(trace.rowsWithoutOutput) make no token" }
      notes.append(note)
    }
    return notes
  }

  var document: JSON {
    var members: [String: JSON] = [
      "instance": .string(planned.instance.name), "arrivalRate": .real(workload.arrivalRate),
      "load": .real(load), "stable": .bool(load < 1),
      "stableLimit": .real(planned.system.totalRate), "jobs": .integer(settings.jobs),
      "warmUp": .integer(settings.warmUp), "replications": .integer(settings.replications),
      "seed": .number("\(settings.seed)"), "policies": .array(results.map(document)),
    ]
    if let trace = workload.trace {
      members["trace"] = .object([
        "requests": .integer(trace.rows), "seconds": .real(trace.duration),
        "meanInputTokens": .real(trace.meanInput), "meanOutputTokens": .real(trace.meanOutput),
        "gapVariation": .real(trace.gapVariation),
        "requestsWithoutOutput": .integer(trace.rowsWithoutOutput),
      ])
    }
    return .object(members)
  }

  private func document(_ result: PolicyResult) -> JSON {
    let intervals =
      switch result.intervals {
      case .replications(let count): "\(count) replications"
      case .batchMeans(let count): "\(count) batches"
      case .none: "none"
      }
    return .object([
      "policy": .string(result.policy.rawValue), "response": Self.document(result.response),
      "waiting": Self.document(result.waiting), "service": Self.document(result.service),
      "intervals": .string(intervals), "jobs": .integer(result.jobs),
      "meanJobs": .real(result.meanJobs), "throughput": .real(result.throughput),
      "utilization": planned.document(ofUtilization: result.utilization),
      "littleGap": .real(result.littleGap), "preemptions": .integer(result.preemptions),
      "swaps": .integer(result.swaps),
    ])
  }

  private static func document(_ times: TimeSummary) -> JSON {
    .object([
      "mean": .real(times.mean), "halfWidth": .real(times.halfWidth),
      "median": .real(times.median), "p95": .real(times.percentile95),
      "p99": .real(times.percentile99),
    ])
  }

  /// Every job as a row, in order of completion.
  var records: String {
    var text =
      "policy,replication,job,arrival_s,start_s,completion_s,chain,input_tokens,output_tokens\n"
    for result in results {
      for (replication, records) in result.records.enumerated() {
        for job in records {
          text +=
            "\(result.policy.rawValue),\(replication + 1),\(job.number + 1),\(job.arrival),"
            + "\(job.start),\(job.completion),\(job.chain + 1),\(job.inputTokens),"
            + "\(job.outputTokens)\n"
        }
      }
    }
    return text
  }
}
