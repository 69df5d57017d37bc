#if CBC
  import CBCSolver
  import Composition
  import ServerChains

  let instance = try Instance(
    name: "three-gpus",
    service: Service(name: "llm", blocks: 8, blockMemory: 1.5, cacheMemory: 0.25),  // GB
    servers: [
      Server(name: "big", memory: 9.5, communicationTime: 0.9, computationTime: 0.10),  // seconds
      Server(name: "mid", memory: 8, communicationTime: 0.4, computationTime: 0.15),
      Server(name: "small", memory: 7, communicationTime: 0.3, computationTime: 0.20),
    ])
  let exact = ExactComposition(instance: instance, options: ExactOptions(solver: CBCSolver()))
  let answer = try exact.rate()
  print("\(answer.termination): \(answer.value ?? 0) jobs/s, bound \(answer.bound ?? .infinity)")
  for composed in answer.design?.chains ?? [] {
    let names = composed.chain.hops.map { "\(instance.servers[$0.server].name) (\($0.blocks))" }
    print("\(composed.capacity) jobs at once on", names.joined(separator: " → "))
  }
#endif
