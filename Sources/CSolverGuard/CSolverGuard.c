#include "CSolverGuard.h"
