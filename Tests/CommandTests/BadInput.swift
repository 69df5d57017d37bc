import Foundation
import ServerChains
import Testing

/// A damaged file and what the program must say of it.
struct BadInput: Sendable, CustomTestStringConvertible {
  /// The damage.
  enum Change: Sendable {
    /// The second half is missing.
    case cutShort
    /// One passage stands for another.
    case replace(String, String)
    /// This is all there is.
    case text(String)
  }

  let name: String
  let change: Change
  /// After the file's name: field, value, what is wrong, and what to do.
  let sentence: String

  init(_ name: String, _ change: Change, _ sentence: String) {
    self.name = name
    self.change = change
    self.sentence = sentence
  }

  var testDescription: String { name }

  /// The file with the damage done.
  func damaged(_ whole: String) throws -> String {
    switch change {
    case .cutShort: return String(whole.prefix(whole.count / 2))
    case .text(let text): return text
    case .replace(let old, let new):
      try #require(whole.components(separatedBy: old).count == 2, "\(old) must stand there once")
      return whole.replacingOccurrences(of: old, with: new)
    }
  }

  /// Two servers that hold four blocks, one job at a time.
  static let instance = """
    {
      "format": "chainwright-instance/1",
      "name": "pair",
      "service": { "name": "m", "blocks": 4, "blockMemory": 1, "cacheMemory": 0.5 },
      "arrivalRate": 0.2,
      "maximumLoad": 0.7,
      "servers": [
        { "name": "a", "memory": 3, "communicationTime": 1, "computationTime": 0.5 },
        { "name": "b", "memory": 5, "communicationTime": 2, "computationTime": 0.25 }
      ]
    }

    """

  /// A valid plan of the instance but for its digest, which the test fills in.
  static let plan = """
    {
      "format": "chainwright-plan/1",
      "instance": "pair",
      "instanceDigest": "{digest}",
      "placements": [
        { "server": "a", "firstBlock": 1, "blockCount": 2 },
        { "server": "b", "firstBlock": 3, "blockCount": 2 }
      ],
      "chains": [ { "servers": ["a", "b"], "capacity": 1 } ],
      "method": { "name": "by-hand" },
      "outcome": { "question": "rate", "value": 0.2222222222222222, "bound": 0.5, \
    "termination": "heuristic" }
    }

    """

  /// A directory with the two files, damaged where told, and a place for output.
  struct Files {
    let directory: String
    var instance: String { "\(directory)/pair.instance.json" }
    var plan: String { "\(directory)/pair.plan.json" }
    var output: String { "\(directory)/out.plan.json" }

    /// Whether nothing but the two inputs is there: neither an output nor part of one.
    var isClean: Bool {
      let names = try? FileManager.default.contentsOfDirectory(atPath: directory)
      return names?.sorted() == ["pair.instance.json", "pair.plan.json"]
    }
  }

  /// Writes both files and gives their places.
  static func inFiles(
    damagedInstance: BadInput? = nil, damagedPlan: BadInput? = nil, _ body: (Files) throws -> Void
  ) throws {
    try CommandRunner.inDirectory { directory in
      let files = Files(directory: directory)
      try instance.write(toFile: files.instance, atomically: true, encoding: .utf8)
      let digest = try InstanceFile.read(path: files.instance).digest
      let damagedText = try damagedPlan?.damaged(plan) ?? plan
      try damagedText.replacingOccurrences(of: "{digest}", with: digest)
        .write(toFile: files.plan, atomically: true, encoding: .utf8)
      if let damagedInstance {
        try damagedInstance.damaged(instance)
          .write(toFile: files.instance, atomically: true, encoding: .utf8)
      }
      try body(files)
    }
  }
}
