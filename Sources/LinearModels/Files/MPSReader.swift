/// Reads models in the MPS format, free or fixed; in the fixed one names may have spaces.
///
/// A file is taken for a free one, whose words spaces part; where that fails and all fields stand
/// in the columns of the fixed format, it is that. Of several sets of right sides, ranges or bounds
/// the first counts, and of what is there twice too; the rest is remarked. The first free row is
/// the objective, and its right side counts as its negative constant. An integer column between
/// markers without any bound is 0 … 1, as GLPK, CPLEX and HiGHS have it. A negative upper bound on
/// a column without a lower one opens the lower side, as CPLEX has it, and is remarked. A bound or
/// side of 1e20 and beyond is none. Bounds that cross are no fault: such a model is infeasible.
/// Exponents may be Fortran's, and what follows a `$` or `*` where a name belongs is a comment. The
/// name of a set may be missing, and that of a column where it is the one of the line before.
/// Special ordered sets, quadratic parts, semi-continuous columns and whole numbers that no double
/// holds are refused. What ``MPSWriter`` notes in comments is followed.
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
    try read(bytes).model
  }

  /// The model that a file's bytes stand for, and what was left out or has two readings.
  ///
  /// - Throws: ``ModelFileError`` that names the line.
  /// - Complexity: O(length of the file).
  public func read(_ bytes: [UInt8]) throws(ModelFileError) -> ModelFile {
    try bytes.withUnsafeBufferPointer { (buffer) throws(ModelFileError) -> ModelFile in
      let file = try FileBytes(buffer)
      var free = MPSParser(file, isFixed: false)
      do throws(ModelFileError) {
        try free.run()
        return try free.model()
      } catch {
        guard !free.isDeclaredFree else { throw error }
        return try fixed(file, insteadOf: error)
      }
    }
  }

  /// The model of a file in the fixed format; else the error of the reading that came further.
  private func fixed(
    _ file: FileBytes, insteadOf earlier: ModelFileError
  ) throws(ModelFileError) -> ModelFile {
    var parser = MPSParser(file, isFixed: true)
    do throws(ModelFileError) {
      try parser.run()
      return try parser.model()
    } catch {
      throw (error.line ?? 0) > (earlier.line ?? 0) ? error : earlier
    }
  }
}
