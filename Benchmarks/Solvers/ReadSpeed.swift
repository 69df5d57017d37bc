import LinearModels

/// Reading a large LP file.
enum ReadSpeed {
  /// Writes a file of at least so many megabytes: rows of twenty terms over a hundred thousand
  /// variables.
  static func writeFile(at path: String, megabytes: String) throws {
    let wanted = (Int(megabytes) ?? 50) * 1_000_000
    var text = "\\ big\nMinimize\n obj: x_0 + 2 x_1\nSubject To\n"
    text.reserveCapacity(wanted + 1000)
    var row = 0
    while text.utf8.count < wanted {
      text += " row_\(row):"
      for term in 0..<20 {
        let column = (row * 31 + term * 4999) % 100_000
        text += " + \((row + term) % 97).\((row * term) % 1000) x_\(column)"
      }
      text += " <= \(row % 1000)\n"
      row += 1
    }
    text += "End\n"
    Bytes.write(to: path) { $0(Array(text.utf8)[...]) }
  }

  /// Prints megabytes, seconds and processor seconds to parse (the least of three runs), nonzeros
  /// and the peak of memory in MB.
  static func run(path: String) throws {
    let bytes = Bytes.read(path)
    var nonzeros = 0
    let times = try (0..<3).map { _ in
      try Timing { nonzeros = try LPReader().model(from: bytes).nonzeroCount }
    }
    let clock = times.map(\.clock).min() ?? .nan
    let processor = times.map(\.processor).min() ?? .nan
    print(Double(bytes.count) / 1e6, clock, processor, nonzeros, Double(Bytes.peak) / 1e6)
  }
}
