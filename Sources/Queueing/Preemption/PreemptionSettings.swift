/// How preemptive policies interrupt jobs and move their caches, after FastServe (arXiv
/// 2305.05920).
public struct PreemptionSettings: Hashable, Sendable {
  /// `q`: level p gives a job `q · 2^p` seconds of service before it is demoted.
  public var quantum: Double
  /// A job that has waited so many seconds without service is promoted to level 0.
  public var starvation: Double
  /// The link between a server's GPU and its host memory, in GB/s each way.
  public var bandwidth: Double
  /// Share of a chain's slots whose jobs are served at once; caches may fill all slots.
  ///
  /// At 1, the model of Documentation/Problem.md, "Dispatch policies", a job that is interrupted
  /// gives way only by leaving its slot.
  public var servedShare: Double
  /// Slots that swapping keeps free ahead of need, where it can.
  public var reserve: Int

  /// Settings; FastServe's quantum and starvation, and PCIe 4.0's 25 GB/s.
  ///
  /// - Precondition: Times and bandwidth are positive, the share lies in (0, 1], and the reserve is
  ///   not negative.
  public init(
    quantum: Double = 0.010, starvation: Double = 3, bandwidth: Double = 25,
    servedShare: Double = 1, reserve: Int = 1
  ) {
    precondition(
      quantum > 0 && starvation > 0 && bandwidth > 0 && reserve >= 0,
      "Quantum, starvation time and bandwidth are positive, the reserve not negative.")
    precondition(servedShare > 0 && servedShare <= 1, "The share served lies in (0, 1].")
    self.quantum = quantum
    self.starvation = starvation
    self.bandwidth = bandwidth
    self.servedShare = servedShare
    self.reserve = reserve
  }
}
