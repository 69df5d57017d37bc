/// A chain under a preemptive policy: who runs, whose caches are where, and the link to host
/// memory.
struct PreemptiveChain {
  let served: ServedChain
  /// Jobs served at once.
  let width: Int
  /// Seconds to move a cache one way.
  let swapTime: Double
  var running: [Int] = []
  var resident: [Int] = []
  var swapped = LevelQueue()
  /// Caches on their way out and on their way back.
  var leaving = 0
  var returning = 0
  private var outFree = 0.0
  private var inFree = 0.0

  init(_ served: ServedChain, settings: PreemptionSettings) {
    self.served = served
    width = max(1, Int((Double(served.capacity) * settings.servedShare + 1e-9).rounded(.down)))
    swapTime = served.largestCache / settings.bandwidth
  }

  /// Slots without a cache.
  var freeSlots: Int {
    served.capacity - running.count - resident.count - leaving - returning
  }

  /// Whether one more job could be served if its cache were here.
  var hasRoomToRun: Bool { running.count + returning < width }

  /// When a cache that leaves now is in host memory; caches leave one after the other.
  mutating func sendOut(at now: Double) -> Double {
    outFree = max(now, outFree) + swapTime
    return outFree
  }

  /// When a cache fetched now is back; caches return one after the other.
  mutating func fetch(at now: Double) -> Double {
    inFree = max(now, inFree) + swapTime
    return inFree
  }
}
