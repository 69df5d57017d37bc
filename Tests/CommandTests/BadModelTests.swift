import Foundation
import Testing

/// Bad input of `solve-model`: one clear sentence, the documented status, nothing printed and
/// nothing left behind.
@Suite struct BadModelTests {
  private func expectRefusal(
    _ arguments: [String], _ sentence: String, status: Int32 = 65,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let result = try CommandRunner.run(["solve-model"] + arguments)
    #expect(result.status == status, sourceLocation: sourceLocation)
    #expect(result.error == "chainwright: \(sentence)\n", sourceLocation: sourceLocation)
    #expect(result.output.isEmpty, sourceLocation: sourceLocation)
  }

  /// A start of the knapsack and what is wrong with it.
  @Test(arguments: [
    ("a 1\nb nan", "line 2: b nan: nan is no finite number; write it like 2.5"),
    ("a inf", "line 1: a inf: inf is no finite number; write it like 2.5"),
    ("a 1e999", "line 1: a 1e999: 1e999 is no finite number; write it like 2.5"),
    ("a 0x1", "line 1: a 0x1: 0x1 is no finite number; write it like 2.5"),
    ("a\nb 1", "line 1: a: expected a name and a value; add the missing one"),
    ("ret 1", "line 1: ret 1: the model has no variable ret; did you mean rest?"),
    (
      "\n\nother 1", "line 3: other 1: the model has no variable other; use the names of its file"
    ),
    ("a 1\nb 0\na 1", "line 3: a 1: a is given twice; give it once"),
    (
      "a 0.5",
      "line 1: a 0.5: integer variable a (column 0) is 0.5, off a whole number by 0.5; "
        + "give a value that the model allows"
    ),
    (
      "rest -1",
      "line 1: rest -1: variable rest (column 3) is -1.0, below its bound 0.0 by 1.0; "
        + "give a value that the model allows"
    ),
    (
      "a 1\nb 1\nc 1\nrest 0",
      "no feasible point: row weight (number 0) is 9.0, above its bound 6.0 by 3.0; "
        + "give a feasible point or none"
    ),
    ("a 1\nb 0\nrest 0", "c: missing; glpk takes only a start of all 4 variables, add it"),
    ("# nothing\n", "holds no values; give lines of a variable's name and its value"),
    (
      #"{"point": {"a": 1e999}}"#,
      "point.a: 1e999: the number is too large; give one below 1e308"
    ),
    (
      #"{"point": {"a": "1"}}"#,
      #"point.a: "1": expected a number but found a string; write it without quotes"#
    ),
    (
      #"{"point": {"ret": 1}}"#, "point.ret: 1: the model has no variable ret; did you mean rest?"
    ),
    (
      #"{"point": [1]}"#,
      "point: [1]: expected an object but found a list; put its members in braces"
    ),
    (
      #"{"point": null, "value": null}"#,
      "point: missing; give the document of a solve that found a point"
    ),
    (
      #"{"pont": {}}"#,
      "pont: unknown key; the keys allowed here are bound, claimedBound, gap, model, point, "
        + "reason, seconds, sense, solver, termination, value"
    ),
  ])
  func aBadStart(text: String, sentence: String) throws {
    try SampleModels.inFile(SampleModels.knapsack) { file in
      let start = "\(file).start"
      try text.write(toFile: start, atomically: true, encoding: .utf8)
      let arguments = [file, "--solver", "glpk", "--start", start, "-o", "\(file).json"]
      try expectRefusal(arguments, "\(start): \(sentence)")
      #expect(!FileManager.default.fileExists(atPath: "\(file).json"))
    }
  }

  @Test func aBadModelNamesFileAndLine() throws {
    for (name, text, sentence) in [
      (
        "m.lp", "Minimize\n x\nSubject To\n r: x >= \nEnd\n", "line 5: "
      ), ("m.mps", "NAME x\nROWS\n N c\nCOLUMNS\n x d 1\nENDATA\n", "line 5: "),
      ("m.lp", "Minimize\n x\nBounds\n 3 <= x <= two\nEnd\n", "line 4: "), ("m.mps", "", ""),
      (
        "m.lp", "Maximize\n x\nSubject To\n r: x >= 9007199254740000\nGenerals\n x\nEnd\n",
        "The rows leave to integer variable x"
      ),
    ] {
      try SampleModels.inFile(text, named: name) { file in
        let result = try CommandRunner.run(["solve-model", file])
        #expect(result.status == 65)
        #expect(result.error.hasPrefix("chainwright: \(file): \(sentence)"))
        #expect(result.error.contains("; "))
        #expect(result.output.isEmpty)
      }
    }
  }

  @Test func aCompressedModelIsRefusedByNameAndByContent() throws {
    try SampleModels.inFile("", named: "m.lp") { file in
      try Data([0x1F, 0x8B, 8, 0]).write(to: URL(fileURLWithPath: file))
      try expectRefusal([file], "\(file): is compressed; unpack it first, for instance with gunzip")
      try expectRefusal(
        ["m.mps.gz"], "m.mps.gz: is compressed; unpack it first, for instance with gunzip")
    }
  }

  @Test func placesThatAreNoFiles() throws {
    try SampleModels.inFile(SampleModels.knapsack) { file in
      let folder = URL(fileURLWithPath: file).deletingLastPathComponent().path
      try expectRefusal(
        [folder, "--format", "lp"], "\(folder): Is a directory; name a regular file")
      try expectRefusal(
        ["gone.lp"], "gone.lp: No such file or directory; check the path", status: 66)
      try expectRefusal(
        [file, "--start", "gone.json"], "gone.json: No such file or directory; check the path",
        status: 66)
      try expectRefusal(
        [file, "-o", "\(folder)/no/such.json"],
        "\(folder)/no/such.json: cannot be written: No such file or directory; "
          + "name a place you may write to")
    }
  }

  @Test(
    arguments: [
      ([], "FILE is missing; name it after the command"),
      (
        ["model.txt"],
        "the format of model.txt is not known by its name; add --format lp or --format mps"
      ),
      (
        ["-"],
        "the format of standard input is not known by its name; add --format lp or --format mps"
      ),
      (
        ["m.lp", "--format", "mpx"],
        "--format cannot be mpx (choices: lp, mps); did you mean mps?"
      ),
      (["m.lp", "--memory-limit", "64"], "--memory-limit needs --isolate; add it"),
      (
        ["m.lp", "--gap", "2"], "--gap is 2 but must lie in 0 to 1; give a number in that range"
      ),
      (
        ["m.lp", "--node-limit", "-1"],
        "--node-limit is -1 but must lie in 0 or more; give a number in that range"
      ),
    ] as [([String], String)])
  func wrongUsageIs64(arguments: [String], sentence: String) throws {
    try expectRefusal(arguments, sentence, status: 64)
  }
}
