import ServerChains

/// The rules of dispatch that are compared (Documentation/Problem.md, "Dispatch policies"; chain l
/// has Z_l jobs, capacity c_l and rate μ_l).
public enum PolicyName: String, CaseIterable, Sendable {
  /// The fastest chain with a free slot, else one central first-come-first-served queue.
  case jffc
  /// Shortest queue (Z_l − c_l)⁺, ties by least Z_l/c_l, then at random.
  case jsq
  /// A random chain with a free slot, else a random chain.
  case jiq
  /// Least 1/μ_l + (Z_l − c_l + 1)⁺/(μ_l c_l), ties to the fastest.
  case sed
  /// Shortest queue (Z_l − c_l)⁺, ties to the fastest, free slot or not.
  case saJSQ = "sa-jsq"
  /// A chain with probability proportional to c_l μ_l.
  case random
  /// JFFC whose jobs move to faster chains at once when one frees: the reference that meets the
  /// lower bound.
  case migration = "jffc-migration"
  /// JFFC's dispatch with FastServe's skip-join multi-level feedback queue, caches kept where they
  /// are.
  case mlfqKept = "mlfq-kept"
  /// The same with caches swapped to host memory when slots run out.
  case mlfqSwapped = "mlfq-swapped"

  /// Whether jobs are interrupted at token boundaries.
  public var isPreemptive: Bool { self == .mlfqKept || self == .mlfqSwapped }
}

/// A rule that sends an arrival to a chain; it keeps what it needs of the chains' jobs up to date.
protocol DispatchPolicy {
  /// Whether arrivals wait in one queue for any chain (`choose` gives −1) instead of in their
  /// chain's own.
  static var hasCentralQueue: Bool { get }
  init(system: ChainSystem, generator: SeededGenerator)
  /// The chain an arrival goes to; −1 for the central queue.
  mutating func choose() -> Int
  /// Learns how many jobs a chain now has, those in its own queue included.
  mutating func note(chain: Int, jobs: Int)
}
