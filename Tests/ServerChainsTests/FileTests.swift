import Foundation
import Testing

@testable import ServerChains

@Suite struct FileTests {
  static let example = """
    {
      "format": "chainwright-instance/1",
      "name": "worked-example",
      "service": { "name": "toy", "blocks": 3, "blockMemory": 1, "cacheMemory": 0.1 },
      "arrivalRate": 0.2,
      "maximumLoad": 0.7,
      "servers": [
        { "name": "s1", "memory": 2.50, "communicationTime": 1, "computationTime": 0.1 }
      ],
      "provenance": { "origin": "o", "license": "l", "notes": "n" }
    }
    """

  private func read(_ text: String) throws -> Instance {
    try InstanceFile.instance(from: JSONReader.parse(Array(text.utf8)))
  }

  @Test func whatIsWrittenReadsBackTheSame() throws {
    let instance = try read(Self.example)
    let again = try read(InstanceFile.text(of: instance))
    #expect(again == instance)
    #expect(InstanceFile.text(of: again) == InstanceFile.text(of: instance))
  }

  @Test func digestIgnoresSpellingAndProvenanceButNothingElse() throws {
    let digest = try read(Self.example).digest
    #expect(digest.hasPrefix("sha256:") && digest.count == 71)
    for (old, new) in [("2.50", "2.5"), ("0.2", "2e-1"), ("\"n\"", "\"other\""), ("  ", " ")] {
      #expect(try read(Self.example.replacingOccurrences(of: old, with: new)).digest == digest)
    }
    for (old, new) in [
      ("2.50", "2.51"), ("0.7", "0.8"), ("\"s1\"", "\"s2\""), ("0.1 }\n", "0.2 }\n"),
    ] {
      #expect(try read(Self.example.replacingOccurrences(of: old, with: new)).digest != digest)
    }
  }

  /// NIST's example vectors and the padding boundaries around a block.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func sha256MatchesTheStandard(_ message: String, _ digest: String) {
    #expect(SHA256.hexDigest(of: message.utf8) == digest)
  }

  @Test func outputAppearsWholeOrNotAtAll() throws {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "chainwright-files-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "out.json").path
    try OutputFile.write("first", to: path)
    try OutputFile.write("second", to: path)
    #expect(try InputFile.bytes(at: path) == Array("second".utf8))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["out.json"])
    #expect(throws: InputError.self) {
      try OutputFile.write("x", to: folder.appending(path: "no/such/folder/out.json").path)
    }
    // A folder in the way: nothing is left beside it.
    try FileManager.default.createDirectory(
      at: folder.appending(path: "taken/inner"), withIntermediateDirectories: true)
    #expect(throws: InputError.self) {
      try OutputFile.write("x", to: folder.appending(path: "taken").path)
    }
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        == ["out.json", "taken"])
  }

  @Test func aLinkKeepsPointingAndADeviceIsWrittenNotReplaced() throws {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "chainwright-links-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (target, link) = (folder.appending(path: "target"), folder.appending(path: "link"))
    try OutputFile.write("first", to: target.path)
    try FileManager.default.createSymbolicLink(
      atPath: link.path, withDestinationPath: target.path)
    try OutputFile.write("second", to: link.path)
    #expect(try InputFile.bytes(at: target.path) == Array("second".utf8))
    #expect(
      try FileManager.default.destinationOfSymbolicLink(atPath: link.path) == target.path)
    try OutputFile.write("gone", to: "/dev/null")
    let type = try FileManager.default.attributesOfItem(atPath: "/dev/null")[.type]
    #expect(type as? FileAttributeType == .typeCharacterSpecial)
    #expect(throws: InputError.self) { try OutputFile.write("x", to: "/dev/full") }
  }

  @Test func stringsSurviveEscapes() throws {
    let text = #"{"a": "q\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00"}"#
    let parsed = try JSONReader.parse(Array(text.utf8))
    #expect(parsed == .object(["a": .string("q\"\\/\u{8}\u{c}\n\r\té😀")]))
    #expect(try JSONReader.parse(Array(parsed.compactText.utf8)) == parsed)
  }

  @Test(arguments: [
    "", "{", "[1,", "{\"a\"", "{\"a\":", "{\"a\":1,}", "[1 2]", "01", "1.", ".5", "+1", "1e", "-",
    "NaN", "Infinity", "nul", "\"\\x\"", "\"\\ud800\"", "\"\u{1}\"", "{\"a\":1,\"a\":2}", "1 2",
    "{a:1}", "'a'",
  ])
  func malformedDocumentsAreRefusedWithLineAndColumn(_ text: String) throws {
    let error = #expect(throws: InputError.self) { try JSONReader.parse(Array(text.utf8)) }
    #expect(error?.message.hasPrefix("line 1, column ") == true)
  }

  @Test func deepNestingIsRefusedNotFollowed() {
    let text = String(repeating: "[", count: 1_000_000)
    #expect(throws: InputError.self) { try JSONReader.parse(Array(text.utf8)) }
  }
}
