import Composition
import CompositionTestSupport
import Foundation
import ServerChains
import Testing

/// One row of the values computed independently for the paper's instances; see
/// Tests/Reference/README.md.
struct TunedRow: Sendable, CustomTestStringConvertible {
  let instance: String
  let reservation: Int
  let lower: Double
  let upper: Double
  let chains: Int
  let slots: Int
  let fastestTime: Double
  let totalRate: Double

  var testDescription: String { instance }

  private init?(_ line: Substring) {
    let fields = line.split(separator: ",").map(String.init)
    guard fields.count == 8, let reservation = Int(fields[1]), let lower = Double(fields[2]),
      let upper = Double(fields[3]), let chains = Int(fields[4]), let slots = Int(fields[5]),
      let fastestTime = Double(fields[6]), let totalRate = Double(fields[7])
    else { return nil }
    instance = fields[0]
    self.reservation = reservation
    self.lower = lower
    self.upper = upper
    self.chains = chains
    self.slots = slots
    self.fastestTime = fastestTime
    self.totalRate = totalRate
  }

  static let all: [TunedRow] = {
    let path = Reference.folder.appending(path: "tuned_paper_instances.csv")
    guard let text = try? String(contentsOf: path, encoding: .utf8) else { return [] }
    return text.split(whereSeparator: \.isNewline).dropFirst().compactMap(TunedRow.init)
  }()

  /// The instance as committed under `instances/real`.
  func load() throws -> Instance {
    let folder =
      if instance.contains("_mon") {
        "bloom-measured"
      } else if instance.hasPrefix("llama") {
        "llama-mig9"
      } else {
        "bloom-synthesized"
      }
    let path = Reference.repository.appending(
      path: "instances/real/\(folder)/\(instance).instance.json")
    return try InstanceFile.read(path: path.path)
  }
}

@Suite struct PaperInstancesTests {
  @Test func everyRowIsRead() {
    #expect(TunedRow.all.count == 75)
    #expect(Set(TunedRow.all.map(\.instance)).count == 75)
  }

  @Test(arguments: TunedRow.all)
  func tunedReproducesReference(_ row: TunedRow) throws {
    let instance = try row.load()
    #expect(instance.name == row.instance)
    let tuned = try #require(
      try GreedyComposition.tuned(instance: instance, criterion: .lower, stop: .rate))
    let response = try #require(tuned.response)
    expectNineDigits(response.lower, row.lower)
    guard tuned.reservation == row.reservation else {
      try expectTie(row, instance, lower: response.lower)
      return
    }
    expectNineDigits(response.upper, row.upper)
    #expect(tuned.design.chains.count == row.chains)
    #expect(tuned.design.totalSlots == row.slots)
    expectNineDigits(try #require(tuned.design.chains.first).chain.serviceTime, row.fastestTime)
    expectNineDigits(tuned.design.totalRate, row.totalRate)
  }

  /// Another reservation is right only where the reference's own one is no better by our reckoning
  /// either.
  private func expectTie(_ row: TunedRow, _ instance: Instance, lower: Double) throws {
    let theirs = GreedyComposition(
      instance: instance, reservation: row.reservation, stop: .rate)
    let response = try #require(theirs.response)
    #expect(abs(response.lower - lower) < 1e-9 * lower, "c = \(row.reservation) is no tie")
    expectNineDigits(response.upper, row.upper)
    #expect(theirs.design.totalSlots == row.slots)
    expectNineDigits(theirs.design.totalRate, row.totalRate)
  }

  /// Equal but for the table's rounding to nine decimals and as much again in the ninth digit.
  private func expectNineDigits(
    _ ours: Double, _ theirs: Double, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(
      abs(ours - theirs) <= 5e-10 + 1e-9 * abs(theirs), "\(ours) instead of \(theirs)",
      sourceLocation: sourceLocation)
  }
}
