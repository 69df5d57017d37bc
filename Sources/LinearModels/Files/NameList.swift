/// Names as bytes, one after the other: half a million of them without a string for each.
struct NameList {
  private var bytes: [UInt8] = []
  private var ends: [Int] = [0]

  /// The number of names.
  var count: Int { ends.count - 1 }

  mutating func append(_ name: String) {
    bytes.append(contentsOf: name.utf8)
    ends.append(bytes.count)
  }

  /// Copies a name into bytes and says where it ends.
  func copy(_ index: Int, into span: inout MutableSpan<UInt8>, at start: Int) -> Int {
    var place = start
    for source in ends[index]..<ends[index + 1] {
      span[place] = bytes[source]
      place += 1
    }
    return place
  }
}
