import Foundation
import LinearModels
import SolverConformance
import SolverTestSupport
import Testing

@Suite("Behaviour in a program", .serialized)
struct BehaviourTests {
  /// `CHAINWRIGHT_ROUNDS` asks for fewer where a sanitizer makes each one slow.
  static let rounds =
    ProcessInfo.processInfo.environment["CHAINWRIGHT_ROUNDS"].flatMap { Int($0) } ?? 20

  @Test(arguments: Backend.all)
  func thirtyTwoModelsFromFourThreadsTwentyTimes(backend: Backend) async throws {
    let models = (0..<32).map { RandomModel(seed: 100 + $0) }
    let best = models.map { $0.bestByEnumeration() }
    for round in 0..<Self.rounds {
      let wrong = await withTaskGroup(of: [Int].self) { group in
        for part in 0..<4 {
          group.addTask {
            stride(from: part, to: 32, by: 4).filter { index in
              let outcome = try? backend.solver.solve(models[index].model)
              return outcome == nil || !agree(outcome?.objective, best[index])
            }
          }
        }
        return await group.reduce(into: []) { $0 += $1 }
      }
      #expect(wrong.isEmpty, "round \(round)")
    }
  }

  @Test(arguments: Backend.all)
  func sameModelSameAnswer(backend: Backend) throws {
    let model = HardModel.marketSplit(rows: 2, columns: 16)
    let first = try backend.solver.solve(model)
    for _ in 0..<3 {
      let again = try backend.solver.solve(model)
      #expect(again.point == first.point)
      #expect(again.nodes == first.nodes)
    }
  }

  @Test(arguments: Backend.all)
  func aModelIsNotChangedByASolve(backend: Backend) throws {
    var model = Model(sense: .maximize)
    let x = model.addVariable(upper: 9, kind: .integer)
    model.objective = LinearExpression(x)
    #expect(try backend.solver.solve(model).objective == 9)
    model.addRow(2 * x <= 9)
    #expect(try backend.solver.solve(model).objective == 4)
    model.setBounds(of: x, lower: 0, upper: 3)
    #expect(try backend.solver.solve(model).objective == 3)
  }

  @Test(arguments: Backend.all)
  func saysWhoItIs(backend: Backend) {
    #expect(backend.solver.version.contains("."))
    #expect(["GPL-3.0-or-later", "EPL-2.0", "MIT"].contains(backend.solver.license))
  }

  @Test(arguments: Backend.all)
  func integersAreWholeNumbers(backend: Backend) throws {
    var model = Model(sense: .maximize)
    let x = (0..<8).map { _ in model.addVariable(kind: .integer) }
    var sum = LinearExpression()
    for (index, variable) in x.enumerated() {
      sum.add(0.1 * Double(index + 1), variable)
      model.objective.add(0.3 * Double(index + 1) + 0.01, variable)
    }
    model.addRow(sum <= 7.3)
    let point = try #require(try backend.solver.solve(model).point)
    #expect(point.values.allSatisfy { $0 == $0.rounded() })
  }

  @Test(arguments: Backend.all.filter { $0.solver.capabilities.givesRowDuals })
  func rowDualsAreTheSlopeOfTheObjective(backend: Backend) throws {
    func model(_ change: [Double], _ sense: Sense) -> Model {
      var model = Model(sense: sense)
      let x = model.addVariable()
      let y = model.addVariable()
      let sign: Double = sense == .maximize ? 1 : -1
      model.addRow(x <= 4 + change[0])
      model.addRow(2 * y <= 12 + change[1])
      model.addRow(3 * x + 2 * y <= 18 + change[2])
      model.objective = sign * (3 * x + 5 * y)
      return model
    }
    for sense in [Sense.maximize, .minimize] {
      let base = try backend.solver.solve(model([0, 0, 0], sense))
      let duals = try #require(base.rowDuals)
      for row in 0..<3 {
        var change = [0.0, 0, 0]
        change[row] = 0.01
        let moved = try backend.solver.solve(model(change, sense))
        let slope = (try #require(moved.objective) - (try #require(base.objective))) / 0.01
        #expect(abs(slope - duals[row]) < 1e-7)
      }
    }
  }
}
