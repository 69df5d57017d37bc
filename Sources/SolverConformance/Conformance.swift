import LinearModels

/// Models of which the truth is known, put to a solver.
///
/// Every answer comes from the solver's `solve`, as a user gets it, and is held against the truth.
/// A backend of one's own is held against all of it in a few lines, in a program or in a test of
/// any framework:
///
///     let report = Conformance().report(on: MySolver())
///     print(report)
///     precondition(report.isConforming)
///
/// Where each model is to be a test case of its own, ``findings(of:on:as:)`` asks for one:
///
///     for known in KnownModel.all {
///       for finding in Conformance.findings(of: MySolver(), on: known) { fail("\(finding)") }
///     }
public struct Conformance: Sendable {
  /// The catalogue; each model is asked as built, and again from each kind of file.
  public var models: [KnownModel]
  /// Files of other programs.
  public var files: [KnownFile]
  /// Seeds of random models, for ``KnownModel/random(seed:)``.
  public var randomSeeds: Range<Int>
  /// Seeds of knapsacks, for ``KnownModel/nearTies(seed:)``.
  public var nearTieSeeds: Range<Int>
  /// Seeds of hard models, for ``KnownModel/hard(seed:)``.
  public var hardSeeds: Range<Int>

  /// All of it; parts are left out by giving fewer of them.
  ///
  /// - Complexity: With the defaults some 3500 solves of small models.
  public init(
    models: [KnownModel] = KnownModel.all, files: [KnownFile] = KnownFile.all,
    randomSeeds: Range<Int> = 0..<1000, nearTieSeeds: Range<Int> = 0..<30,
    hardSeeds: Range<Int> = 0..<2000
  ) {
    (self.models, self.files) = (models, files)
    (self.randomSeeds, self.nearTieSeeds) = (randomSeeds, nearTieSeeds)
    self.hardSeeds = hardSeeds
  }

  /// Asks the solver about everything, one model after the other.
  public func report(on solver: any Solver) -> ConformanceReport {
    var report = ConformanceReport(solver: "\(solver.name) \(solver.version)")
    func ask(_ known: KnownModel, as form: ModelForm = .built) {
      report.add(Self.findings(of: solver, on: known, as: form), group: known.group)
    }
    for form in ModelForm.allCases {
      for known in models { ask(known, as: form) }
      for file in files {
        report.add(Self.findings(of: solver, on: file, as: form), group: KnownFile.group)
      }
    }
    for seed in randomSeeds { ask(.random(seed: seed)) }
    for seed in nearTieSeeds { ask(.nearTies(seed: seed)) }
    for seed in hardSeeds { ask(.hard(seed: seed)) }
    return report
  }

  /// What a solver says of one model that is not so, not proven, or not as good as it could be.
  ///
  /// - Returns: Nothing where the end, the point and the bound are those of the truth.
  public static func findings(
    of solver: any Solver, on known: KnownModel, as form: ModelForm = .built
  ) -> [Finding] {
    Question(known, as: form).findings(of: solver) { known.build() }
  }

  /// What a solver says of a file of another program that is not so.
  ///
  /// - Parameter form: ``ModelForm/built`` for the model as it is read, another for its copy.
  public static func findings(
    of solver: any Solver, on file: KnownFile, as form: ModelForm = .built
  ) -> [Finding] {
    Question(file, as: form).findings(of: solver) { try file.model() }
  }

  /// Whether a model's file can be read back and is the same when it is written again.
  ///
  /// No solver is asked.
  public static func findings(inFileOf known: KnownModel, as form: ModelForm) -> [Finding] {
    Question(known, as: form).copied { known.build() }.findings
  }
}

extension KnownFile {
  static let group = "files"
}
