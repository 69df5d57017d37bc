extension BadInput {
  /// What can be wrong with an instance file, and what the program says of it.
  static let instances: [BadInput] = [
    BadInput(
      "cut short", .cutShort,
      #"""
      line 7, column 2: the document ends where a key in double quotes is due; it is cut short, \#
      restore the whole file
      """#
    ),
    BadInput(
      "empty", .text(#""#),
      #"line 1, column 1: the document ends in the middle; it is cut short, restore the whole file"#
    ),
    BadInput(
      "not JSON", .text(#"hello\#n"#),
      #"""
      hello: line 1, column 1: not a JSON value; give a finite number, a string in double quotes, \#
      a list, an object, true, false or null
      """#
    ),
    BadInput(
      "followed by something", .replace(#"  ]\#n}"#, #"  ]\#n} }"#),
      #"line 11, column 3: something follows the end of the document; remove it"#),
    BadInput(
      "a list", .text(#"[1, 2]"#),
      #"[1,2]: expected an object but found a list; put its members in braces"#),
    BadInput(
      "no format", .replace(#"  "format": "chainwright-instance/1",\#n"#, #""#),
      #"format: missing; add it"#),
    BadInput(
      "a format of tomorrow", .replace(#"instance/1"#, #"instance/2"#),
      #"""
      format: "chainwright-instance/2": this is not the format expected here; \#
      expected "chainwright-instance/1"
      """#
    ),
    BadInput(
      "empty name", .replace(#""pair""#, #""""#),
      #"name: "": the name is empty; give the instance one"#),
    BadInput(
      "name is a number", .replace(#""pair""#, #"7"#),
      #"name: 7: expected a string but found a number; put it in double quotes"#),
    BadInput(
      "unknown key", .replace(#""arrivalRate""#, #""arrivalrate""#),
      #"""
      arrivalrate: unknown key; the keys allowed here are arrivalRate, format, maximumLoad, name, \#
      provenance, servers, service
      """#
    ),
    BadInput(
      "unknown key of a server", .replace(#""memory": 3"#, #""memroy": 4"#),
      #"""
      servers[0].memroy: unknown key; the keys allowed here are communicationTime, \#
      computationTime, memory, name
      """#
    ),
    BadInput(
      "unknown key of the service", .replace(#""blocks": 4"#, #""layers": 4"#),
      #"""
      service.layers: unknown key; the keys allowed here are blockMemory, blocks, \#
      cacheMemory, name
      """#
    ),
    BadInput(
      "doubled key", .replace(#""arrivalRate": 0.2,"#, #""arrivalRate": 0.2, "arrivalRate": 0.3,"#),
      #"line 5, column 23: the key "arrivalRate" stands twice in one object; keep one of them"#),
    BadInput(
      "no blocks", .replace(#""blocks": 4"#, #""blocks": 0"#),
      #"""
      service.blocks: 0: the number of blocks must lie in 1…10000; \#
      give the model's layer count
      """#),
    BadInput(
      "negative blocks", .replace(#""blocks": 4"#, #""blocks": -3"#),
      #"service.blocks: -3: the number of blocks must lie in 1…10000; give the model's layer count"#
    ),
    BadInput(
      "10^6 blocks", .replace(#""blocks": 4"#, #""blocks": 1000000"#),
      #"""
      service.blocks: 1000000: the number of blocks must lie in 1…10000; \#
      give the model's layer count
      """#
    ),
    BadInput(
      "more blocks than an integer holds", .replace(#""blocks": 4"#, #""blocks": 1e30"#),
      #"service.blocks: 1e30: expected a whole number; remove the fraction or the excess digits"#),
    BadInput(
      "half a block", .replace(#""blocks": 4"#, #""blocks": 2.5"#),
      #"service.blocks: 2.5: expected a whole number; remove the fraction or the excess digits"#),
    BadInput(
      "blocks in quotes", .replace(#""blocks": 4"#, #""blocks": "4""#),
      #"service.blocks: "4": expected a whole number but found a string; write it without quotes"#),
    BadInput(
      "blocks null", .replace(#""blocks": 4"#, #""blocks": null"#),
      #"service.blocks: null: expected a whole number but found null; write it without quotes"#),
    BadInput(
      "needless zero", .replace(#""blocks": 4"#, #""blocks": 04"#),
      #"service.blocks: line 4, column 39: a number must not start with a needless 0; remove it"#),
    BadInput(
      "block without memory", .replace(#""blockMemory": 1"#, #""blockMemory": 0"#),
      #"service.blockMemory: 0: memory must be greater than 0; give it in GB"#),
    BadInput(
      "negative block memory", .replace(#""blockMemory": 1"#, #""blockMemory": -1"#),
      #"service.blockMemory: -1: memory must be greater than 0; give it in GB"#),
    BadInput(
      "memory too fine", .replace(#""blockMemory": 1"#, #""blockMemory": 1e-16"#),
      #"""
      service.blockMemory: 1e-16: memory must be below 10^12 GB \#
      with at most 15 decimal places; round it
      """#
    ),
    BadInput(
      "cache without memory", .replace(#""cacheMemory": 0.5"#, #""cacheMemory": 0"#),
      #"service.cacheMemory: 0: memory must be greater than 0; give it in GB"#),
    BadInput(
      "memory with its unit", .replace(#""cacheMemory": 0.5"#, #""cacheMemory": "0.5 GB""#),
      #"""
      service.cacheMemory: "0.5 GB": expected a number but found a string; \#
      write it without quotes
      """#
    ),
    BadInput(
      "server without memory", .replace(#""memory": 3"#, #""memory": 0"#),
      #"""
      servers[0].memory: 0: a server's memory must be greater than 0; \#
      give it in GB or leave the server out
      """#
    ),
    BadInput(
      "negative server memory", .replace(#""memory": 3"#, #""memory": -4"#),
      #"""
      servers[0].memory: -4: a server's memory must be greater than 0; \#
      give it in GB or leave the server out
      """#
    ),
    BadInput(
      "memory too large", .replace(#""memory": 3"#, #""memory": 1e13"#),
      #"""
      servers[0].memory: 1e13: memory must be below 10^12 GB \#
      with at most 15 decimal places; round it
      """#
    ),
    BadInput(
      "NaN", .replace(#""memory": 3"#, #""memory": NaN"#),
      #"""
      servers[0].memory: NaN: line 8, column 30: not a JSON value; give a finite number, \#
      a string in double quotes, a list, an object, true, false or null
      """#
    ),
    BadInput(
      "Infinity", .replace(#""memory": 3"#, #""memory": Infinity"#),
      #"""
      servers[0].memory: Infinity: line 8, column 30: not a JSON value; give a finite number, \#
      a string in double quotes, a list, an object, true, false or null
      """#
    ),
    BadInput(
      "negative infinity", .replace(#""memory": 3"#, #""memory": -Infinity"#),
      #"""
      servers[0].memory: line 8, column 31: not a number; write digits, \#
      with a point or an exponent at most (no NaN, no Infinity)
      """#
    ),
    BadInput(
      "memory missing", .replace(#""memory": 3, "#, #""#),
      #"servers[0].memory: missing; add it"#),
    BadInput(
      "negative time", .replace(#""communicationTime": 1"#, #""communicationTime": -1"#),
      #"servers[0].communicationTime: -1.0: a time must be a number from 0 to 1e9; give seconds"#),
    BadInput(
      "time beyond floating point",
      .replace(#""communicationTime": 1"#, #""communicationTime": 1e400"#),
      #"servers[0].communicationTime: 1e400: the number is too large; give one below 1e308"#),
    BadInput(
      "time beyond sense", .replace(#""communicationTime": 1"#, #""communicationTime": 1e300"#),
      #"""
      servers[0].communicationTime: 1e+300: a time must be a number from 0 to 1e9; \#
      give seconds
      """#),
    BadInput(
      "no time at all",
      .replace(
        #""communicationTime": 1, "computationTime": 0.5"#,
        #""communicationTime": 0, "computationTime": 0"#),
      #"""
      servers[0].computationTime: 0.0: communication and computation time together are below \#
      1e-9, so jobs would take no time; give seconds
      """#
    ),
    BadInput(
      "time is a boolean", .replace(#""computationTime": 0.5"#, #""computationTime": true"#),
      #"""
      servers[0].computationTime: true: expected a number but found a boolean; \#
      write it without quotes
      """#
    ),
    BadInput(
      "no servers",
      .replace(
        #"""
        "servers": [\#n    { "name": "a", "memory": 3, "communicationTime": 1, \#
        "computationTime": 0.5 },\#n    { "name": "b", "memory": 5, "communicationTime": 2, \#
        "computationTime": 0.25 }\#n  ]
        """#,
        #""servers": []"#),
      #"servers: []: there is no server; list at least one"#),
    BadInput(
      "servers are an object",
      .text(
        #"""
        {"format": "chainwright-instance/1", "name": "x", "service": { "name": "m", "blocks": 4, \#
        "blockMemory": 1, "cacheMemory": 0.5 }, "servers": {}}
        """#
      ),
      #"servers: {}: expected a list but found an object; put its items in brackets"#),
    BadInput(
      "a server is a string",
      .replace(
        #"{ "name": "b", "memory": 5, "communicationTime": 2, "computationTime": 0.25 }"#, #""b""#),
      #"servers[1]: "b": expected an object but found a string; put its members in braces"#),
    BadInput(
      "two servers of one name", .replace(#""b""#, #""a""#),
      #"servers[1].name: "a": the name is taken by servers[0]; give every server its own"#),
    BadInput(
      "server without name", .replace(#""b""#, #""""#),
      #"servers[1].name: "": a server needs a name; give one that no other has"#),
    BadInput(
      "no arrivals", .replace(#""arrivalRate": 0.2"#, #""arrivalRate": 0"#),
      #"""
      arrivalRate: 0.0: the arrival rate must be a finite number greater than 0; \#
      give jobs per second, or leave it out
      """#
    ),
    BadInput(
      "negative arrivals", .replace(#""arrivalRate": 0.2"#, #""arrivalRate": -0.2"#),
      #"""
      arrivalRate: -0.2: the arrival rate must be a finite number greater than 0; \#
      give jobs per second, or leave it out
      """#
    ),
    BadInput(
      "full load", .replace(#""maximumLoad": 0.7"#, #""maximumLoad": 1"#),
      #"maximumLoad: 1.0: the maximum load must lie strictly between 0 and 1; the paper uses 0.7"#),
    BadInput(
      "load in percent", .replace(#""maximumLoad": 0.7"#, #""maximumLoad": 70"#),
      #"""
      maximumLoad: 70.0: the maximum load must lie strictly between 0 and 1; \#
      the paper uses 0.7
      """#),
    BadInput(
      "half a provenance",
      .replace(
        #""maximumLoad": 0.7,"#, #""maximumLoad": 0.7, "provenance": { "origin": "here" },"#),
      #"provenance.license: missing; add it"#),
    BadInput(
      "string not closed", .replace(#""pair","#, #""pair,"#),
      #"name: line 3, column 11: a string does not end on its line; add the missing quote"#),
  ]
}
