import LinearModels

/// One model in one form, put to a solver.
struct Question {
  /// Only against a solve that hangs; nodes end what does not end.
  private static let hardLimits = SolveParameters(timeLimit: .seconds(3), nodeLimit: 100_000)

  private let name: String
  private let group: String
  private let truth: Truth
  private let isHard: Bool
  private let form: ModelForm

  init(_ known: KnownModel, as form: ModelForm) {
    (name, group, truth, isHard) = (known.name, known.group, known.truth, known.isHard)
    self.form = form
  }

  init(_ file: KnownFile, as form: ModelForm) {
    (name, group, truth, isHard) = (file.name, KnownFile.group, .optimal(file.optimum), false)
    self.form = form
  }

  func findings(of solver: any Solver, _ build: () throws -> Model) -> [Finding] {
    let (copy, findings) = copied(build)
    guard let copy else { return findings }
    return findings + answered(by: solver, copy)
  }

  /// The model, nil where it cannot be had, and what is wrong with its file.
  func copied(_ build: () throws -> Model) -> (model: Model?, findings: [Finding]) {
    do {
      let (model, isFixed) = try form.copy(of: build())
      return (model, isFixed ? [] : [finding(.changedFile, "written again it is another")])
    } catch {
      return (nil, [finding(.changedFile, "\(error)")])
    }
  }

  private func answered(by solver: any Solver, _ model: Model) -> [Finding] {
    do throws(SolverError) {
      let outcome = try solver.solve(
        model, isHard ? Self.hardLimits : SolveParameters())
      let kinds = OutcomeJudge(model: model, truth: truth).findings(outcome)
      return Finding.Kind.allCases.filter(kinds.contains).map { finding($0, outcome.summary) }
    } catch {
      return [finding(.fault, "\(error)")]
    }
  }

  private func finding(_ kind: Finding.Kind, _ words: String) -> Finding {
    Finding(
      kind: kind, model: name, group: group, form: form,
      isAllowed: isHard && !kind.isLie, words: "\(truth), \(words)")
  }
}

extension Outcome {
  fileprivate var summary: String {
    let objective = objective.map { "\($0)" } ?? "none"
    let bound = bound.map { "\($0)" } ?? "none"
    return "\(termination.rawValue), objective \(objective), bound \(bound); \(solverWords)"
  }
}
