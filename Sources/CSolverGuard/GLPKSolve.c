#include "CSolverGuard.h"

#ifdef CHAINWRIGHT_GLPK

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "GLPKSession.h"

static void solve_loaded(csg_session *session) {
  const csg_glpk_problem *problem = session->problem;
  csg_load(session);
  int integers = 0;
  for (int j = 0; j < problem->column_count; j++) integers += problem->integer_flags[j];
  if (integers == 0) {
    csg_solve_lp(session);
  } else {
    csg_solve_tree(session);
  }
  csg_read_out(session);
  glp_prob *lp = session->lp;
  session->lp = NULL;
  glp_delete_prob(lp);
}

static int largest(const csg_glpk_problem *problem) {
  int size = problem->column_count;
  for (int i = 0; i < problem->row_count; i++) {
    long length = problem->row_starts[i + 1] - problem->row_starts[i];
    if (length > size) size = (int)length;
  }
  return size;
}

void csg_glpk_solve(const csg_glpk_problem *problem, const csg_glpk_control *control,
                    csg_glpk_result *result) {
  csg_session *session = calloc(1, sizeof *session);
  size_t size = (size_t)largest(problem) + 1;
  int *indices = malloc(size * sizeof *indices);
  double *numbers = malloc(size * sizeof *numbers);
  if (session && indices && numbers) {
    session->problem = problem;
    session->control = control;
    session->result = result;
    session->indices = indices;
    session->numbers = numbers;
    session->deadline = csg_now() + control->seconds;
    session->reported_incumbent = NAN;
    session->reported_bound = NAN;
    result->bound = NAN;
    csg_run_guarded(session, solve_loaded);
  } else {
    result->stop = CSG_STOPPED_BY_FAULT;
    strcpy(result->message, "no memory for the problem");
  }
  free(numbers);
  free(indices);
  free(session);
}

#endif
