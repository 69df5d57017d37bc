import Foundation
import ServerChains
import Testing

/// Values computed independently of this project; see Tests/Reference/README.md.
package struct Reference: Decodable, Sendable, CustomTestStringConvertible {
  package struct Tuned: Decodable {
    package let reservation: Int
    package let lower: Double
    package let upper: Double
    package let chains: [[Double]]
  }

  package let instance: String
  package let frontier: [Double]
  package let greedyFrontier: [Double]
  package let tuned: Tuned

  package var testDescription: String { instance }

  package static let repository = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  package static let folder = repository.appending(path: "Tests/Reference")

  package static let all: [Reference] = {
    do {
      let data = try Data(contentsOf: folder.appending(path: "frontiers.json"))
      return try JSONDecoder().decode([Reference].self, from: data)
    } catch {
      fatalError("Tests/Reference/frontiers.json cannot be read: \(error)")
    }
  }()

  package func load() throws -> Instance {
    try InstanceFile.read(
      path: Reference.folder.appending(path: "\(instance).instance.json").path)
  }
}
