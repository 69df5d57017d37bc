import Testing

@Suite struct UsageTests {
  @Test(
    arguments: [
      ([], "no command is given; see chainwright --help for the list"),
      (["genrate"], "unknown command genrate; did you mean generate?"),
      (["xyzzy"], "unknown command xyzzy; see --help for the names"),
      (["--verison"], "unknown option --verison; did you mean --version?"),
      (["generate", "--sed", "3"], "unknown option --sed; did you mean --seed?"),
      (
        ["generate", "--family", "sparse"],
        "--family cannot be sparse (choices: mixed, memory, speed, network, paper, homogeneous, "
          + "bprr); choose one of these"
      ),
      (["generate", "--seed"], "--seed needs a value; write --seed S"),
      (["generate", "--seed", "--blocks"], "--seed needs a value; write --seed S"),
      (["generate", "--seed="], "--seed has an empty value; write --seed S"),
      (["generate", "--seed", "1", "--seed=2"], "--seed is given twice; give it once"),
      (
        ["generate", "small"],
        "small is one argument too many; see chainwright generate --help for what it takes"
      ),
      (
        ["generate", "--family", "mixt"],
        "--family cannot be mixt (choices: mixed, memory, speed, network, paper, homogeneous, "
          + "bprr); did you mean mixed?"
      ),
      (
        ["generate", "--servers", "many"],
        "--servers must be a whole number, not many; try --servers 1"
      ),
      (
        ["generate", "--servers", "0"],
        "--servers is 0 but must lie in 1 to 100000; give a number in that range"
      ),
      (
        ["generate", "--copies", "nan"],
        "--copies must be a finite number, not nan; write it like 0.01 or 2.5"
      ),
      (
        ["generate", "--copies", "-1"],
        "--copies is -1 but must lie in 0.01 to 1000; give a number in that range"
      ),
      (
        ["generate", "--seed", "-1"],
        "--seed must be a whole number from 0 to 18446744073709551615, not -1; try --seed 1"
      ),
      (
        ["generate", "--share", "0.3"], "--share means nothing for the family mixed; leave it out"
      ),
      (
        ["generate", "--family", "paper", "--servers", "2"],
        "--servers 2: 100 draws gave no servers that can hold more than 40 of 70 blocks with one "
          + "job's cache; ask for more servers or a larger share of fast ones"
      ),
      (["verify", "one"], "PLAN is missing; name it after the command"),
      (["verify", "--json=yes", "a", "b"], "--json takes no value; leave out the = and after"),
      (["import"], "import needs to know what; write chainwright import paper|helix|azure"),
      (
        ["import", "papr"],
        "import does not know papr (choices: paper, helix, azure); did you mean paper?"
      ),
      (["import", "helix", "--cluster", "x"], "--data is missing; add --data DIR"),
    ] as [([String], String)])
  func wrongUsageIsOneSentenceAndStatus64(arguments: [String], sentence: String) throws {
    let result = try CommandRunner.run(arguments)
    #expect(result.status == 64)
    #expect(result.error == "chainwright: \(sentence)\n")
    #expect(result.output.isEmpty)
  }

  @Test func argumentsAfterTwoDashesAreNames() throws {
    let result = try CommandRunner.run(["verify", "--", "--json", "--help"])
    #expect(result.status == 66)
    #expect(result.error.hasPrefix("chainwright: --json: No such file or directory"))
  }
}
