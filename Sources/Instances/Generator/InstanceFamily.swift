/// In what the servers of a generated instance differ.
///
/// Synthetic families use blocks of 1 GB, a cache of 0.2 GB per job and block, and these laws, each
/// figure drawn by itself (`base` is `max(2, copies · L / J)`, the blocks a mean server holds with
/// one job's cache on each, and `u` is uniform in {0.50, 0.51, …, 1.50}):
///
/// | figure | where it varies | elsewhere |
/// |---|---|---|
/// | memory `M_j` | `1.2 · base · u` GB, rounded down to 0.1 | `1.2 · base` |
/// | communication time `τᶜ_j` | uniform in {0.20, 0.21, …, 1.60} s | 0.9 s |
/// | computation time `τᵖ_j` | uniform in {0.20, 0.21, …, 0.90} s per block | 0.55 s |
public enum InstanceFamily: String, CaseIterable, Sendable {
  /// All three figures vary, each by itself.
  case mixed
  /// Only memory varies.
  case memory
  /// Only computation time varies.
  case speed
  /// Only communication time varies.
  case network
  /// BLOOM-176B on fast and slow MIG servers as in the paper (arXiv 2604.14993, section V).
  ///
  /// `share · J` servers, rounded to the nearest whole number and at least one, are fast (40 GB,
  /// 0.109 s per block), the others slow (20 GB, 0.175 s); blocks take 1.32 GB, cache 0.11 GB;
  /// `τᶜ_j = 20 · (RTT_j + 18 ms)` with RTT uniform in {5.0, 5.1, …, 60.0} ms; which servers are
  /// fast is a uniform draw; 0.2 jobs per second at a load of at most 0.7.
  case paper
  /// All servers are equal.
  case homogeneous
  /// The setting in which BPRR's authors record their MILP's gap (arXiv 2512.21884;
  /// Documentation/Problem.md, "The predecessor's MILP").
  ///
  /// `share · J` servers, rounded to the nearest whole number and at least one, are remote
  /// (79.14 GB, 15/7 ms per block and token, RTT uniform in [100, 200] ms), the others local
  /// (9.5 GB, 15 ms, [0, 5] ms); 25 ms overhead per token and server, 100 tokens; blocks take
  /// 1.32 GB, cache 4 · 14336 · 100 bytes; the remote servers are the last. No load is stated.
  case bprr

  /// One clause for help texts and provenance.
  public var summary: String {
    switch self {
    case .mixed: "memory, computation and communication time vary independently"
    case .memory: "only memory varies"
    case .speed: "only computation time varies"
    case .network: "only communication time varies"
    case .paper: "BLOOM-176B on fast and slow servers as in arXiv 2604.14993"
    case .homogeneous: "all servers are equal"
    case .bprr: "local and remote servers as in arXiv 2512.21884"
    }
  }

  var variesMemory: Bool { self == .mixed || self == .memory }
  var variesSpeed: Bool { self == .mixed || self == .speed }
  var variesNetwork: Bool { self == .mixed || self == .network }
}
