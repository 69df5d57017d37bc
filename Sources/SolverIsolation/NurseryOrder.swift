import CFork

/// What the nursery is asked to do with the process of one solve.
struct NurseryOrder {
  enum Kind: Int32 {
    /// Make a process that answers on the descriptors that come along: channel and standard error.
    case solve
    /// The same, and it may write to standard output.
    case solveAloud
    /// End the process if it still runs, and say how it ended.
    case end
    /// End the process if it still runs.
    case dismiss
  }

  let kind: Kind
  /// Which solve of the nursery's.
  let number: Int32

  /// Sends the order with descriptors; false where nobody is there to follow it.
  func send(to socket: Int32, with descriptors: [Int32] = []) -> Bool {
    let words = [kind.rawValue, number]
    return cfk_send(
      socket, words, words.count * MemoryLayout<Int32>.stride, descriptors,
      Int32(descriptors.count)) == 0
  }

  /// Waits for the next order and what comes along with it; nil where there is no more.
  static func receive(from socket: Int32) -> (order: NurseryOrder, descriptors: [Int32])? {
    var words: [Int32] = [0, 0]
    var descriptors: [Int32] = [-1, -1]
    let size = words.count * MemoryLayout<Int32>.stride
    guard cfk_receive(socket, &words, size, &descriptors, Int32(descriptors.count)) == 1,
      let kind = Kind(rawValue: words[0])
    else { return nil }
    return (NurseryOrder(kind: kind, number: words[1]), descriptors.filter { $0 >= 0 })
  }
}

/// How the process of a solve ended, as the nursery tells it.
struct NurseryReport: BitwiseCopyable {
  /// As `wait4` gives it.
  var status: Int32 = 0
  /// The most memory it held, in bytes.
  var peakMemory = 0
  var cpuSeconds = 0.0

  /// Sends the report; false where nobody hears it.
  func send(to socket: Int32) -> Bool {
    withUnsafeBytes(of: self) { cfk_send(socket, $0.baseAddress, $0.count, nil, 0) == 0 }
  }

  /// Takes a report; nil where the stream ends.
  static func receive(from socket: Int32) -> NurseryReport? {
    var report = NurseryReport()
    let isWhole = withUnsafeMutableBytes(of: &report) {
      cfk_receive(socket, $0.baseAddress, $0.count, nil, 0) == 1
    }
    return isWhole ? report : nil
  }
}
