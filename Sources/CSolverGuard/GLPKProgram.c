#include "CSolverGuard.h"

#ifdef CHAINWRIGHT_GLPK

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "GLPKSession.h"

struct csg_glpk_program {
  csg_session session;
  csg_glpk_control control;
  csg_glpk_result result;
  glp_prob *lp;
  long generation;
  int is_dead;
  // After a change of bounds the last basis is still dual feasible.
  int has_new_bounds;
  double objective_scale;
  // The argument of the next guarded step.
  const csg_glpk_problem *problem;
  double cost, lower, upper, deadline;
  int column, length;
  const int32_t *rows;
  const double *coefficients;
  csg_glpk_result *answer;
};

/// One guarded step; a fault ends the program for good and its message is kept.
static void step(csg_glpk_program *program, void (*body)(csg_session *)) {
  if (program->is_dead) return;
  if (program->lp && program->generation != csg_environment_generation()) {
    program->is_dead = 1;
    strcpy(program->result.message, "another solve on this thread ended in a fault");
    return;
  }
  program->session.result = &program->result;
  program->session.lp = NULL;
  program->result.stop = CSG_NOT_STOPPED;
  csg_run_guarded(&program->session, body);
  if (program->result.stop != CSG_NOT_STOPPED) program->is_dead = 1;
}

static csg_glpk_program *program_of(csg_session *session) {
  // The session is the program's first member.
  return (csg_glpk_program *)(void *)session;
}

static void load(csg_session *session) {
  csg_glpk_program *program = program_of(session);
  csg_load(session);
  program->lp = session->lp;
  program->objective_scale = session->objective_scale;
  session->lp = NULL;
}

csg_glpk_program *csg_glpk_program_open(const csg_glpk_problem *problem) {
  csg_glpk_program *program = calloc(1, sizeof *program);
  if (!program) return NULL;
  int size = problem->column_count > problem->row_count ? problem->column_count
                                                        : problem->row_count;
  for (int i = 0; i < problem->row_count; i++) {
    long length = problem->row_starts[i + 1] - problem->row_starts[i];
    if (length > size) size = (int)length;
  }
  program->session.indices = malloc(((size_t)size + 1) * sizeof(int));
  program->session.numbers = malloc(((size_t)size + 1) * sizeof(double));
  program->session.control = &program->control;
  program->session.problem = problem;
  program->session.deadline = INFINITY;
  program->session.keeps_environment = 1;
  if (program->session.indices && program->session.numbers) {
    step(program, load);
  } else {
    program->is_dead = 1;
    strcpy(program->result.message, "no memory for the program");
  }
  program->generation = csg_environment_generation();
  program->session.problem = NULL;
  return program;
}

static void add_column(csg_session *session) {
  csg_glpk_program *program = program_of(session);
  int column = glp_add_cols(program->lp, 1);
  glp_set_obj_coef(program->lp, column, program->objective_scale * program->cost);
  if (isinf(program->upper)) {
    glp_set_col_bnds(program->lp, column, GLP_LO, 0, 0);
  } else {
    glp_set_col_bnds(program->lp, column, program->upper > 0 ? GLP_DB : GLP_FX, 0, program->upper);
  }
  for (int entry = 0; entry < program->length; entry++) {
    session->indices[entry + 1] = program->rows[entry] + 1;
    session->numbers[entry + 1] = program->coefficients[entry];
  }
  glp_set_mat_col(program->lp, column, program->length, session->indices, session->numbers);
}

void csg_glpk_program_add_column(csg_glpk_program *program, double cost, double upper, int length,
                                 const int32_t *rows, const double *coefficients) {
  program->cost = cost;
  program->upper = upper;
  program->length = length;
  program->rows = rows;
  program->coefficients = coefficients;
  step(program, add_column);
}

static void set_bounds(csg_session *session) {
  csg_glpk_program *program = program_of(session);
  int kind = csg_bound_kind(program->lower, program->upper);
  glp_set_col_bnds(program->lp, program->column + 1, kind, program->lower, program->upper);
  program->has_new_bounds = 1;
}

void csg_glpk_program_set_bounds(csg_glpk_program *program, int column, double lower,
                                 double upper) {
  program->column = column;
  program->lower = lower;
  program->upper = upper;
  step(program, set_bounds);
}

static int run(csg_glpk_program *program, int method, double tolerance, int iterations) {
  glp_smcp parameters;
  glp_init_smcp(&parameters);
  parameters.msg_lev = GLP_MSG_OFF;
  parameters.meth = method;
  parameters.tol_bnd = tolerance;
  parameters.tol_dj = tolerance;
  parameters.it_lim = iterations;
  double milliseconds = 1000 * (program->deadline - csg_now());
  parameters.tm_lim = milliseconds < 1e9 ? (milliseconds < 1 ? 1 : (int)milliseconds) : 1000000000;
  return glp_simplex(program->lp, &parameters);
}

static void solve(csg_session *session) {
  csg_glpk_program *program = program_of(session);
  csg_glpk_result *answer = program->answer;
  // GLPK's simplex methods may cycle where many bases mean the same point; the other one, or another start, gets out of it.
  int patience = 1000 + 5 * glp_get_num_rows(program->lp);
  if (program->has_new_bounds) run(program, GLP_DUALP, 1e-9, patience);
  program->has_new_bounds = 0;
  answer->code = run(program, GLP_PRIMAL, 1e-9, patience);
  if (answer->code != 0 && answer->code != GLP_ETMLIM) {
    answer->code = run(program, GLP_DUALP, 1e-8, patience);
  }
  if (answer->code != 0 && answer->code != GLP_ETMLIM) {
    glp_std_basis(program->lp);
    answer->code = run(program, GLP_PRIMAL, 1e-7, 100 * patience);
  }
  // From an old basis GLPK calls programs infeasible that it solves from the first one.
  if (answer->code == 0 && glp_get_status(program->lp) == GLP_NOFEAS) {
    glp_std_basis(program->lp);
    answer->code = run(program, GLP_PRIMAL, 1e-9, 100 * patience);
  }
  answer->status = glp_get_status(program->lp);
  if (answer->status != GLP_OPT && answer->status != GLP_FEAS) return;
  answer->has_point = 1;
  answer->has_duals = 1;
  answer->bound = glp_get_obj_val(program->lp) / program->objective_scale;
  for (int j = 0; j < glp_get_num_cols(program->lp); j++) {
    answer->values[j] = glp_get_col_prim(program->lp, j + 1);
  }
  for (int i = 0; i < glp_get_num_rows(program->lp); i++) {
    answer->row_duals[i] = glp_get_row_dual(program->lp, i + 1) / program->objective_scale;
  }
}

void csg_glpk_program_solve(csg_glpk_program *program, double seconds, csg_glpk_result *result) {
  // One for all attempts together.
  program->deadline = csg_now() + seconds;
  program->answer = result;
  step(program, solve);
  if (program->is_dead) {
    result->stop = CSG_STOPPED_BY_FAULT;
    memcpy(result->message, program->result.message, sizeof result->message);
  }
}

static void delete(csg_session *session) {
  glp_delete_prob(program_of(session)->lp);
}

void csg_glpk_program_close(csg_glpk_program *program) {
  if (program->lp) step(program, delete);
  free(program->session.indices);
  free(program->session.numbers);
  free(program);
}

#endif
