import Foundation
import ServerChains
import Testing

/// Values computed independently of this project; see Tests/Reference/README.md.
struct Reference: Decodable, Sendable, CustomTestStringConvertible {
  struct Tuned: Decodable {
    let reservation: Int
    let lower: Double
    let upper: Double
    let chains: [[Double]]
  }

  let instance: String
  let frontier: [Double]
  let greedyFrontier: [Double]
  let tuned: Tuned

  var testDescription: String { instance }

  static let repository = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  static let folder = repository.appending(path: "Tests/Reference")

  static let all: [Reference] = {
    do {
      let data = try Data(contentsOf: folder.appending(path: "frontiers.json"))
      return try JSONDecoder().decode([Reference].self, from: data)
    } catch {
      fatalError("Tests/Reference/frontiers.json cannot be read: \(error)")
    }
  }()

  func load() throws -> Instance {
    try InstanceFile.read(
      path: Reference.folder.appending(path: "\(instance).instance.json").path)
  }
}
