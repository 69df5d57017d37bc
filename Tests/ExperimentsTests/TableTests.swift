import ServerChains
import Testing

@testable import Experiments

/// What the tables say, against numbers worked out by hand.
@Suite struct TableTests {
  private func csv(_ kind: TableKind, _ records: [Record]) -> [String] {
    TableFormat.csv.text(of: kind.tables(of: Results(records))).split(separator: "\n").map(
      String.init)
  }

  @Test func leastIsBestForResponse() {
    let lines = csv(.gap, [SampleRecords.response])
    #expect(lines[0].hasPrefix("instance,servers,arrival rate (jobs/s),greedy (s),best (s)"))
    #expect(lines[1] == "big|J10,10,0.2,12.5,10,9.5,20,5,2,timeLimit")
  }

  @Test func gapsAreSharesOfTheBestOrTheBound() throws {
    func gaps(_ question: RunQuestion, _ outcome: RunOutcome) throws -> [Double?] {
      let record = SampleRecords.record("x", SampleRecords.glpk, question, outcome)
      let row = try #require(Results([record]).gapRows.first)
      return [row.greedyGap, row.certifiedGap]
    }
    var outcome = RunOutcome(
      status: .done, termination: .timeLimit, value: 4, bound: 5, greedy: 3)
    #expect(try gaps(.rate, outcome) == [0.25, 0.2])
    outcome.bound = 3
    outcome.greedy = 5
    #expect(try gaps(.response, outcome) == [0.2, 0.25])
    outcome.termination = .optimal
    #expect(try gaps(.response, outcome) == [0.2, 0])
    outcome.value = nil
    outcome.termination = .timeLimit
    #expect(try gaps(.response, outcome) == [nil, nil])
  }

  @Test func pointsOfAFrontierAreRows() {
    let lines = csv(.gap, [SampleRecords.frontier])
    #expect(lines.count == 4)
    #expect(lines[1] == "small,4,1,1,1,1,0,0,optimal")
    #expect(lines[3] == "small,4,3,,2.5,2.8,,10.714285714285708,timeLimit")
  }

  @Test func repetitionsAreJoined() {
    let records = [(1, 0.8, 1.2, 1.0), (2, 0.9, 1.1, 2.0), (3, 0.7, 1.0, 9.0)].map {
      SampleRecords.record(
        "x", SampleRecords.glpk, .rate, slots: 1, repetition: $0.0, seconds: $0.3,
        RunOutcome(status: .done, termination: .timeLimit, value: $0.1, bound: $0.2))
    }
    #expect(csv(.gap, records).count == 2)
    #expect(csv(.gap, records)[1].hasSuffix(",,0.9,1,,9.999999999999998,2,timeLimit"))
  }

  @Test func summaryOfGroups() {
    let values: [(Int, Double, Double)] = [
      (10, 0.9, 0.81), (10, 0.8, 0.8), (10, 0.7, 0.63), (20, 1, 0.5),
    ]
    let records = values.enumerated().map { index, row in
      SampleRecords.record(
        "i\(index)", servers: row.0, SampleRecords.glpk, .rate, slots: 5,
        RunOutcome(
          status: .done, termination: row.1 == 1 ? .optimal : .timeLimit, value: row.1, bound: 1,
          greedy: row.2))
    }
    let table = TableKind.summary.tables(of: Results(records))[0]
    let shown = table.rows.map { row in zip(row, table.columns).map { table.shown($0, in: $1) } }
    // Certified gaps 10, 20, 30 % and greedy gaps 10, 0, 10 %; then a proven one whose greedy plan
    // leaves half.
    #expect(shown[0] == ["10", "3", "0", "20.00", "20.00", "30.00", "6.67", "10.00", "10.00"])
    #expect(shown[1] == ["20", "1", "1", "0.00", "0.00", "0.00", "50.00", "50.00", "50.00"])
  }

  @Test func runTimesCountWhatIsUnsolvedWithItsLimit() throws {
    let outcomes: [(Double, PlanTermination?, RunStatus)] = [
      (1, .optimal, .done), (3, .gapReached, .done), (5, .timeLimit, .done), (7, nil, .timedOut),
      (2, nil, .crashed), (4, .heuristic, .done),
    ]
    let records = outcomes.enumerated().map { index, run in
      SampleRecords.record(
        "i\(index)", SampleRecords.glpk, .rate, slots: 1, seconds: run.0,
        RunOutcome(status: run.2, termination: run.1, value: 1, bound: 1))
    }
    let table = try #require(TableKind.runtime.tables(of: Results(records), shift: 1).first)
    // (2 · 4 · 61 · 61 · 61 · 61)^(1/6) − 1
    #expect(
      table.rows[0].map { table.shown($0, in: .text("")) }.prefix(6)
        == ["exact glpk", "6", "2", "2", "1", "1"])
    guard case .number(let mean) = table.rows[0][6] else {
      Issue.record("no mean")
      return
    }
    #expect(abs(mean - 20.914_667_6) < 1e-6)
  }

  @Test func onlyCommonProblemsAreCompared() {
    func record(_ name: String, _ method: RunMethod) -> Record {
      SampleRecords.record(
        name, method, .rate, slots: 1,
        RunOutcome(status: .done, termination: .optimal, value: 1, bound: 1))
    }
    let plain = RunMethod(name: .plainMILP)
    let comparisons = Results([
      record("a", SampleRecords.glpk), record("b", SampleRecords.glpk),
      record("b", SampleRecords.cbc), record("z", plain),
    ]).comparisons
    #expect(
      comparisons.map { $0.contenders.map(\.method) } == [
        ["exact cbc", "exact glpk"], ["plain-milp"],
      ])
    #expect(comparisons.map(\.problemCount) == [1, 1])
    #expect(comparisons.map(\.leftOut) == [1, 0])
  }

  /// The predecessor's value is another quantity: beside response times, never among them.
  @Test func serviceTimesOfRequestsAreAQuestionOfTheirOwn() throws {
    let milp = RunMethod(name: .bprrMILP, parameters: ["requests": .number("3")])
    let records = [
      SampleRecords.record(
        "x", SampleRecords.glpk, .response,
        RunOutcome(status: .done, termination: .optimal, value: 10, bound: 10, greedy: 12)),
      SampleRecords.record(
        "x", milp, .service, seconds: 3,
        RunOutcome(status: .done, termination: .timeLimit, value: 30, bound: 24)),
      SampleRecords.record(
        "x", RunMethod(name: .bprrMILP, parameters: ["requests": .number("2")]), .service,
        seconds: 1, RunOutcome(status: .done, termination: .optimal, value: 20, bound: 20)),
    ]
    let results = Results(records)
    #expect(results.problems.count == 3)
    #expect(
      TableKind.summary.tables(of: results).map(\.key)
        == ["summary-response-servers", "summary-service-servers"])
    let lines = csv(.methods, records)
    #expect(
      lines[1] == "least mean response time,mixed,exact glpk,1,1,1,10,10,s,0,0,1,1")
    #expect(
      lines[2].hasPrefix(
        "least total service time of the requests,mixed,bprr-milp requests=2,1,1,1,20,20,s,0,0,1,"))
    #expect(
      lines[3].hasPrefix(
        "least total service time of the requests,mixed,bprr-milp requests=3,1,1,0,30,24,s,20,20,"))
  }

  @Test func profilesAsNumbers() throws {
    let records = [("a", 1.0, 2.0), ("b", 4.0, 1.0)].flatMap { name, glpk, cbc in
      [(SampleRecords.glpk, glpk), (SampleRecords.cbc, cbc)].map {
        SampleRecords.record(
          name, $0.0, .rate, seconds: $0.1,
          RunOutcome(status: .done, termination: .optimal, value: 1, bound: 1))
      }
    }
    let lines = csv(.profile, records)
    #expect(lines[1] == "exact cbc,50,50,100,100,100,100,100,100,100")
    #expect(lines[2] == "exact glpk,50,50,50,50,100,100,100,100,100")
  }

  @Test func boundsJoinTheSimulation() {
    let lines = csv(.dispatch, SampleRecords.dispatch)
    #expect(lines[1] == "small,0.5,simulate jffc,4,4.2,4.5,4.25,0.125,3,9,12,0.5")
    #expect(lines[2] == "small,0.9,,9,10,11,,,,,,")
    #expect(lines.count == 3)
  }

  /// Bounds and exact values hold for Poisson arrivals and exponential sizes alone.
  @Test func otherWorkloadsHaveNoBounds() throws {
    let bursts = RunMethod(
      name: .simulate, parameters: ["policy": .string("jffc"), "arrivalVariation": .number("3")])
    let entry = DispatchEntry(load: 0.5, mean: 9, halfWidth: 0.5)
    let records =
      SampleRecords.dispatch + [
        SampleRecords.record(
          "small", bursts, .dispatch, RunOutcome(status: .done, points: .dispatch([entry])))
      ]
    let lines = csv(.dispatch, records)
    #expect(lines[1].hasPrefix("small,0.5,simulate jffc,4,4.2,4.5,4.25,0.125"))
    #expect(lines[3] == "small,0.5,simulate jffc arrivalVariation=3,,,,9,0.5,,,,")
    let figure = try #require(FigureKind.response.figure(of: Results(records)))
    #expect(figure.charts.map(\.title) == ["small", "small, arrival variation 3"])
    #expect(figure.charts[0].bands.count == 1 && figure.charts[1].bands.isEmpty)
  }

  @Test func exponentOfAnExactPowerLaw() throws {
    let lines = csv(.scaling, SampleRecords.speed)
    #expect(lines[1].hasPrefix("greedy-speed,mixed,10,6,1,1"))
    let fit = try #require(
      PowerFit([10.0, 20, 40, 80].map { ($0, 3e-6 * $0 * $0 * $0.squareRoot()) }))
    #expect(abs(fit.exponent - 2.5) < 1e-12)
    #expect(abs(fit.factor - 3e-6) < 1e-15)
    #expect(abs(fit.explained - 1) < 1e-12)
    #expect(PowerFit([(10, 1), (10, 2)]) == nil)
    #expect(PowerFit([(1, 1), (2, 4)])?.error == nil)
  }

  @Test func labelsNameWhatTellsRunsApart() {
    func method(_ gap: String, _ solver: String) -> RunMethod {
      RunMethod(name: .exact, parameters: ["solver": .string(solver), "gap": .number(gap)])
    }
    func labels(_ methods: [RunMethod]) -> [String] {
      let records = methods.map { SampleRecords.record("x", $0, .rate, RunOutcome(status: .done)) }
      let labels = MethodLabels(records)
      return methods.map { labels[$0] }
    }
    #expect(labels([method("0.1", "glpk"), method("0.1", "cbc")]) == ["exact glpk", "exact cbc"])
    #expect(
      labels([method("0.1", "glpk"), method("0.2", "glpk")])
        == ["exact glpk gap=0.1", "exact glpk gap=0.2"])
    #expect(
      labels([method("0.1", "glpk"), RunMethod(name: .exact)]) == ["exact glpk gap=0.1", "exact"])
  }
}
