extension BadInput {
  /// What can be wrong with a plan file before any rule is looked at.
  static let plans: [BadInput] = [
    BadInput(
      "plan cut short", .cutShort,
      #"""
      placements[1]: line 7, column 39: a string is not closed; the file is cut short or a \#
      quote is missing
      """#
    ),
    BadInput(
      "plan is an instance", .replace(#"plan/1"#, #"instance/1"#),
      #"""
      format: "chainwright-instance/1": this is not the format expected here; \#
      expected "chainwright-plan/1"
      """#
    ),
    BadInput(
      "unknown key of a chain", .replace(#""capacity": 1"#, #""capacities": 2"#),
      #"chains[0].capacities: unknown key; the keys allowed here are capacity, servers"#),
    BadInput(
      "half a job", .replace(#""capacity": 1"#, #""capacity": 1.5"#),
      #"chains[0].capacity: 1.5: expected a whole number; remove the fraction or the excess digits"#
    ),
    BadInput(
      "unknown termination", .replace(#""heuristic""#, #""fine""#),
      #"""
      outcome.termination: "fine": not one of optimal, gapReached, timeLimit, nodeLimit, \#
      interrupted, infeasible, heuristic; use one of these
      """#
    ),
    BadInput(
      "unknown question", .replace(#""question": "rate""#, #""question": "speed""#),
      #"""
      outcome.question: "speed": not one of rate, slots, response, cache, disjoint; \#
      use one of these
      """#
    ),
    BadInput(
      "first block in quotes", .replace(#""firstBlock": 1"#, #""firstBlock": "1""#),
      #"""
      placements[0].firstBlock: "1": expected a whole number but found a string; \#
      write it without quotes
      """#
    ),
    BadInput(
      "a chain's servers are a string", .replace(#"["a", "b"]"#, #""a""#),
      #"chains[0].servers: "a": expected a list but found a string; put its items in brackets"#),
    BadInput(
      "no placements",
      .replace(
        #"""
        "placements": [\#n    { "server": "a", "firstBlock": 1, "blockCount": 2 },\#n\#
            { "server": "b", "firstBlock": 3, "blockCount": 2 }\#n  ],\#n
        """#,
        #""#),
      #"placements: missing; add it"#),
    BadInput(
      "response bounds swapped",
      .replace(#""bound": 0.5,"#, #""bound": 0.5, "response": { "lower": 2, "upper": 1 },"#),
      #"""
      outcome.response: {"lower":2,"upper":1}: the lower bound is above the upper one; \#
      swap them or leave both out
      """#
    ),
  ]

  /// What `verify` names as a broken rule and `solve --placement` refuses to build on.
  static let brokenRules: [BadInput] = [
    BadInput(
      "another instance's plan", .replace(#"{digest}"#, #"sha256:0123456789abcdef"#),
      #"""
      instance: instanceDigest: sha256:0123456789ab… is not the digest of instance "pair", \#
      sha256:9a58cf751c86…; verify the plan with the instance it was made for, "pair"
      """#
    ),
    BadInput(
      "a server placed twice", .replace(#""server": "b""#, #""server": "a""#),
      #"placement: placements[1].server: "a" is placed twice; a server hosts one range of blocks"#),
    BadInput(
      "an unknown server placed", .replace(#""server": "b""#, #""server": "z""#),
      #"placement: placements[1].server: "z" is no server of the instance"#),
    BadInput(
      "blocks before the first", .replace(#""firstBlock": 1"#, #""firstBlock": 0"#),
      #"blockRange: placements[0]: 2 blocks from block 0 on do not lie within 1…4"#),
    BadInput(
      "blocks beyond the last", .replace(#""firstBlock": 3"#, #""firstBlock": 4"#),
      #"blockRange: placements[1]: 2 blocks from block 4 on do not lie within 1…4"#),
    BadInput(
      "no blocks hosted",
      .replace(#""firstBlock": 3, "blockCount": 2"#, #""firstBlock": 3, "blockCount": 0"#),
      #"blockRange: placements[1]: 0 blocks from block 3 on do not lie within 1…4"#),
    BadInput(
      "more blocks than memory",
      .replace(#""firstBlock": 1, "blockCount": 2"#, #""firstBlock": 1, "blockCount": 4"#),
      #"blockMemory: placements[0]: 4 blocks take 4 GB but server "a" has 3 GB"#),
    BadInput(
      "a chain skips blocks",
      .replace(#""firstBlock": 3, "blockCount": 2"#, #""firstBlock": 4, "blockCount": 1"#),
      #"""
      chain: chains[0].servers: after block 2 the chain needs block 3, \#
      but server "b" hosts 4…4
      """#),
    BadInput(
      "a chain ends early", .replace(#"["a", "b"]"#, #"["a"]"#),
      #"chain: chains[0].servers: the chain ends after block 2 of 4"#),
    BadInput(
      "a chain runs backwards", .replace(#"["a", "b"]"#, #"["b", "a"]"#),
      #"""
      chain: chains[0].servers: after block 0 the chain needs block 1, \#
      but server "b" hosts 3…4
      """#),
    BadInput(
      "a chain over an unknown server", .replace(#"["a", "b"]"#, #"["a", "q"]"#),
      #"chain: chains[0].servers: "q" is no server of the instance"#),
    BadInput(
      "a chain of nobody", .replace(#"["a", "b"]"#, #"[]"#),
      #"chain: chains[0].servers: the chain ends after block 0 of 4"#),
    BadInput(
      "a server overfilled", .replace(#""capacity": 1"#, #""capacity": 2"#),
      #"cacheMemory: chains: the chains reserve 4 block-caches on server "a", which has room for 2"#
    ),
    BadInput(
      "no jobs", .replace(#""capacity": 1"#, #""capacity": 0"#),
      #"""
      capacity: chains[0].capacity: 0 does not lie in 1…3, the most jobs these \#
      servers could hold
      """#
    ),
    BadInput(
      "more jobs than there is memory", .replace(#""capacity": 1"#, #""capacity": 1000000000000"#),
      #"""
      capacity: chains[0].capacity: 1000000000000 does not lie in 1…3, \#
      the most jobs these servers could hold
      """#
    ),
    BadInput(
      "the same chain twice",
      .replace(#""capacity": 1 }"#, #""capacity": 1 }, { "servers": ["a", "b"], "capacity": 1 }"#),
      #"capacity: chains[1]: the same chain as chains[0]; give it once with the sum"#),
  ]

  /// Broken rules of the outcome, which only `verify` looks at.
  static let brokenOutcomes: [BadInput] = [
    BadInput(
      "a value that is not the plan's", .replace(#"0.2222222222222222"#, #"0.23"#),
      #"value: outcome.value: states 0.23 but the plan has 0.2222222222222222"#),
    BadInput(
      "a bound that is none", .replace(#""bound": 0.5"#, #""bound": 0.2"#),
      #"bound: outcome.bound: 0.2 is no bound: the plan has 0.2222222222222222"#),
    BadInput(
      "a gap that is wrong", .replace(#""bound": 0.5,"#, #""bound": 0.5, "gap": 0,"#),
      #"bound: outcome.gap: states 0.0 but value and bound are 0.5555555555555556 apart"#),
    BadInput(
      "more slots than the limit", .replace(#""bound": 0.5,"#, #""bound": 0.5, "slotLimit": 0,"#),
      #"slotLimit: outcome.slotLimit: the chains hold 1 jobs but the limit is 0"#),
    BadInput(
      "a rate below the required one",
      .replace(
        #""question": "rate", "value": 0.2222222222222222, "bound": 0.5"#,
        #""question": "slots", "value": 1, "bound": 1"#),
      #"""
      question: chains: the total rate 0.2222222222222222/s is below the required \#
      0.28571428571428575/s
      """#
    ),
  ]
}
