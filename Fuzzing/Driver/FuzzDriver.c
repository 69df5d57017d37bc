#include "FuzzDriver.h"

/// Of libFuzzer's library, which the executable links with.
int LLVMFuzzerRunDriver(int *argc, char ***argv, fuzz_judge judge);

int fuzz_run(int argc, char **argv, fuzz_judge judge) {
  return LLVMFuzzerRunDriver(&argc, &argv, judge);
}
