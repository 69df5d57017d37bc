/// Reads models in the LP format, as this library, CPLEX, Gurobi, GLPK, CBC and HiGHS write it.
///
/// Rows may have two sides (`1 <= x + y <= 3`), an objective may have a constant, names may have
/// every visible character but `+ - * ^ < > = : \`. A variable of the section `Binaries` has its
/// bounds cut to 0 … 1; a bound or side of 1e20 and beyond is none. A word like `st` or `end` opens
/// a section only at the beginning of a line; there too it is a variable where nothing else makes
/// sense, and refused where both do. Quadratic terms, special ordered sets, semi-continuous
/// variables and whole numbers that no double holds are refused. Bounds that cross are no fault:
/// such a model is infeasible. What ``LPWriter`` notes in comments is followed.
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
    try read(bytes).model
  }

  /// The model that a file's bytes stand for, and what was left out or has two readings.
  ///
  /// - Throws: ``ModelFileError`` that names the line.
  /// - Complexity: O(length of the file).
  public func read(_ bytes: [UInt8]) throws(ModelFileError) -> ModelFile {
    try bytes.withUnsafeBufferPointer { (buffer) throws(ModelFileError) -> ModelFile in
      var parser = try LPParser(FileBytes(buffer))
      return try parser.read()
    }
  }
}
