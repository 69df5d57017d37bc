/// The types of the C functions of HiGHS that the backend calls, after its documentation of the C
/// interface; the library is loaded at run time, so no header of it is needed.
enum HiGHSFunction {
  typealias Handle = UnsafeMutableRawPointer
  typealias Doubles = UnsafePointer<Double>
  typealias Integers = UnsafePointer<Int32>
  typealias MutableDoubles = UnsafeMutablePointer<Double>
  typealias Text = UnsafePointer<CChar>

  typealias Create = @Sendable @convention(c) () -> Handle?
  typealias Destroy = @Sendable @convention(c) (Handle) -> Void
  typealias Version = @Sendable @convention(c) () -> Text?
  typealias SizeOfInteger = @Sendable @convention(c) (Handle?) -> Int32
  /// Columns, rows, nonzeros, matrix format, sense, offset; costs, column bounds, row bounds;
  /// starts, indices, values; integrality.
  typealias PassMip =
    @Sendable @convention(c) (
      Handle, Int32, Int32, Int32, Int32, Int32, Double, Doubles, Doubles, Doubles, Doubles,
      Doubles, Integers, Integers, Doubles, Integers
    ) -> Int32
  /// Number of columns; costs, bounds; number of nonzeros; starts, rows, values.
  typealias AddColumns =
    @Sendable @convention(c) (
      Handle, Int32, Doubles, Doubles, Doubles, Int32, Integers, Integers, Doubles
    ) -> Int32
  typealias ChangeBounds = @Sendable @convention(c) (Handle, Int32, Double, Double) -> Int32
  typealias SetInteger = @Sendable @convention(c) (Handle, Text, Int32) -> Int32
  typealias SetReal = @Sendable @convention(c) (Handle, Text, Double) -> Int32
  typealias SetText = @Sendable @convention(c) (Handle, Text, Text) -> Int32
  typealias SetStart = @Sendable @convention(c) (Handle, Int32, Integers, Doubles) -> Int32
  typealias Run = @Sendable @convention(c) (Handle?) -> Int32
  typealias GetStatus = @Sendable @convention(c) (Handle) -> Int32
  typealias GetSolution =
    @Sendable @convention(c) (
      Handle, MutableDoubles, MutableDoubles, MutableDoubles, MutableDoubles
    ) -> Int32
  typealias GetInteger =
    @Sendable @convention(c) (
      Handle, Text, UnsafeMutablePointer<Int32>
    ) -> Int32
  typealias GetLong =
    @Sendable @convention(c) (
      Handle, Text, UnsafeMutablePointer<Int64>
    ) -> Int32
  typealias GetReal =
    @Sendable @convention(c) (
      Handle, Text, UnsafeMutablePointer<Double>
    ) -> Int32
  /// Kind, message, what HiGHS says, what it is told (an `int` that interrupts comes first),
  /// context.
  typealias Callback =
    @convention(c) (
      Int32, Text?, UnsafeRawPointer?, UnsafeMutableRawPointer?, UnsafeMutableRawPointer?
    ) -> Void
  typealias SetCallback =
    @Sendable @convention(c) (
      Handle, Callback, UnsafeMutableRawPointer?
    ) -> Int32
  typealias StartCallback = @Sendable @convention(c) (Handle, Int32) -> Int32
  typealias CallbackItem = @Sendable @convention(c) (UnsafeRawPointer, Text) -> UnsafeRawPointer?
}

/// What a callback is about.
enum HiGHSCallbackKind {
  static let simplexInterrupt: Int32 = 1
  static let interiorPointInterrupt: Int32 = 2
  static let improvingSolution: Int32 = 4
  static let treeLogging: Int32 = 5
  static let treeInterrupt: Int32 = 6
}

/// What `Highs_getModelStatus` says of a solve.
struct HiGHSStatus: RawRepresentable, Equatable {
  let rawValue: Int32

  static let modelEmpty = Self(rawValue: 6)
  static let optimal = Self(rawValue: 7)
  static let infeasible = Self(rawValue: 8)
  static let unboundedOrInfeasible = Self(rawValue: 9)
  static let unbounded = Self(rawValue: 10)
  static let timeLimit = Self(rawValue: 13)
  static let solutionLimit = Self(rawValue: 16)
  static let interrupt = Self(rawValue: 17)

  /// HiGHS's name for the status.
  var words: String {
    let names = [
      "not set", "load error", "model error", "presolve error", "solve error", "postsolve error",
      "empty", "optimal", "infeasible", "unbounded or infeasible", "unbounded",
      "bound on objective reached", "target for objective reached", "time limit",
      "iteration limit", "unknown", "solution limit", "interrupted by user", "memory limit",
      "interrupted by HiGHS",
    ]
    let index = Int(rawValue)
    return "Highs_getModelStatus \(rawValue)"
      + (names.indices.contains(index) ? " (\(names[index]))" : "")
  }
}
