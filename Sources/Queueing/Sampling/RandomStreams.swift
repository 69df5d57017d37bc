import ServerChains

/// What a random stream of a run is for; each use has a stream of its own.
package enum StreamUse: UInt64, Sendable {
  /// Gaps between arrivals.
  case arrivals = 1
  /// Sizes of jobs.
  case sizes = 2
  /// Choices of the dispatcher.
  case choices = 3
}

/// The independent streams of a replication.
///
/// Job k takes the k-th gap and the k-th size whatever the policy, because both are drawn in order
/// of arrival from streams no policy touches: policies compared under one seed see the same jobs
/// (common random numbers).
package struct RandomStreams: Sendable {
  private let root: UInt64

  /// The streams of one replication under a seed.
  package init(seed: UInt64, replication: Int) {
    var spreader = SplitMix64(seed: seed)
    root = spreader.next() ^ (UInt64(replication) &* 0xD134_2543_DE82_EF95)
  }

  /// A generator at the stream's beginning.
  package func generator(for use: StreamUse) -> SeededGenerator {
    var spreader = SplitMix64(seed: root)
    var seed = spreader.next()
    for _ in 0..<use.rawValue { seed = spreader.next() }
    return SeededGenerator(seed: seed)
  }
}
