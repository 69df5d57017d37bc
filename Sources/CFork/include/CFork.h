#ifndef CHAINWRIGHT_FORK_H
#define CHAINWRIGHT_FORK_H

#include <stddef.h>
#include <sys/types.h>

// What Swift does not offer: fork, and descriptors sent over a socket.

/// Splits this process in two, as fork(2); the child is killed when its parent ends. Only a process with
/// a single thread may do this and go on with Swift in the child.
pid_t cfk_fork(void);

/// Sends bytes, and descriptors with them; 0, or an error number.
int cfk_send(int socket, const void *bytes, size_t size, const int *descriptors, int count);

/// Receives exactly so many bytes, and at most so many descriptors with them, which close on exec;
/// those that did not come are -1. 1 where all bytes came, 0 where the stream ended before.
int cfk_receive(int socket, void *bytes, size_t size, int *descriptors, int count);

#endif
