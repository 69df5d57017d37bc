#ifdef CHAINWRIGHT_GLPK

#include <float.h>
#include <limits.h>
#include <math.h>

#include "GLPKSession.h"

/// How often a long simplex lets the guard look at the clock and the stop function.
enum { milliseconds_between_looks = 50 };

static int milliseconds_left(const csg_session *session) {
  double left = 1000 * (session->deadline - csg_now());
  if (left >= INT_MAX) return INT_MAX;
  return left < 1 ? 1 : (int)ceil(left);
}

typedef struct simplex_choice {
  int method;
  int presolve;
  double tolerance;
} simplex_choice;

static int run_simplex(csg_session *session, simplex_choice choice) {
  glp_smcp parameters;
  glp_init_smcp(&parameters);
  parameters.msg_lev = GLP_MSG_ALL;
  parameters.meth = choice.method;
  parameters.presolve = choice.presolve ? GLP_ON : GLP_OFF;
  parameters.tol_bnd = choice.tolerance;
  parameters.tol_dj = choice.tolerance;
  parameters.out_frq = milliseconds_between_looks;
  parameters.tm_lim = milliseconds_left(session);
  return glp_simplex(session->lp, &parameters);
}

/// Whether the simplex ended with an answer or a limit, rather than in trouble.
static int is_answer(csg_session *session, int code) {
  if (code == GLP_ETMLIM || code == GLP_ENOPFS || code == GLP_ENODFS) return 1;
  int status = glp_get_status(session->lp);
  return code == 0 && (status == GLP_OPT || status == GLP_NOFEAS || status == GLP_UNBND);
}

void csg_solve_lp(csg_session *session) {
  // Tight tolerances first; the ones that GLPK comes with when they end in trouble.
  simplex_choice choices[] = {{GLP_DUALP, 1, 1e-9}, {GLP_PRIMAL, 0, 1e-9}, {GLP_PRIMAL, 0, 1e-7}};
  int code = GLP_EFAIL;
  for (int attempt = 0; attempt < 3; attempt++) {
    if (attempt > 0) glp_std_basis(session->lp);
    code = run_simplex(session, choices[attempt]);
    if (is_answer(session, code)) break;
  }
  session->result->code = code;
  session->result->status = glp_get_status(session->lp);
  if (code == GLP_ETMLIM) session->result->stop = CSG_STOPPED_BY_TIME;
}

/// Reads the point of the tree's incumbent; the first column stands at 1.
static void read_point(csg_session *session, glp_prob *lp) {
  for (int j = 1; j <= session->problem->column_count; j++) {
    session->numbers[j] = glp_mip_col_val(lp, j);
  }
}

static void offer_start(csg_session *session, glp_tree *tree) {
  const double *start = session->control->start;
  if (!start || session->start_was_offered) return;
  session->start_was_offered = 1;
  for (int j = 0; j < session->problem->column_count; j++) session->numbers[j + 1] = start[j];
  glp_ios_heur_sol(tree, session->numbers);
}

/// The weaker of the two for the proof: no point is better than both.
static double weaker(const csg_session *session, double bound, double incumbent) {
  if (isnan(incumbent)) return bound;
  return session->problem->maximizes ? fmax(bound, incumbent) : fmin(bound, incumbent);
}

/// Whether to look for the best bound now: GLPK goes through all active nodes for it, so in a large
/// tree that is not done at every callback. Counted, not timed: the same solve looks at the same
/// places.
static int wants_bound(const csg_session *session, glp_tree *tree) {
  long nodes = session->result->nodes;
  return glp_ios_reason(tree) == GLP_ISELECT && (nodes < 64 || nodes % 16 == 0);
}

/// Reads the bound, which is lost once glp_intopt returns.
static void read_bound(csg_session *session, glp_tree *tree, double incumbent) {
  int best = glp_ios_best_node(tree);
  if (best == 0) return;
  double bound = glp_ios_node_bound(tree, best);
  // Before the root is solved the bound is plus or minus the largest number.
  if (fabs(bound) < DBL_MAX / 2) {
    session->result->bound = weaker(session, bound / session->objective_scale, incumbent);
  }
}

/// Reads the incumbent, in the model's own scale; NAN where there is none.
static double read_incumbent(csg_session *session, glp_tree *tree) {
  glp_prob *lp = glp_ios_get_prob(tree);
  return glp_mip_status(lp) == GLP_FEAS ? glp_mip_obj_val(lp) / session->objective_scale : NAN;
}

static void report_news(csg_session *session, glp_tree *tree, double incumbent) {
  csg_glpk_result *result = session->result;
  int is_better = !isnan(incumbent) && incumbent != session->reported_incumbent;
  int is_news =
      is_better || (!isnan(result->bound) && result->bound != session->reported_bound);
  if (!is_news || !session->control->report) return;
  if (is_better) read_point(session, glp_ios_get_prob(tree));
  session->reported_incumbent = incumbent;
  session->reported_bound = result->bound;
  session->control->report(session->control->context, incumbent, result->bound, result->nodes,
                           is_better ? session->numbers + 1 : NULL);
}

static void on_tree(glp_tree *tree, void *info) {
  csg_session *session = info;
  csg_glpk_result *result = session->result;
  long limit = session->control->node_limit;
  session->tree_is_alive = 1;
  offer_start(session, tree);
  double incumbent = read_incumbent(session, tree);
  int stop = csg_asked_to_stop(session);
  if (stop != CSG_NOT_STOPPED || wants_bound(session, tree)) read_bound(session, tree, incumbent);
  report_news(session, tree, incumbent);
  // GLPK asks for a selection once per node; the other reasons repeat within a node.
  if (stop == CSG_NOT_STOPPED && glp_ios_reason(tree) == GLP_ISELECT) {
    if (limit >= 0 && result->nodes >= limit) {
      stop = CSG_STOPPED_BY_NODES;
      read_bound(session, tree, incumbent);
    } else {
      result->nodes++;
    }
  }
  if (stop != CSG_NOT_STOPPED) {
    result->stop = stop;
    glp_ios_terminate(tree);
  }
}

static void tune(int *parameter, int value) {
  if (value >= 0) *parameter = value;
}

static void set_tuning(const csg_glpk_control *control, glp_iocp *parameters) {
  const csg_glpk_tuning *tuning = &control->tuning;
  tune(&parameters->br_tech, tuning->branching);
  tune(&parameters->bt_tech, tuning->backtracking);
  tune(&parameters->fp_heur, tuning->feasibility_pump);
  tune(&parameters->ps_heur, tuning->proximity_search);
  tune(&parameters->sr_heur, tuning->simple_rounding);
  if (!control->cuts) return;
  tune(&parameters->gmi_cuts, tuning->gomory_cuts);
  tune(&parameters->mir_cuts, tuning->rounding_cuts);
  tune(&parameters->cov_cuts, tuning->cover_cuts);
  tune(&parameters->clq_cuts, tuning->clique_cuts);
}

static void set_search(csg_session *session, glp_iocp *parameters) {
  const csg_glpk_control *control = session->control;
  glp_init_iocp(parameters);
  parameters->msg_lev = GLP_MSG_ALL;
  parameters->tol_int = 1e-7;
  // The default 1e-7 lets a point that is worse by that much pass for the best.
  parameters->tol_obj = 1e-11;
  parameters->mip_gap = control->relative_gap;
  // Gomory's and mixed-integer rounding cuts cut off points where coefficients reach 10^4: only on
  // request.
  parameters->gmi_cuts = GLP_OFF;
  parameters->mir_cuts = GLP_OFF;
  parameters->cov_cuts = control->cuts ? GLP_ON : GLP_OFF;
  parameters->clq_cuts = parameters->cov_cuts;
  set_tuning(control, parameters);
  // The presolver for mixed-integer programs called infeasible models optimal.
  parameters->presolve = GLP_OFF;
  parameters->tm_lim = milliseconds_left(session);
  parameters->cb_func = on_tree;
  parameters->cb_info = session;
}

/// Solves the continuous part again with the integers held, for the last digits of the point.
static void polish(csg_session *session) {
  const csg_glpk_problem *problem = session->problem;
  int integers = 0;
  for (int j = 0; j < problem->column_count; j++) integers += problem->integer_flags[j];
  if (integers == problem->column_count) return;
  read_point(session, session->lp);
  for (int j = 0; j < problem->column_count; j++) {
    if (!problem->integer_flags[j]) continue;
    double value = round(session->numbers[j + 1]);
    glp_set_col_bnds(session->lp, j + 1, GLP_FX, value, value);
  }
  simplex_choice choice = {GLP_DUALP, 1, 1e-9};
  int code = run_simplex(session, choice);
  session->is_polished = code == 0 && glp_get_status(session->lp) == GLP_OPT;
}

void csg_solve_tree(csg_session *session) {
  csg_glpk_result *result = session->result;
  glp_iocp parameters;
  set_search(session, &parameters);
  glp_scale_prob(session->lp, GLP_SF_AUTO);
  csg_solve_lp(session);
  if (result->code != 0 || result->status != GLP_OPT) return;
  parameters.tm_lim = milliseconds_left(session);
  result->from_tree = 1;
  result->code = glp_intopt(session->lp, &parameters);
  result->status = glp_mip_status(session->lp);
  if (result->code == GLP_ETMLIM) result->stop = CSG_STOPPED_BY_TIME;
  // From here on there is a point to lose, so nothing may leave through the escape.
  session->tree_is_alive = 1;
  int is_done = result->code == 0 || result->code == GLP_EMIPGAP;
  if (is_done && (result->status == GLP_OPT || result->status == GLP_FEAS)) polish(session);
}

#endif
