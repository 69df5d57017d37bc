import Foundation
import Testing

/// Bad input through the program: one clear sentence, the documented status, nothing printed and
/// nothing left behind.
@Suite struct BadInputTests {
  private func expectRefusal(
    _ result: CommandRunner.Result, _ sentence: String, status: Int32 = 65,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(result.status == status, sourceLocation: sourceLocation)
    #expect(result.error == "chainwright: \(sentence)\n", sourceLocation: sourceLocation)
    #expect(result.output.isEmpty, sourceLocation: sourceLocation)
  }

  @Test func theUndamagedFilesAreGood() throws {
    try BadInput.inFiles { files in
      #expect(try CommandRunner.run(["greedy", files.instance]).status == 0)
      let verified = try CommandRunner.run(["verify", files.instance, files.plan])
      #expect(verified.status == 0)
      let built = try CommandRunner.run([
        "solve", files.instance, "--question", "cache", "--placement", files.plan,
      ])
      #expect(built.status == 0)
    }
  }

  @Test(arguments: BadInput.instances)
  func aBadInstance(_ bad: BadInput) throws {
    try BadInput.inFiles(damagedInstance: bad) { files in
      let result = try CommandRunner.run(["greedy", files.instance, "-o", files.output])
      expectRefusal(result, "\(files.instance): \(bad.sentence)")
      #expect(files.isClean)
    }
  }

  @Test(arguments: BadInput.plans)
  func aBadPlan(_ bad: BadInput) throws {
    try BadInput.inFiles(damagedPlan: bad) { files in
      let sentence = "\(files.plan): \(bad.sentence)"
      expectRefusal(try CommandRunner.run(["verify", files.instance, files.plan]), sentence)
      let solve = [
        "solve", files.instance, "--question", "cache", "--placement", files.plan, "-o",
        files.output,
      ]
      expectRefusal(try CommandRunner.run(solve), sentence)
      #expect(files.isClean)
    }
  }

  @Test(arguments: BadInput.brokenRules + BadInput.brokenOutcomes)
  func verifyNamesTheBrokenRule(_ bad: BadInput) throws {
    try BadInput.inFiles(damagedPlan: bad) { files in
      let result = try CommandRunner.run(["verify", files.instance, files.plan])
      #expect(result.status == 1)
      #expect(result.error.isEmpty)
      let lines = result.output.split(separator: "\n")
      #expect(lines.contains("- \(bad.sentence)"))
      #expect(!lines.contains("valid"))
    }
  }

  @Test(arguments: BadInput.brokenRules)
  func aPlanThatBreaksARuleIsNotBuiltUpon(_ bad: BadInput) throws {
    try BadInput.inFiles(damagedPlan: bad) { files in
      let result = try CommandRunner.run([
        "solve", files.instance, "--question", "cache", "--placement", files.plan, "-o",
        files.output,
      ])
      let rule = bad.sentence.prefix { $0 != ":" }
      let finding = bad.sentence.dropFirst(rule.count + 2)
      expectRefusal(
        result, "\(files.plan): \(finding) (rule \(rule)); use a plan that `verify` accepts")
      #expect(files.isClean)
    }
  }

  @Test func filesThatAreNoText() throws {
    try BadInput.inFiles { files in
      var bytes = Array(BadInput.instance.utf8)
      let place = try #require(bytes.firstIndex(of: UInt8(ascii: "p")))
      bytes[place] = 0xFF
      try Data(bytes).write(to: URL(fileURLWithPath: files.instance))
      let binary = try CommandRunner.run(["greedy", files.instance])
      #expect(binary.status == 65)
      #expect(binary.error.contains("the string is not valid UTF-8; save the file as UTF-8"))
      try String(repeating: "[", count: 100_000)
        .write(toFile: files.instance, atomically: true, encoding: .utf8)
      let deep = try CommandRunner.run(["greedy", files.instance])
      #expect(deep.status == 65)
      #expect(deep.error.hasSuffix("nested too deeply; flatten the document\n"))
      expectRefusal(
        try CommandRunner.run(["greedy", files.directory]),
        "\(files.directory): Is a directory; name a regular file")
    }
  }

  @Test(arguments: ["greedy", "solve"])
  func anOutputThatCannotBeWritten(command: String) throws {
    try BadInput.inFiles { files in
      let question = command == "solve" ? ["--question", "rate"] : []
      for (output, reason) in [
        ("\(files.directory)/no/such/folder.json", "No such file or directory"),
        (files.directory, "Is a directory"), ("\(files.plan)/x.json", "Not a directory"),
        ("/dev/full", "No space left on device"),
      ] {
        let result = try CommandRunner.run([command, files.instance, "-o", output] + question)
        expectRefusal(
          result, "\(output): cannot be written: \(reason); name a place you may write to")
        #expect(files.isClean)
      }
    }
  }

  @Test func missingFilesAre66() throws {
    try BadInput.inFiles { files in
      let sentence = "gone.json: No such file or directory; check the path"
      for arguments in [
        ["greedy", "gone.json", "-o", files.output], ["verify", "gone.json", files.plan],
        ["verify", files.instance, "gone.json"], ["gap", files.instance, "gone.json"],
        [
          "solve", files.instance, "--question", "cache", "--placement", "gone.json", "-o",
          files.output,
        ],
      ] {
        expectRefusal(try CommandRunner.run(arguments), sentence, status: 66)
        #expect(files.isClean)
      }
    }
  }

  @Test(arguments: ["arrivalRate", "maximumLoad"])
  func aQuestionThatNeedsTheLoad(field: String) throws {
    let value = field == "arrivalRate" ? "0.2" : "0.7"
    let without = BadInput("without \(field)", .replace("\"\(field)\": \(value),", ""), "")
    try BadInput.inFiles(damagedInstance: without) { files in
      for question in ["slots", "disjoint"] {
        for command in ["solve", "export-model"] {
          let result = try CommandRunner.run([
            command, files.instance, "--question", question, "-o", files.output,
          ])
          expectRefusal(
            result,
            "\(files.instance): \(field): missing; the question \(question) "
              + "needs arrivalRate and maximumLoad, add it"
          )
          #expect(files.isClean)
        }
      }
    }
  }
}
