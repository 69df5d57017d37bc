/// The records of a log with what sorts and groups them as small numbers, found once.
///
/// Tables and figures go through all records again and again; numbers compare faster than names and
/// digests.
package struct LogIndex: Sendable {
  /// The records in the order they were given; positions below are places in it.
  package let records: [Record]
  /// What the methods of these records are called.
  package let labels: MethodLabels
  /// Every instance once, by digest, in the order of tables: by servers, blocks, name and digest.
  let instances: [InstanceStamp]
  /// Every suite's name once, in order.
  let suites: [String]
  /// What is known of each record, in their order.
  let places: [Place]

  /// A record's place among others.
  struct Place: Hashable, Sendable {
    /// The position of its suite.
    let suite: Int
    /// The position of its instance.
    let instance: Int
    /// The position of the first instance of this size and name.
    let name: Int
    /// The position of its method's label.
    let label: Int
  }

  /// Sorts and numbers what the records are about; they keep their order.
  ///
  /// - Complexity: O(n log n).
  package init(_ records: [Record]) {
    self.records = records
    labels = MethodLabels(records)
    let stamps = Self.numbered(records.count) { records[$0].instance.digest }
    let suites = Self.numbered(records.count) { records[$0].suite }
    let order = stamps.first.sorted {
      records[$0].instance.precedes(records[$1].instance)
    }
    instances = order.map { records[$0].instance }
    let ranks = Self.ranks(of: stamps.first, sorted: order)
    let suiteOrder = suites.first.sorted { records[$0].suite < records[$1].suite }
    self.suites = suiteOrder.map { records[$0].suite }
    let suiteRanks = Self.ranks(of: suites.first, sorted: suiteOrder)
    var names = Array(instances.indices)
    for index in instances.indices.dropFirst()
    where instances[index].hasSizeAndName(of: instances[index - 1]) {
      names[index] = names[index - 1]
    }
    let numbers = labels.numbers
    places = records.indices.map { index in
      let instance = ranks[stamps.numbers[index]]
      return Place(
        suite: suiteRanks[suites.numbers[index]], instance: instance, name: names[instance],
        label: numbers[index])
    }
  }

  /// The problem that a record is about.
  func problem(_ index: Int, _ question: RunQuestion? = nil, slots: Int? = nil) -> Problem {
    Problem(
      instance: places[index].instance, question: question ?? records[index].question,
      slots: slots ?? records[index].slots, load: records[index].load,
      setting: setting(index))
  }

  /// The parameter of a record's method that changes the problem.
  func setting(_ index: Int) -> Int { records[index].method.setting(for: records[index].question) }

  /// Equal texts numbered as they are met, and the first record of each.
  private static func numbered(
    _ count: Int, _ text: (Int) -> String
  ) -> (numbers: [Int], first: [Int]) {
    var known: [String: Int] = [:]
    var first: [Int] = []
    let numbers = (0..<count).map { index in
      let own = text(index)
      if let number = known[own] { return number }
      known[own] = first.count
      first.append(index)
      return first.count - 1
    }
    return (numbers, first)
  }

  /// The position of every number among the sorted first records.
  private static func ranks(of first: [Int], sorted order: [Int]) -> [Int] {
    var numbers: [Int: Int] = [:]
    for (number, record) in first.enumerated() { numbers[record] = number }
    var ranks = first
    for (rank, record) in order.enumerated() {
      if let number = numbers[record] { ranks[number] = rank }
    }
    return ranks
  }
}

extension InstanceStamp {
  fileprivate func hasSizeAndName(of other: InstanceStamp) -> Bool {
    servers == other.servers && blocks == other.blocks && name == other.name
  }

  fileprivate func precedes(_ other: InstanceStamp) -> Bool {
    if servers != other.servers { return servers < other.servers }
    if blocks != other.blocks { return blocks < other.blocks }
    return (name, digest) < (other.name, other.digest)
  }
}
