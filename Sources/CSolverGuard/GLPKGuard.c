#include "CSolverGuard.h"

#ifdef CHAINWRIGHT_GLPK

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "GLPKSession.h"

// A nested solve would share GLPK's thread-local environment with the outer one and free it.
static _Thread_local int thread_is_solving = 0;

// Counts how often this thread's environment was freed, and with it every live program.
static _Thread_local long environment_generation = 0;

static void free_environment(void) {
  glp_free_env();
  environment_generation++;
}

long csg_environment_generation(void) { return environment_generation; }

double csg_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

int csg_asked_to_stop(const csg_session *session) {
  const csg_glpk_control *control = session->control;
  if (control->should_stop && control->should_stop(control->context)) {
    return CSG_STOPPED_BY_REQUEST;
  }
  return csg_now() >= session->deadline ? CSG_STOPPED_BY_TIME : CSG_NOT_STOPPED;
}

void csg_leave_if_asked(csg_session *session) {
  int stop = csg_asked_to_stop(session);
  if (stop != CSG_NOT_STOPPED) longjmp(session->escape, stop);
}

/// Keeps the newest text, drops the oldest.
static void keep_text(csg_session *session, const char *text) {
  int capacity = (int)sizeof session->text - 1;
  int length = (int)strlen(text);
  if (length > capacity) {
    text += length - capacity;
    length = capacity;
  }
  int kept = session->text_length + length > capacity ? capacity - length : session->text_length;
  memmove(session->text, session->text + session->text_length - kept, (size_t)kept);
  memcpy(session->text + kept, text, (size_t)length);
  session->text_length = kept + length;
  session->text[session->text_length] = 0;
}

/// GLPK writes a line now and then from inside a long simplex: the only place to end one.
static int on_text(void *info, const char *text) {
  csg_session *session = info;
  keep_text(session, text);
  if (!session->tree_is_alive && session->lp) csg_leave_if_asked(session);
  return session->control->prints_log ? 0 : 1;
}

/// Copies the last two lines that GLPK wrote: what failed, and where in GLPK.
static void on_error(void *info) {
  csg_session *session = info;
  char *text = session->text;
  int end = session->text_length;
  while (end > 0 && text[end - 1] == '\n') end--;
  int begin = end;
  for (int lines = 0; begin > 0; begin--) {
    if (text[begin - 1] == '\n' && ++lines == 2) break;
  }
  int capacity = (int)sizeof session->result->message - 1;
  if (end - begin > capacity) begin = end - capacity;
  for (int i = begin; i < end; i++) {
    session->result->message[i - begin] = text[i] == '\n' ? ' ' : text[i];
  }
  session->result->message[end - begin] = 0;
  longjmp(session->escape, CSG_STOPPED_BY_FAULT);
}

static void unhook(void) {
  glp_error_hook(NULL, NULL);
  glp_term_hook(NULL, NULL);
}

/// Runs a body with GLPK's abort and output under control, and cleans up after either ending.
void csg_run_guarded(csg_session *session, void (*body)(csg_session *)) {
  csg_glpk_result *result = session->result;
  if (thread_is_solving) {
    result->stop = CSG_STOPPED_BY_FAULT;
    strcpy(result->message, "a solve was started from within another one on the same thread");
    return;
  }
  thread_is_solving = 1;
  int environment_is_ours = glp_init_env() == 0;
  glp_term_out(GLP_ON);
  glp_term_hook(on_text, session);
  glp_error_hook(on_error, session);
  int stop = setjmp(session->escape);
  if (stop == 0) {
    body(session);
    unhook();
    if (environment_is_ours && !session->keeps_environment) free_environment();
  } else {
    result->stop = stop;
    unhook();
    free_environment();
  }
  thread_is_solving = 0;
}

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

static void load_bad_column(csg_session *session) {
  int index[2] = {0, 99};
  double value[2] = {0, 1};
  session->lp = glp_create_prob();
  glp_add_rows(session->lp, 1);
  glp_add_cols(session->lp, 1);
  glp_set_mat_row(session->lp, 1, 1, index, value);
}

void csg_glpk_provoke_abort(csg_glpk_result *result) {
  csg_glpk_control control = {0};
  csg_session *session = calloc(1, sizeof *session);
  control.seconds = INFINITY;
  if (session) {
    session->control = &control;
    session->result = result;
    session->deadline = INFINITY;
    csg_run_guarded(session, load_bad_column);
  }
  free(session);
}

int csg_has_glpk(void) { return 1; }

const char *csg_glpk_version(void) { return glp_version(); }

#else

int csg_has_glpk(void) { return 0; }

const char *csg_glpk_version(void) { return ""; }

#endif
