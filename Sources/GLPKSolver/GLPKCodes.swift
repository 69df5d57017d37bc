#if GLPK
  import CGLPK

  /// What `glp_simplex` or `glp_intopt` returned.
  struct GLPKReturnCode: RawRepresentable, Equatable {
    let rawValue: Int32

    static let success = Self(rawValue: 0)
    /// The corresponding C constant is `GLP_ETMLIM`.
    static let timeLimit = Self(rawValue: GLP_ETMLIM)
    /// The corresponding C constant is `GLP_ENOPFS`.
    static let noPrimalFeasible = Self(rawValue: GLP_ENOPFS)
    /// The corresponding C constant is `GLP_ENODFS`.
    static let noDualFeasible = Self(rawValue: GLP_ENODFS)
    /// The corresponding C constant is `GLP_ESTOP`.
    static let stopped = Self(rawValue: GLP_ESTOP)
    /// The corresponding C constant is `GLP_EMIPGAP`.
    static let gapReached = Self(rawValue: GLP_EMIPGAP)

    /// GLPK's name for the code.
    var words: String {
      switch rawValue {
      case 0: "0"
      case GLP_EBADB: "GLP_EBADB"
      case GLP_ESING: "GLP_ESING"
      case GLP_ECOND: "GLP_ECOND"
      case GLP_EBOUND: "GLP_EBOUND"
      case GLP_EFAIL: "GLP_EFAIL"
      case GLP_EITLIM: "GLP_EITLIM"
      case GLP_ETMLIM: "GLP_ETMLIM"
      case GLP_ENOPFS: "GLP_ENOPFS"
      case GLP_ENODFS: "GLP_ENODFS"
      case GLP_EROOT: "GLP_EROOT"
      case GLP_ESTOP: "GLP_ESTOP"
      case GLP_EMIPGAP: "GLP_EMIPGAP"
      default: "code \(rawValue)"
      }
    }
  }

  /// What `glp_get_status` or `glp_mip_status` says of a point.
  struct GLPKPointStatus: RawRepresentable, Equatable {
    let rawValue: Int32

    /// The corresponding C constant is `GLP_FEAS`.
    static let feasible = Self(rawValue: GLP_FEAS)
    /// The corresponding C constant is `GLP_NOFEAS`.
    static let noneFeasible = Self(rawValue: GLP_NOFEAS)
    /// The corresponding C constant is `GLP_OPT`.
    static let optimal = Self(rawValue: GLP_OPT)
    /// The corresponding C constant is `GLP_UNBND`.
    static let unbounded = Self(rawValue: GLP_UNBND)

    /// GLPK's name for the status.
    var words: String {
      switch rawValue {
      case GLP_UNDEF: "GLP_UNDEF"
      case GLP_FEAS: "GLP_FEAS"
      case GLP_INFEAS: "GLP_INFEAS"
      case GLP_NOFEAS: "GLP_NOFEAS"
      case GLP_OPT: "GLP_OPT"
      case GLP_UNBND: "GLP_UNBND"
      default: "status \(rawValue)"
      }
    }
  }
#endif
