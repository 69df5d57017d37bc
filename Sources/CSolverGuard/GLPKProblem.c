#ifdef CHAINWRIGHT_GLPK

#include <math.h>

#include "GLPKSession.h"

int csg_bound_kind(double lower, double upper) {
  if (isinf(lower)) return isinf(upper) ? GLP_FR : GLP_UP;
  if (isinf(upper)) return GLP_LO;
  // GLPK refuses a double-bounded column or row whose bounds are equal.
  return lower == upper ? GLP_FX : GLP_DB;
}

/// The power of two that brings the largest cost to 512 … 1024, or 1 for larger ones.
///
/// The simplex compares reduced costs with an absolute tolerance and divides costs above 1000 down
/// to it, so small costs would lose digits. A power of two changes no digit.
static double objective_scale(const csg_glpk_problem *problem) {
  double largest = 0;
  for (int j = 0; j < problem->column_count; j++) {
    largest = fmax(largest, fabs(problem->objective[j]));
  }
  if (largest == 0 || largest >= 512) return 1;
  int exponent;
  frexp(largest, &exponent);
  return ldexp(1, exponent > -900 ? 10 - exponent : 900);
}

static void load_columns(csg_session *session) {
  const csg_glpk_problem *problem = session->problem;
  if (problem->column_count == 0) return;
  glp_add_cols(session->lp, problem->column_count);
  for (int j = 0; j < problem->column_count; j++) {
    double lower = problem->column_lowers[j];
    double upper = problem->column_uppers[j];
    glp_set_col_bnds(session->lp, j + 1, csg_bound_kind(lower, upper), lower, upper);
    glp_set_obj_coef(session->lp, j + 1, session->objective_scale * problem->objective[j]);
    if (problem->integer_flags[j]) glp_set_col_kind(session->lp, j + 1, GLP_IV);
  }
}

static void load_rows(csg_session *session) {
  const csg_glpk_problem *problem = session->problem;
  if (problem->row_count == 0) return;
  glp_add_rows(session->lp, problem->row_count);
  for (int i = 0; i < problem->row_count; i++) {
    double lower = problem->row_lowers[i];
    double upper = problem->row_uppers[i];
    glp_set_row_bnds(session->lp, i + 1, csg_bound_kind(lower, upper), lower, upper);
    int length = 0;
    for (long entry = problem->row_starts[i]; entry < problem->row_starts[i + 1]; entry++) {
      length++;
      session->indices[length] = problem->columns[entry] + 1;
      session->numbers[length] = problem->coefficients[entry];
    }
    glp_set_mat_row(session->lp, i + 1, length, session->indices, session->numbers);
  }
}

void csg_load(csg_session *session) {
  const csg_glpk_problem *problem = session->problem;
  session->objective_scale = objective_scale(problem);
  session->lp = glp_create_prob();
  glp_set_obj_dir(session->lp, problem->maximizes ? GLP_MAX : GLP_MIN);
  glp_set_obj_coef(session->lp, 0, session->objective_scale * problem->objective_constant);
  load_columns(session);
  load_rows(session);
}

static void read_point(csg_session *session) {
  csg_glpk_result *result = session->result;
  int from_tree = result->from_tree && !session->is_polished;
  result->has_point = 1;
  for (int j = 0; j < session->problem->column_count; j++) {
    result->values[j] = from_tree ? glp_mip_col_val(session->lp, j + 1)
                                  : glp_get_col_prim(session->lp, j + 1);
  }
}

static void read_duals(csg_session *session) {
  session->result->has_duals = 1;
  for (int i = 0; i < session->problem->row_count; i++) {
    session->result->row_duals[i] =
        glp_get_row_dual(session->lp, i + 1) / session->objective_scale;
  }
}

void csg_read_out(csg_session *session) {
  const csg_glpk_result *result = session->result;
  if (result->from_tree) {
    if (result->status == GLP_OPT || result->status == GLP_FEAS) read_point(session);
  } else if (result->code == 0 && result->status == GLP_OPT) {
    read_point(session);
    read_duals(session);
  }
}

#endif
