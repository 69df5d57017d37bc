#ifndef CHAINWRIGHT_GLPK_SESSION_H
#define CHAINWRIGHT_GLPK_SESSION_H

#include <glpk.h>
#include <setjmp.h>

#include "CSolverGuard.h"

/// Everything about the one solve that a thread is running.
///
/// It lives outside the frame that calls setjmp, so its fields keep their values over a longjmp.
typedef struct csg_session {
  const csg_glpk_problem *problem;
  const csg_glpk_control *control;
  csg_glpk_result *result;
  glp_prob *lp;
  /// Scratch for one row or one point, 1-based as GLPK wants it.
  int *indices;
  double *numbers;
  double deadline;
  /// The power of two that the objective is multiplied with.
  double objective_scale;
  /// Whether a tree callback was seen; before it a stop has no incumbent to lose.
  int tree_is_alive;
  int start_was_offered;
  /// Whether the simplex holds the tree's point with its continuous part solved again.
  int is_polished;
  double reported_incumbent;
  double reported_bound;
  /// Whether GLPK's environment must outlive this call, because a live program is in it.
  int keeps_environment;
  jmp_buf escape;
  /// The last text that GLPK wrote.
  char text[1024];
  int text_length;
} csg_session;

// GLPKGuard.c, which knows nothing of what is guarded.

/// Runs a body with GLPK's abort and output under control, and cleans up after either ending.
void csg_run_guarded(csg_session *session, void (*body)(csg_session *));
/// How often this thread's GLPK environment has been freed; a live program dies with it.
long csg_environment_generation(void);
double csg_now(void);
/// Returns a CSG_ constant: whether time or the caller asks for the end.
int csg_asked_to_stop(const csg_session *session);

// GLPKProblem.c: to GLPK and back.

/// GLPK's name for what a pair of bounds is.
int csg_bound_kind(double lower, double upper);
void csg_load(csg_session *session);
void csg_read_out(csg_session *session);

// GLPKSearch.c, which asks the guard for the time and for a stop.

void csg_solve_lp(csg_session *session);
void csg_solve_tree(csg_session *session);

#endif
