import Foundation
import LinearModels
import SolverConformance
import SolverIsolation
import SolverTestSupport
import Testing

/// A command-line solver that reads our files.
enum Reader: String, CaseIterable, Sendable {
  case glpsol
  case cbc

  var path: String? {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return folders.map { "\($0)/\(rawValue)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  static let isComplete = allCases.allSatisfy { $0.path != nil }

  /// The objective that the tool finds in a file; nil when it finds none.
  func objective(of text: String, isLP: Bool) throws -> Double? {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("chainwright-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let input = folder.appendingPathComponent(isLP ? "model.lp" : "model.mps").path
    let output = folder.appendingPathComponent("solution.txt").path
    try text.write(toFile: input, atomically: true, encoding: .utf8)
    let arguments =
      switch self {
      // Its presolver for mixed-integer programs errs on some of the random models.
      case .glpsol: [isLP ? "--lp" : "--freemps", input, "-w", output]
      case .cbc: [input, "-preprocess", "off", "-solve", "-solution", output]
      }
    // Foundation's own waiting has missed the end of a process, and gone on for ever.
    let process = try ChildProcess(program: try #require(path), arguments: arguments, channels: [])
    _ = process.wait()
    return parse(try String(contentsOfFile: output, encoding: .utf8))
  }

  private func parse(_ solution: String) -> Double? {
    let lines = solution.split(separator: "\n")
    switch self {
    case .glpsol:
      return lines.first { $0.hasPrefix("s ") }?.split(separator: " ").last.flatMap { Double($0) }
    case .cbc:
      guard let first = lines.first, first.hasPrefix("Optimal") else { return nil }
      return first.split(separator: " ").last.flatMap { Double($0) }
    }
  }
}

@Suite("The solvers' own readers understand our files", .enabled(if: Reader.isComplete))
struct RoundTripTests {
  private static func continuous(_ seed: Int) -> Model {
    var model = RandomModel(seed: seed).model
    for variable in model.variables { model.setKind(of: variable, to: .continuous) }
    return model
  }

  @Test(arguments: Reader.allCases, Array(0..<12))
  func lpFiles(reader: Reader, seed: Int) throws {
    try check(reader, seed, isLP: true)
  }

  @Test(arguments: Reader.allCases, Array(0..<12))
  func mpsFiles(reader: Reader, seed: Int) throws {
    try check(reader, seed, isLP: false)
  }

  @Test(arguments: Reader.allCases, KnownModel.bounds + KnownModel.linear)
  func knownModels(reader: Reader, known: KnownModel) throws {
    guard let objective = known.truth.objective else { return }
    let model = known.build()
    let lp = try reader.objective(of: LPWriter().text(of: model), isLP: true)
    let mps = try reader.objective(of: MPSWriter().text(of: model), isLP: false)
    expect(lp, objective, "LP of \(known.name)")
    expect(mps, model.sense == .minimize ? objective : -objective, "MPS of \(known.name)")
  }

  @Test(arguments: Reader.allCases, KnownFile.all)
  func filesOfOtherPrograms(reader: Reader, file: KnownFile) throws {
    let model = try file.model()
    let sign: Double = model.sense == .minimize ? 1 : -1
    let lp = try #require(try reader.objective(of: LPWriter().text(of: model), isLP: true))
    let mps = try #require(try reader.objective(of: MPSWriter().text(of: model), isLP: false))
    #expect(abs(lp - file.optimum) < 1e-7 && abs(mps - sign * file.optimum) < 1e-7)
  }

  private func check(_ reader: Reader, _ seed: Int, isLP: Bool) throws {
    let model = reader == .glpsol ? Self.continuous(seed) : RandomModel(seed: seed).model
    let ours = try #require(Backend.all.first).solver.solve(model)
    guard let objective = ours.objective else { return }
    let text = try isLP ? LPWriter().text(of: model) : MPSWriter().text(of: model)
    let sign: Double = !isLP && model.sense == .maximize ? -1 : 1
    expect(try reader.objective(of: text, isLP: isLP), sign * objective, "seed \(seed)")
  }

  /// The tools print about eight digits.
  private func expect(_ found: Double?, _ wanted: Double, _ place: String) {
    guard let found else {
      Issue.record("\(place): no objective")
      return
    }
    #expect(abs(found - wanted) <= 1e-7 * max(1, abs(wanted)), "\(place): \(found), not \(wanted)")
  }
}
