/// Instance files, `chainwright-instance/1`.
///
/// ```swift
/// let path = "instances/example/worked-example.instance.json"
/// let instance = try InstanceFile.read(path: path)
/// print(instance.servers.count, "servers,", instance.blocks, "blocks")  // 5 servers, 3 blocks
/// ```
public enum InstanceFile {
  /// What the member `format` of an instance's file says.
  package static let format = "chainwright-instance/1"

  /// Reads and checks an instance file.
  ///
  /// - Throws: `InputError` naming file, field, value and remedy.
  public static func read(path: String) throws(InputError) -> Instance {
    let bytes = try InputFile.bytes(at: path)
    do {
      return try instance(
        from: try JSONReader.parse(
          bytes,
          limit: JSONReader.ListLimit(
            field: "servers", items: Instance.maximumServers, remedy: "split the cluster")))
    } catch {
      throw error.inFile(path)
    }
  }

  /// The file's text: keys sorted, one server a line.
  public static func text(of instance: Instance) -> String {
    document(of: instance, withProvenance: true).prettyText
  }

  /// Makes and checks the instance of a file that has been parsed.
  ///
  /// - Throws: `InputError` naming field, value and remedy, but no file.
  package static func instance(from document: JSON) throws(InputError) -> Instance {
    let root = try JSONField(root: document).members(allowing: [
      "format", "name", "service", "arrivalRate", "maximumLoad", "servers", "provenance",
    ])
    try requireFormat(format, root)
    let service = try root.required("service")
      .members(allowing: ["name", "blocks", "blockMemory", "cacheMemory"])
    return try Instance(
      name: nonEmptyName(try root.required("name")),
      service: Service(
        name: try service.required("name").string(),
        blocks: try service.required("blocks").integer(),
        blockMemory: try service.required("blockMemory").decimal(),
        cacheMemory: try service.required("cacheMemory").decimal()),
      servers: try servers(try root.required("servers")),
      arrivalRate: try root.optional("arrivalRate")?.real(),
      maximumLoad: try root.optional("maximumLoad")?.real(),
      provenance: try provenance(root.optional("provenance")))
  }

  /// The instance as a document; rate and load are left out where the instance states none.
  ///
  /// - Parameter withProvenance: Whether to say where the instance comes from; the digest is made
  ///   without.
  package static func document(of instance: Instance, withProvenance: Bool) -> JSON {
    let service = instance.service
    var members: [String: JSON] = [
      "format": .string(format),
      "name": .string(instance.name),
      "service": .object([
        "name": .string(service.name), "blocks": .integer(service.blocks),
        "blockMemory": .number(service.blockMemory.description),
        "cacheMemory": .number(service.cacheMemory.description),
      ]),
      "servers": .array(
        instance.servers.map { server in
          .object([
            "name": .string(server.name), "memory": .number(server.memory.description),
            "communicationTime": .real(server.communicationTime),
            "computationTime": .real(server.computationTime),
          ])
        }),
    ]
    if let rate = instance.arrivalRate { members["arrivalRate"] = .real(rate) }
    if let load = instance.maximumLoad { members["maximumLoad"] = .real(load) }
    if withProvenance, let provenance = instance.provenance {
      members["provenance"] = .object([
        "origin": .string(provenance.origin), "license": .string(provenance.license),
        "notes": .string(provenance.notes),
      ])
    }
    return .object(members)
  }

  /// Refuses a file of another format.
  ///
  /// - Throws: `InputError` where the member `format` is missing or does not say what is expected.
  package static func requireFormat(_ format: String, _ root: JSONMembers) throws(InputError) {
    let field = try root.required("format")
    guard try field.string() == format else {
      throw field.fault("this is not the format expected here; expected \"\(format)\"")
    }
  }

  private static func nonEmptyName(_ field: JSONField) throws(InputError) -> String {
    let name = try field.string()
    guard !name.isEmpty else { throw field.fault("the name is empty; give the instance one") }
    return name
  }

  private static func servers(_ field: JSONField) throws(InputError) -> [Server] {
    var servers: [Server] = []
    for item in try field.items() {
      let members = try item.members(
        allowing: ["name", "memory", "communicationTime", "computationTime"])
      servers.append(
        Server(
          name: try members.required("name").string(),
          memory: try members.required("memory").decimal(),
          communicationTime: try members.required("communicationTime").real(),
          computationTime: try members.required("computationTime").real()))
    }
    return servers
  }

  private static func provenance(_ field: JSONField?) throws(InputError) -> Provenance? {
    guard let field else { return nil }
    let members = try field.members(allowing: ["origin", "license", "notes"])
    return Provenance(
      origin: try members.required("origin").string(),
      license: try members.required("license").string(),
      notes: try members.optional("notes")?.string() ?? "")
  }
}

extension Instance {
  /// `sha256:` and the digest of the canonical form: the file without provenance, compact, keys
  /// sorted, numbers in shortest form.
  ///
  /// Provenance is left out because it says nothing about the problem: a better remark must not
  /// orphan the plans.
  public var digest: String {
    let canonical = InstanceFile.document(of: self, withProvenance: false).compactText
    return "sha256:" + SHA256.hexDigest(of: canonical.utf8)
  }
}
