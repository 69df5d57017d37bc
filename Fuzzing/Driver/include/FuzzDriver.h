#ifndef CHAINWRIGHT_FUZZ_DRIVER_H
#define CHAINWRIGHT_FUZZ_DRIVER_H

#include <stddef.h>
#include <stdint.h>

/// Judges one input; returns 0.
typedef int (*fuzz_judge)(const uint8_t *start, size_t count);

/// Runs libFuzzer on the process's arguments.
int fuzz_run(int argc, char **argv, fuzz_judge judge);

#endif
