import Foundation
import LinearModels
import SolverTestSupport
import Testing

/// The MILPs that Helix's authors published, where the data lies beside the package.
enum HelixModels {
  /// A folder that the environment names must be there; the tests fail without it.
  static let folder: String? = {
    if let named = ProcessInfo.processInfo.environment["CHAINWRIGHT_DATA"] {
      return "\(named)/helix/milp"
    }
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let beside = root.deletingLastPathComponent().appendingPathComponent("shared/data/helix/milp")
    return FileManager.default.fileExists(atPath: beside.path) ? beside.path : nil
  }()

  /// Where a file is that must be there.
  private static func path(of file: String) throws -> String {
    let path = "\(try #require(folder))/\(file)"
    try #require(
      FileManager.default.fileExists(atPath: path),
      "\(path) is missing; Documentation/Data.md says where it comes from")
    return path
  }

  static func read(_ name: String) throws -> Model {
    let file = URL(fileURLWithPath: try path(of: "\(name).lp"))
    return try LPReader().model(from: Array(try Data(contentsOf: file)))
  }

  /// The stored solution of a model: its values by name and its objective.
  static func solution(_ name: String) throws -> (values: [String: Double], objective: Double) {
    let path = try path(of: "\(name).sol")
    var values: [String: Double] = [:]
    var objective = Double.nan
    for line in try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n") {
      let words = line.split(separator: " ")
      if line.hasPrefix("# Objective"), let last = words.last { objective = Double(last) ?? .nan }
      if words.count == 2, let value = Double(words[1]) { values[String(words[0])] = value }
    }
    return (values, objective)
  }
}

@Suite(
  "The MILPs of Helix",
  .enabled(
    if: HelixModels.folder != nil,
    """
    helix/milp is not here: Documentation/Data.md says what it holds; put it in ../shared/data or \
    name its folder in CHAINWRIGHT_DATA
    """
  ))
struct HelixTests {
  @Test(arguments: [
    "a100x4_llama30b", "l4x8_llama30b", "quality10_llama30b", "single24_llama70b",
  ])
  func storedSolutionsAreFeasible(name: String) throws {
    let model = try HelixModels.read(name)
    let stored = try HelixModels.solution(name)
    let values = try model.variables.map { try #require(stored.values[model.name(of: $0)]) }
    let cleaned = try PointCheck(model).cleaned(values)
    #expect(abs(model.objective.value(at: cleaned) - stored.objective) < 1e-5 * stored.objective)
  }

  @Test(arguments: Backend.all)
  func a100x4(backend: Backend) throws {
    let outcome = try backend.solver.solve(
      HelixModels.read("a100x4_llama30b"), SolveParameters(timeLimit: .seconds(2400)))
    #expect(outcome.termination == .optimal, "\(outcome.solverWords)")
    #expect(abs(try #require(outcome.objective) - 1044.53) < 0.01)
  }
}
