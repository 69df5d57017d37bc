#ifndef CHAINWRIGHT_CBC_WATCH_H
#define CHAINWRIGHT_CBC_WATCH_H

#ifdef __cplusplus
extern "C" {
#endif

// CBC's C interface can neither stop a running solve nor tell how far it is; its C++ interface
// can, by an event handler. No C++ exception leaves these functions.

/// Whom a solve asks and tells; it belongs to the caller and outlives the solve. It is told on the
/// thread that solves, and asked on any.
typedef struct ccw_watch {
  void *context;
  /// Asked at every node and after every heuristic; non-zero ends the solve. May be NULL.
  int (*should_stop)(void *context);
  /// Told of incumbent and bound as CBC has them, minimised; NaN stands for none. The incumbent's point
  /// has a value for each column, or is NULL. May be NULL.
  void (*report)(void *context, double incumbent, double bound, long nodes, const double *point,
                 int column_count);
} ccw_watch;

/// Attaches a watch to a model of the C interface, to be solved on this thread; 0 where this version
/// of CBC is not known well enough to do it safely.
int ccw_attach(void *cbc_model, const ccw_watch *watch);

/// Clp's primal simplex from the last basis, with one argument; 0 where nothing was solved.
int ccw_primal(void *clp_model);

#ifdef __cplusplus
}
#endif

#endif
