#ifndef CHAINWRIGHT_ABORT_NET_H
#define CHAINWRIGHT_ABORT_NET_H

// A net under libraries whose failed assertions call abort(). The program's own __assert_fail and
// abort() come before those of the C library, so a call on this thread can be left instead, by a
// longjmp that crosses the library's frames only: what these hold is leaked. What the C library
// itself finds wrong with its heap still ends the program.

/// Calls a function of a library; NULL, or what failed where it was left because it aborted.
///
/// No frame in between may be Swift's. The words stay until this thread's next call. Aborts on
/// threads that the function starts are not caught.
const char *cab_words_of_abort(int (*function)(void *), void *argument);

/// Takes the net away for good, in a process that is a net itself: its end says more.
void cab_remove(void);

/// For tests: fails an assertion.
int cab_fail_assertion(void *argument);
/// For tests: aborts.
int cab_abort(void *argument);

#endif
