import Foundation
import LinearModels
import SolverConformance
import SolverTestSupport
import Testing

/// Solves what makes solvers talk: answers of every kind, a start point, limits.
private func solveAllKinds() throws {
  for backend in Backend.all {
    for known in KnownModel.linear + KnownModel.integer + KnownModel.degenerate {
      _ = try backend.solver.solve(known.build())
    }
    let hard = HardModel.marketSplit()
    _ = try backend.solver.solve(
      hard,
      SolveParameters(
        relativeGap: 0.01, nodeLimit: 1000, threads: 1, start: HardModel.marketSplitStart(hard)))
    _ = try backend.solver.solve(hard, SolveParameters(timeLimit: .milliseconds(200)))
  }
}

@Suite("Solvers keep to themselves")
struct SilenceTests {
  @Test func standardOutputAndErrorStayEmpty() async throws {
    let result = try await #require(
      processExitsWith: .success,
      observing: [\.standardOutputContent, \.standardErrorContent]
    ) {
      try solveAllKinds()
      fflush(nil)
    }
    let output = String(decoding: result.standardOutputContent, as: UTF8.self)
    let error = String(decoding: result.standardErrorContent, as: UTF8.self)
    #expect(output.isEmpty, "\(output.prefix(500))")
    #expect(error.isEmpty, "\(error.prefix(500))")
  }

  @Test func standardInputIsNotRead() async {
    await #expect(processExitsWith: .success) {
      var ends: [Int32] = [0, 0]
      precondition(pipe(&ends) == 0)
      precondition(write(ends[1], "keep\n", 5) == 5)
      dup2(ends[0], 0)
      try solveAllKinds()
      var buffer = [UInt8](repeating: 0, count: 16)
      precondition(read(0, &buffer, 16) == 5, "a solver read standard input")
      exit(0)
    }
  }

  @Test(arguments: Backend.all)
  func logIsPrintedWhenAskedFor(backend: Backend) async throws {
    // An exit test captures nothing but constants, so the backend goes in by name.
    let result =
      switch backend.solver.name {
      case "glpk":
        try await #require(
          processExitsWith: .success, observing: [\.standardOutputContent]
        ) { try printLog(of: "glpk") }
      case "cbc":
        try await #require(
          processExitsWith: .success, observing: [\.standardOutputContent]
        ) { try printLog(of: "cbc") }
      default:
        try await #require(
          processExitsWith: .success, observing: [\.standardOutputContent]
        ) { try printLog(of: "highs") }
      }
    #expect(!result.standardOutputContent.isEmpty)
  }
}

private func printLog(of name: String) throws {
  for backend in Backend.all where backend.solver.name == name {
    _ = try backend.solver.solve(
      HardModel.marketSplit(rows: 2, columns: 10), SolveParameters(printsLog: true))
  }
  fflush(nil)
}
