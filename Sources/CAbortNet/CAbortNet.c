#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "CAbortNet.h"

#include <dlfcn.h>
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/// Where this thread's innermost call is left to.
static _Thread_local jmp_buf *innermost = NULL;

/// What failed in this thread's last call.
static _Thread_local char words[512];

/// Whether calls are made without the net.
static int is_removed = 0;

static const char *file_name(const char *path) {
  const char *slash = strrchr(path, '/');
  return slash ? slash + 1 : path;
}

// Weak, so that a program that is linked with the C library as a whole keeps that one's.
__attribute__((weak, noreturn, visibility("default"))) void __assert_fail(
    const char *assertion, const char *file, unsigned int line, const char *function) {
  if (innermost) {
    snprintf(words, sizeof words, "%s:%u: assertion %s", file_name(file), line, assertion);
    longjmp(*innermost, 1);
  }
  fprintf(stderr, "%s: %s:%u: %s: Assertion `%s' failed.\n", program_invocation_short_name, file,
          line, function ? function : "?", assertion);
  abort();
}

__attribute__((weak, noreturn, visibility("default"))) void abort(void) {
  if (innermost) {
    snprintf(words, sizeof words, "abort()");
    longjmp(*innermost, 1);
  }
  void *original = dlsym(RTLD_NEXT, "abort");
  if (original) ((void (*)(void))original)();
  signal(SIGABRT, SIG_DFL);
  raise(SIGABRT);
  _Exit(134);
}

const char *cab_words_of_abort(int (*function)(void *), void *argument) {
  jmp_buf escape;
  jmp_buf *outer = innermost;
  const char *failure = NULL;
  if (is_removed) {
    function(argument);
    return NULL;
  }
  if (setjmp(escape) == 0) {
    innermost = &escape;
    function(argument);
  } else {
    failure = words;
  }
  innermost = outer;
  return failure;
}

void cab_remove(void) { is_removed = 1; }

int cab_fail_assertion(void *argument) {
  (void)argument;
  __assert_fail("bound == floor(bound)", "cuts/probing.cpp", 12, "probe");
}

int cab_abort(void *argument) {
  (void)argument;
  abort();
}
