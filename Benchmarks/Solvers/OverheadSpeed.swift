import GLPKSolver
import LinearModels

#if GLPK
  import CGLPK
#endif

/// The layer against the C library called directly, on a model that takes about a second.
enum OverheadSpeed {
  static func model() -> Model {
    var state: UInt64 = 1
    var model = Model(name: "market split")
    let chosen = (0..<21).map { _ in model.addVariable(kind: .binary) }
    for _ in 0..<3 {
      let weights = chosen.map { _ -> Double in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Double((state >> 40) % 100)
      }
      let over = model.addVariable()
      let under = model.addVariable()
      var sum = under - over
      for (weight, variable) in zip(weights, chosen) { sum.add(weight, variable) }
      model.addRow(sum == (weights.reduce(0, +) / 2).rounded(.down))
      model.objective += over + under
    }
    return model
  }

  /// Prints the medians of nine runs each, in turn, in processor seconds and by the clock: direct,
  /// then through the layer.
  static func run() throws {
    #if GLPK
      let model = model()
      var direct: [Timing] = []
      var layered: [Timing] = []
      for _ in 0..<9 {
        direct.append(Timing { solveDirectly(model) })
        layered.append(try Timing { _ = try GLPKSolver().solve(model) })
      }
      let median = { (times: [Double]) in times.sorted()[times.count / 2] }
      print(
        median(direct.map(\.processor)), median(layered.map(\.processor)),
        median(direct.map(\.clock)), median(layered.map(\.clock)))
    #endif
  }

  #if GLPK
    /// The calls that the backend makes, with the same settings.
    private static func solveDirectly(_ model: Model) {
      glp_term_out(GLP_OFF)
      let problem = glp_create_prob()
      defer { glp_delete_prob(problem) }
      load(model, into: problem)
      glp_scale_prob(problem, GLP_SF_AUTO)
      var simplex = glp_smcp()
      glp_init_smcp(&simplex)
      simplex.msg_lev = GLP_MSG_OFF
      simplex.meth = GLP_DUALP
      simplex.presolve = GLP_ON
      simplex.tol_bnd = 1e-9
      simplex.tol_dj = 1e-9
      glp_simplex(problem, &simplex)
      var tree = glp_iocp()
      glp_init_iocp(&tree)
      tree.msg_lev = GLP_MSG_OFF
      tree.tol_int = 1e-7
      tree.tol_obj = 1e-11
      tree.gmi_cuts = GLP_ON
      tree.mir_cuts = GLP_ON
      tree.cov_cuts = GLP_ON
      tree.clq_cuts = GLP_ON
      glp_intopt(problem, &tree)
    }

    private static func load(_ model: Model, into problem: OpaquePointer?) {
      glp_add_cols(problem, Int32(model.variableCount))
      for term in model.objective.terms {
        // The power of two that the backend scales small costs with.
        glp_set_obj_coef(problem, Int32(term.variable.index + 1), 512 * term.coefficient)
      }
      for variable in model.variables {
        let column = Int32(variable.index + 1)
        let bounds = model.bounds(of: variable)
        let kind = bounds.upper == .infinity ? GLP_LO : GLP_DB
        glp_set_col_bnds(problem, column, kind, bounds.lower, bounds.upper)
        if model.kind(of: variable).isIntegral { glp_set_col_kind(problem, column, GLP_IV) }
      }
      glp_add_rows(problem, Int32(model.rowCount))
      for row in model.rows {
        let bounds = model.bounds(of: row)
        glp_set_row_bnds(problem, Int32(row.index + 1), GLP_FX, bounds.lower, bounds.upper)
        let terms = model.terms(of: row)
        glp_set_mat_row(
          problem, Int32(row.index + 1), Int32(terms.count),
          [0] + terms.map { Int32($0.variable.index + 1) }, [0] + terms.map(\.coefficient))
      }
    }
  #endif
}
