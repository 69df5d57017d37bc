import Glibc
import Instances
import ServerChains

/// An instance with where it comes from.
struct SelectedInstance: Sendable {
  let instance: Instance
  let stamp: InstanceStamp

  /// The instance with another arrival rate; the digest is that of the instance as it is solved.
  func with(arrivalRate: Double) throws(InputError) -> SelectedInstance {
    let changed = try Instance(
      name: instance.name, service: instance.service, servers: instance.servers,
      arrivalRate: arrivalRate, maximumLoad: instance.maximumLoad, provenance: instance.provenance)
    var stamp = stamp
    stamp.digest = changed.digest
    return SelectedInstance(instance: changed, stamp: stamp)
  }
}

extension InstanceSelector {
  /// The instances, in an order that depends on the selector alone.
  ///
  /// - Throws: `InputError` where a file is missing or bad, or nothing matches.
  func instances() throws(InputError) -> [SelectedInstance] {
    switch self {
    case .file(let path): return [try Self.instance(at: path)]
    case .glob(let pattern):
      var found: [SelectedInstance] = []
      for path in try Self.paths(matching: pattern) { found.append(try Self.instance(at: path)) }
      return found
    case .generated(let settings): return try settings.instances()
    }
  }

  private static func instance(at path: String) throws(InputError) -> SelectedInstance {
    let instance = try InstanceFile.read(path: path)
    return SelectedInstance(
      instance: instance,
      stamp: InstanceStamp(
        name: instance.name, digest: instance.digest, path: path,
        servers: instance.servers.count, blocks: instance.blocks))
  }

  /// The files that match a pattern of the shell, in order of their bytes.
  static func paths(matching pattern: String) throws(InputError) -> [String] {
    var matches = glob_t()
    defer { globfree(&matches) }
    guard Glibc.glob(pattern, 0, nil, &matches) == 0, let list = matches.gl_pathv else {
      throw InputError(
        "no file matches; run in the directory that the pattern starts from, or mend the pattern",
        file: pattern, kind: .missing)
    }
    let paths = (0..<Int(matches.gl_pathc)).compactMap { list[$0].map { String(cString: $0) } }
    return paths.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}

extension GeneratedInstances {
  fileprivate func instances() throws(InputError) -> [SelectedInstance] {
    var made: [SelectedInstance] = []
    for servers in servers {
      for blocks in blocks {
        for seed in seeds {
          var generator = InstanceGenerator(
            family: family, servers: servers, blocks: blocks, seed: seed)
          if let share { generator.share = share }
          if let copies { generator.copies = copies }
          if let demand { generator.demand = demand }
          let instance = try generator.instance()
          made.append(
            SelectedInstance(
              instance: instance,
              stamp: InstanceStamp(
                name: instance.name, digest: instance.digest, family: family.rawValue, seed: seed,
                servers: servers, blocks: blocks)))
        }
      }
    }
    return made
  }
}
