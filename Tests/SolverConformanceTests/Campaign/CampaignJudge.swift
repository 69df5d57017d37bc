import LinearModels

/// What is wrong with an outcome, or worth counting.
enum Finding: String, CaseIterable {
  /// Infeasible, unbounded or one of them, though there is a best point.
  case falseEnd = "false end"
  /// Optimal with an objective off by more than a millionth, or where there is no best point.
  case falseOptimum = "false optimum"
  /// A point that breaks a row by more than a millionth of what its integers leave to the rest.
  case falsePoint = "false point"
  /// A bound that the best point beats by more than a billionth.
  case falseBound = "false bound"
  /// Optimal with a point that breaks a row, and that only for this is better than any true one.
  case loosePoint = "loose point"
  /// Optimal and off by between a billionth and a millionth.
  case nearOptimum = "near optimum"
  case fault
  /// An end without a proof, or a limit.
  case unproven

  /// Whether a user would be told what is not so.
  var isLie: Bool {
    switch self {
    case .falseEnd, .falseOptimum, .falsePoint, .falseBound: true
    case .loosePoint, .nearOptimum, .fault, .unproven: false
    }
  }
}

/// An outcome beside the truth.
struct CampaignJudge {
  let model: Model
  let truth: Truth

  func findings(_ outcome: Outcome) -> Set<Finding> {
    var findings = endFindings(outcome)
    let broken = outcome.point.map { worstBreak(at: $0) } ?? 0
    if broken > 1e-6 { findings.insert(.falsePoint) }
    if let bound = outcome.bound, isBeaten(bound) { findings.insert(.falseBound) }
    if findings.contains(.falseOptimum), broken > 0, broken <= 1e-6, isBeyondTruth(outcome) {
      // Within the tolerance that is promised, the point is there: no lie, but a loose answer.
      findings.remove(.falseOptimum)
      findings.insert(.loosePoint)
    }
    return findings
  }

  private func endFindings(_ outcome: Outcome) -> Set<Finding> {
    switch (outcome.termination, truth) {
    case (.infeasible, .infeasible), (.unbounded, .unbounded): []
    case (.infeasible, _), (.unbounded, _), (.infeasibleOrUnbounded, .optimal): [.falseEnd]
    case (.optimal, .optimal(let best)):
      switch distance(outcome.objective ?? .infinity, best) {
      case ...1e-9: []
      case ...1e-6: [.nearOptimum]
      default: [.falseOptimum]
      }
    case (.optimal, _): [.falseOptimum]
    default: [.unproven]
    }
  }

  /// Whether the objective is better than that of any true point.
  private func isBeyondTruth(_ outcome: Outcome) -> Bool {
    guard let objective = outcome.objective, case .optimal(let best) = truth else {
      return truth == .infeasible
    }
    return model.sense == .minimize ? objective < best : objective > best
  }

  /// The difference, relative above 1.
  private func distance(_ value: Double, _ best: Double) -> Double {
    abs(value - best) / max(1, abs(best))
  }

  private func isBeaten(_ bound: Double) -> Bool {
    switch truth {
    case .infeasible: false
    case .unbounded: true
    case .optimal(let best):
      distance(bound, best) > 1e-9 && (model.sense == .minimize ? bound > best : bound < best)
    }
  }

  /// By how much a row or bound is broken at most, in parts of its size, above 1.
  ///
  /// A row's size is that of its other terms and of the side that its integers leave them: an
  /// integer is a whole number, so however large its coefficient is, it brings no error.
  private func worstBreak(at point: Point) -> Double {
    var worst = 0.0
    for variable in model.variables {
      let (lower, upper) = model.bounds(of: variable)
      let value = point[variable]
      worst = max(worst, max(lower - value, value - upper) / max(1, abs(value)))
      if model.kind(of: variable).isIntegral, value != value.rounded() { worst = .infinity }
    }
    for row in model.rows {
      let (lower, upper) = model.bounds(of: row)
      var whole = Rational.zero
      var rest = Rational.zero
      var size = 1.0
      for term in model.terms(of: row) {
        let product = Rational(term.coefficient) * Rational(point[term.variable])
        if model.kind(of: term.variable).isIntegral {
          whole += product
        } else {
          rest += product
          size = max(size, product.magnitude.roundedUp)
        }
      }
      for (side, sign) in [(lower, 1), (upper, -1)] where side.isFinite {
        let left = Rational(side) - whole
        let excess = Rational(sign) * (left - rest)
        guard !excess.isNegative, !excess.isZero else { continue }
        worst = max(worst, excess.roundedUp / max(size, left.magnitude.roundedUp))
      }
    }
    return worst
  }
}

/// How often what was found, by kind.
struct CampaignTally {
  private var models: [HardKind: Int] = [:]
  private var counts: [HardKind: [Finding: Int]] = [:]
  private var examples: [Finding: [String]] = [:]
  private(set) var lies: [String] = []

  mutating func add(_ findings: Set<Finding>, seed: Int, words: String) {
    let kind = HardKind(seed: seed)
    models[kind, default: 0] += 1
    for finding in findings {
      counts[kind, default: [:]][finding, default: 0] += 1
      let line = "seed \(seed), \(kind.rawValue): \(finding.rawValue): \(words)"
      if finding.isLie { lies.append(line) }
      if examples[finding, default: []].count < 12 { examples[finding, default: []].append(line) }
    }
  }

  /// The counts, one line for a kind.
  var table: String {
    func padded(_ text: String) -> String {
      String(repeating: " ", count: max(1, 15 - text.count)) + text
    }
    var lines = [
      "kind".padding(20) + padded("models")
        + Finding.allCases.map { padded($0.rawValue) }.joined()
    ]
    for kind in HardKind.allCases {
      let row = Finding.allCases.map { padded("\(counts[kind]?[$0] ?? 0)") }.joined()
      lines.append(kind.rawValue.padding(20) + padded("\(models[kind] ?? 0)") + row)
    }
    return lines.joined(separator: "\n")
  }

  /// A few of each finding.
  var details: String {
    Finding.allCases.flatMap { examples[$0] ?? [] }.joined(separator: "\n")
  }
}

extension String {
  fileprivate func padding(_ width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
