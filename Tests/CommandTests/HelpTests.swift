import Testing

@testable import chainwright

@Suite struct HelpTests {
  @Test func versionIsOneLine() throws {
    let result = try CommandRunner.run(["--version"])
    #expect(result.status == 0)
    #expect(result.output.wholeMatch(of: /chainwright [0-9]+\.[0-9]+\.[0-9]+\n/) != nil)
    #expect(result.error.isEmpty)
  }

  @Test func theProgramHelpTeaches() throws {
    let result = try CommandRunner.run(["--help"])
    #expect(result.status == 0)
    for line in [
      "Usage: chainwright COMMAND [ARGUMENTS]",
      "  generate",
      "Make an instance by seed.",
      "  verify",
      "Examples",
      "  chainwright verify small.instance.json small.plan.json",
    ] {
      #expect(result.output.contains(line))
    }
    #expect(result.output.split(separator: "\n").allSatisfy { $0.count <= 100 })
    #expect(try CommandRunner.run(["help"]).output == result.output)
    #expect(try CommandRunner.run(["-h"]).output == result.output)
  }

  @Test func goldenHelpOfACommand() throws {
    let result = try CommandRunner.run(["verify", "--help"])
    #expect(result.status == 0)
    #expect(
      result.output == """
        Check a plan against its instance, trusting nothing the plan states.

        Usage: chainwright verify INSTANCE PLAN [OPTIONS]

        Everything is recomputed from instance and plan alone, memory in exact \
        decimals: chains, their
        service times and rates, and every server's memory. Ends with status 0 and the \
        word valid, or with
        status 1 and one sentence per broken rule.

        Arguments
          INSTANCE  The instance file.
          PLAN      The plan file.

        Options
          --json  Print one JSON document instead of text for people.
          --help  Show this help.

        Examples
          chainwright verify small.instance.json small.plan.json

        """)
    #expect(try CommandRunner.run(["help", "verify"]).output == result.output)
  }

  @Test func helpShowsChoicesDefaultsAndRequirements() throws {
    let generate = try CommandRunner.run(["generate", "--help"]).output
    #expect(generate.contains("Choices: mixed, memory, speed, network, paper,"))
    #expect(generate.contains("  paper        BLOOM-176B on fast and slow servers"))
    let helix = try CommandRunner.run(["import", "helix", "--help"]).output
    #expect(helix.contains("Usage: chainwright import helix --data DIR --cluster NAME [OPTIONS]"))
    #expect(helix.contains("Choices: llama1_30b, llama2_70b."))
    for text in [generate, helix] {
      #expect(text.split(separator: "\n").allSatisfy { $0.count <= 100 })
    }
  }

  @Test func aGroupListsItsMembers() throws {
    let result = try CommandRunner.run(["import", "--help"])
    #expect(result.status == 0)
    let names = CommandList.all.map { $0.name }.filter { $0.hasPrefix("import ") }
    #expect(!names.isEmpty)
    for name in names {
      #expect(result.output.contains("  \(name)  "))
    }
  }
}
