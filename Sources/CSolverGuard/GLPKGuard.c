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

/// Ends the solve through the escape when time is up or a stop was asked for.
static void leave_if_asked(csg_session *session) {
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
  if (!session->tree_is_alive && session->lp) leave_if_asked(session);
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

const char *csg_glpk_version(void) { return glp_version(); }

#endif
