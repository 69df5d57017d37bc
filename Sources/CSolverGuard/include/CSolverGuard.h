#ifndef CHAINWRIGHT_SOLVER_GUARD_H
#define CHAINWRIGHT_SOLVER_GUARD_H

#include <stdint.h>

// One call solves one problem with GLPK from creation to deletion, on the calling thread. GLPK
// calls abort() on bad arguments and failed assertions; here that becomes a fault with GLPK's own
// message, by a longjmp that crosses C frames only.

/// The problem, in row-major order; all arrays belong to the caller and outlive the call.
typedef struct csg_glpk_problem {
  int column_count;
  int row_count;
  int maximizes;
  double objective_constant;
  const double *objective;
  const double *column_lowers;
  const double *column_uppers;
  /// 1 for a column of whole numbers.
  const uint8_t *integer_flags;
  const double *row_lowers;
  const double *row_uppers;
  /// Row i owns the entries row_starts[i] ..< row_starts[i + 1].
  const long *row_starts;
  const int32_t *columns;
  const double *coefficients;
} csg_glpk_problem;

/// Raw settings of the tree search; a negative number leaves GLPK's default.
typedef struct csg_glpk_tuning {
  /// A GLP_BR_ constant.
  int branching;
  /// A GLP_BT_ constant.
  int backtracking;
  /// 0 or 1 each, for one kind of cuts; without cuts altogether they do not count.
  int gomory_cuts;
  int rounding_cuts;
  int cover_cuts;
  int clique_cuts;
  /// 0 or 1 each, for one heuristic.
  int feasibility_pump;
  int proximity_search;
  int simple_rounding;
} csg_glpk_tuning;

/// Limits, start point and the caller's functions.
typedef struct csg_glpk_control {
  /// Wall-clock seconds; infinity when there is no limit.
  double seconds;
  double relative_gap;
  /// Nodes allowed; negative when there is no limit.
  long node_limit;
  /// A feasible point, one value per column, or NULL.
  const double *start;
  /// Whether cutting planes are generated.
  int cuts;
  csg_glpk_tuning tuning;
  int prints_log;
  void *context;
  /// Asked often; non-zero ends the solve. May be NULL.
  int (*should_stop)(void *context);
  /// Told when incumbent or bound changed; NaN stands for none. A new incumbent's point comes along, one
  /// value per column, else NULL. May be NULL.
  void (*report)(void *context, double incumbent, double bound, long nodes, const double *point);
} csg_glpk_control;

/// Why the guard itself ended a solve.
enum {
  CSG_NOT_STOPPED = 0,
  CSG_STOPPED_BY_TIME = 1,
  CSG_STOPPED_BY_NODES = 2,
  CSG_STOPPED_BY_REQUEST = 3,
  CSG_STOPPED_BY_FAULT = 4
};

/// What came out; `values` and `row_duals` belong to the caller.
typedef struct csg_glpk_result {
  /// One of the CSG_ constants.
  int stop;
  /// Return code of the last of glp_simplex and glp_intopt.
  int code;
  /// Status of the point of that kind: glp_get_status or glp_mip_status.
  int status;
  /// Whether the code came from glp_intopt.
  int from_tree;
  int has_point;
  double *values;
  int has_duals;
  double *row_duals;
  /// Best dual bound seen while the tree lived; NaN when none.
  double bound;
  long nodes;
  /// GLPK's message after a fault.
  char message[512];
} csg_glpk_result;

// All that follows is there only where GLPK is.

/// GLPK's version.
const char *csg_glpk_version(void);

/// Solves a problem. The caller fills in result->values and result->row_duals.
void csg_glpk_solve(const csg_glpk_problem *problem, const csg_glpk_control *control,
                    csg_glpk_result *result);

/// A linear program that stays alive between solves, on the thread that opened it.
typedef struct csg_glpk_program csg_glpk_program;

/// Opens a program; NULL without memory. A fault is told in `message` by the first solve.
csg_glpk_program *csg_glpk_program_open(const csg_glpk_problem *problem);

/// Adds a column of 0 … upper; rows count from 0.
void csg_glpk_program_add_column(csg_glpk_program *program, double cost, double upper, int length,
                                 const int32_t *rows, const double *coefficients);

/// Changes a column's bounds; columns count from 0.
void csg_glpk_program_set_bounds(csg_glpk_program *program, int column, double lower,
                                 double upper);

/// Solves by the primal simplex from the last basis; result->values holds all columns.
void csg_glpk_program_solve(csg_glpk_program *program, double seconds, csg_glpk_result *result);

/// Closes a program.
void csg_glpk_program_close(csg_glpk_program *program);

/// For tests: makes GLPK abort inside the guard by loading a column number that does not exist.
void csg_glpk_provoke_abort(csg_glpk_result *result);

#endif
