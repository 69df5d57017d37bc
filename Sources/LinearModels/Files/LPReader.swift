/// Reads models in the LP format, as this library, CPLEX, Gurobi, GLPK, CBC and HiGHS write it.
///
/// Rows may have two sides (`1 <= x + y <= 3`), an objective may have a constant, names may have
/// every visible character but `+ - * ^ < > = : \`. A variable of the section `Binaries` has its
/// bounds cut to 0 … 1; a bound or side of 1e20 and beyond is none. Quadratic terms, special
/// ordered sets and semi-continuous variables are refused.
public struct LPReader: Sendable {
  /// Makes a reader.
  public init() {}

  /// The model that a file's text stands for, valid for a solver.
  ///
  /// - Throws: ``ModelFileError`` that names the line.
  /// - Complexity: O(length of the text).
  public func model(from text: String) throws(ModelFileError) -> Model {
    try model(from: Array(text.utf8))
  }

  /// The model that a file's bytes stand for, valid for a solver.
  ///
  /// - Throws: ``ModelFileError`` that names the line.
  /// - Complexity: O(length of the file).
  public func model(from bytes: [UInt8]) throws(ModelFileError) -> Model {
    try bytes.withUnsafeBufferPointer { (buffer) throws(ModelFileError) -> Model in
      var parser = try LPParser(FileBytes(bytes: buffer))
      return try parser.model()
    }
  }
}

/// The numbers that files write for no bound.
enum FileInfinity {
  /// The bound, or an infinity for one of 1e20 and beyond.
  static func widened(_ bound: Double) -> Double {
    abs(bound) < 1e20 ? bound : bound < 0 ? -.infinity : bound > 0 ? .infinity : bound
  }

  /// The name in a file's first comment, where a writer puts the model's; nil when there is none.
  static func name(_ file: FileBytes, after mark: UInt8) -> String? {
    guard let first = file.bytes.first, first == mark else { return nil }
    var end = 1
    while end < file.bytes.count, file.bytes[end] >= 0x20, file.bytes[end] != 0x7F { end += 1 }
    var start = 1
    while start < end, file.bytes[start] == 0x20 { start += 1 }
    return start < end && end - start <= 200 ? file.text(start..<end) : nil
  }
}
