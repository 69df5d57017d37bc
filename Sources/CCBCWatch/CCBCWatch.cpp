#include "CCBCWatch.h"

#ifdef CHAINWRIGHT_CBC

#include <cmath>
#include <cstring>
#include <thread>

#include <coin/CbcEventHandler.hpp>
#include <coin/CbcModel.hpp>
#include <coin/Cbc_C_Interface.h>
#include <coin/Clp_C_Interface.h>

namespace {

/// How every release 2.10 lays out the beginning of the C interface's model.
struct ModelHead {
  /// An OsiClpSolverInterface.
  void *solver;
  CbcModel *model;
};

/// Looks at the watch whenever CBC has something to tell.
class Watcher : public CbcEventHandler {
 public:
  explicit Watcher(const ccw_watch *watch) : watch_(watch), owner_(std::this_thread::get_id()) {}

  CbcEventHandler *clone() const override { return new Watcher(*this); }

  CbcAction event(CbcEvent) override {
    // CBC's own threads call copies of this one while the thread that solves changes the model.
    if (std::this_thread::get_id() == owner_) report();
    bool stops = watch_->should_stop && watch_->should_stop(watch_->context);
    return stops ? stop : noAction;
  }

 private:
  /// Heuristics solve models of their own; only the user's counts.
  void report() const {
    const CbcModel *model = getModel();
    if (!watch_->report || !model || model->parentModel()) return;
    // The count of solutions lags behind: a heuristic's point is there before it is counted.
    double incumbent = model->bestSolution() ? model->getObjValue() : NAN;
    if (!(std::fabs(incumbent) < 1e49)) incumbent = NAN;
    double bound = model->getBestPossibleObjValue();
    watch_->report(watch_->context, incumbent, std::fabs(bound) < 1e49 ? bound : NAN,
                   model->getNodeCount(), std::isnan(incumbent) ? nullptr : model->bestSolution(),
                   model->getNumCols());
  }

  const ccw_watch *watch_;
  /// The thread that solves.
  const std::thread::id owner_;
};

}  // namespace

int ccw_attach(void *cbc_model, const ccw_watch *watch) {
  if (std::strncmp(Cbc_getVersion(), "2.10", 4) != 0) return 0;
  const ModelHead *head = static_cast<const ModelHead *>(cbc_model);
  // The solver's base is virtual, so its two addresses differ.
  if (!head->model || dynamic_cast<void *>(head->model->solver()) != head->solver) return 0;
  try {
    Watcher watcher(watch);
    head->model->passInEventHandler(&watcher);
  } catch (...) {
    return 0;
  }
  return 1;
}

int ccw_primal(void *clp_model) {
  Clp_primal(static_cast<Clp_Simplex *>(clp_model), 0);
  return 1;
}

#else

int ccw_attach(void *, const ccw_watch *) { return 0; }

int ccw_primal(void *) { return 0; }

#endif
