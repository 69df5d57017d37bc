#if CBC
  import CCBC
  import CCBCWatch
  import CAbortNet
  import LinearModels

  /// A CBC model that is solved once and never changed after that.
  ///
  /// A changed model solved again returned its old point as optimal.
  struct CBCModel: ~Copyable {
    private let handle: UnsafeMutableRawPointer
    /// Whether a solve was left in the middle; nothing of it may be touched then.
    private var isBroken = false

    /// Makes a model; nil when the library has no memory.
    init?() {
      guard let handle = Cbc_newModel() else { return nil }
      self.handle = handle
    }

    deinit { if !isBroken { Cbc_deleteModel(handle) } }

    /// Sets a command-line parameter; CBC ignores a name that it does not know.
    func set(_ parameter: CBCParameter, to value: String) {
      Cbc_setParameter(handle, parameter.rawValue, value)
    }

    /// Sets a raw option of the documented list.
    func setRaw(_ name: String, to value: String) {
      Cbc_setParameter(handle, name, value)
    }

    /// Loads columns and rows.
    func load(_ problem: CBCProblem) {
      Cbc_loadProblem(
        handle, Int32(problem.columnCount), Int32(problem.rowCount), problem.starts,
        problem.rows, problem.coefficients, problem.lowers, problem.uppers, problem.costs,
        problem.rowLowers, problem.rowUppers)
      Cbc_setObjSense(handle, 1)
      for column in 0..<problem.columnCount {
        if problem.isInteger[column] { Cbc_setInteger(handle, Int32(column)) }
      }
    }

    /// Names all columns and rows: a start point is matched by column names, and Clp's presolve
    /// reads beyond the end of the row names when only columns have names.
    func setNames(of problem: CBCProblem) {
      for column in 0..<problem.columnCount {
        Cbc_setColName(handle, Int32(column), "c\(column)")
      }
      for row in 0..<problem.rowCount {
        Cbc_setRowName(handle, Int32(row), "r\(row)")
      }
    }

    func setStart(_ values: [(column: Int, value: Double)]) {
      let columns = values.map { Int32($0.column) }
      Cbc_setMIPStartI(handle, Int32(values.count), columns, values.map(\.value))
    }

    func setLogLevel(_ level: Int32) {
      Cbc_setLogLevel(handle, level)
    }

    /// Solves while a watcher is asked for a stop and told of progress.
    ///
    /// - Throws: a fault where an assertion of CBC fails; the library is not used any more then.
    mutating func solve(watchedBy watcher: CBCWatcher) throws(SolverError) {
      var watch = ccw_watch()
      watch.context = Unmanaged.passUnretained(watcher).toOpaque()
      watch.should_stop = { context in
        guard let context else { return 0 }
        return CBCWatcher.from(context).isStopRequested ? 1 : 0
      }
      watch.report = { context, incumbent, bound, nodes, point, count in
        guard let context else { return }
        let watcher = CBCWatcher.from(context)
        watcher.keep(point, count: Int(count), objective: incumbent)
        watcher.report(incumbent: incumbent, bound: bound, nodes: nodes)
      }
      let failure = withExtendedLifetime(watcher) {
        withUnsafePointer(to: watch) { watch in
          _ = ccw_attach(handle, watch)
          return cab_words_of_abort(Cbc_solve, handle).map { String(cString: $0) }
        }
      }
      guard let failure else { return }
      isBroken = true
      throw CBCTurn.library.breakDown(failure)
    }

    var status: Int32 { Cbc_status(handle) }
    var secondaryStatus: CBCSecondaryStatus {
      CBCSecondaryStatus(rawValue: Cbc_secondaryStatus(handle))
    }
    var isProvenOptimal: Bool { Cbc_isProvenOptimal(handle) != 0 }
    var isProvenInfeasible: Bool { Cbc_isProvenInfeasible(handle) != 0 }
    var isContinuousUnbounded: Bool { Cbc_isContinuousUnbounded(handle) != 0 }
    var isAbandoned: Bool { Cbc_isAbandoned(handle) != 0 }
    var nodeCount: Int { Int(Cbc_getNodeCount(handle)) }
    var bestPossible: Double { Cbc_getBestPossibleObjValue(handle) }

    /// The best point of a mixed-integer program; nil when there is none.
    func bestSolution(count: Int) -> [Double]? {
      Cbc_bestSolution(handle).map { Array(UnsafeBufferPointer(start: $0, count: count)) }
    }
  }

  /// The command-line parameters that the backend uses.
  enum CBCParameter: String {
    case logLevel = "log"
    case timeMode = "timeMode"
    case seconds = "seconds"
    case ratioGap = "ratioGap"
    case allowableGap = "allowableGap"
    case increment = "increment"
    case integerTolerance = "integerTolerance"
    case primalTolerance = "primalTolerance"
    case dualTolerance = "dualTolerance"
    case maximumNodes = "maxNodes"
    case threads = "threads"
    case preprocess = "preprocess"
    case divingCoefficient = "divingCoefficient"
  }

  /// What `Cbc_secondaryStatus` says of the end of a solve.
  struct CBCSecondaryStatus: RawRepresentable, Equatable {
    let rawValue: Int32

    static let completed = Self(rawValue: 0)
    static let relaxationInfeasible = Self(rawValue: 1)
    static let stoppedOnGap = Self(rawValue: 2)
    static let stoppedOnNodes = Self(rawValue: 3)
    static let stoppedOnTime = Self(rawValue: 4)
    static let stoppedOnEvent = Self(rawValue: 5)
    static let relaxationUnbounded = Self(rawValue: 7)
  }
#endif
