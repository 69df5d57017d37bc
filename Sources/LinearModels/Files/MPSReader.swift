/// Reads models in the MPS format, free or fixed as long as names have no spaces.
///
/// An integer column between markers without any bound is binary, as GLPK, CPLEX and HiGHS have it.
/// A negative upper bound on a column without a lower one opens the lower side. The right side of
/// the objective counts as its negative constant. A bound or side of 1e20 and beyond is none.
/// Special ordered sets, quadratic parts and semi-continuous columns are refused.
public struct MPSReader: Sendable {
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
      var parser = MPSParser(FileBytes(bytes: buffer))
      try parser.run()
      return try parser.model()
    }
  }
}
