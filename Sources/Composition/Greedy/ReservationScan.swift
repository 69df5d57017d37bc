import ServerChains

/// GBP-CR's placements over all reservations, ascending, each at the smallest reservation that
/// gives it.
///
/// A placement stays the same while every server hosts as many blocks and, with
/// ``ChainStop/rate``, the chains stop at the same one. A server that hosts m blocks changes at
/// most m times, so there are no more than `Σ_j m_j(1)` placements for ``ChainStop/all``, however
/// fine the cache is.
struct ReservationScan: Sequence, IteratorProtocol {
  private let instance: Instance
  private let stop: ChainStop
  private let isOver: () -> Bool
  private var upcoming: Int? = 1

  /// Around a rate that stops the chains rounding decides, so every reservation is tried there.
  private static let closeness = 1e-8

  /// - Parameter isOver: Asked before every placement but the first; once it is true, there are no
  ///   more.
  init(_ instance: Instance, stop: ChainStop, isOver: @escaping () -> Bool) {
    self.instance = instance
    self.stop = stop
    self.isOver = isOver
  }

  mutating func next() -> (reservation: Int, blocks: BlockPlacement)? {
    guard let reservation = upcoming, reservation <= instance.maximumReservation,
      reservation == 1 || !isOver()
    else { return nil }
    let blocks = BlockPlacement(instance: instance, reservation: reservation, stop: stop)
    upcoming = following(reservation, blocks)
    return (reservation, blocks)
  }

  /// The next reservation that can give another placement; nil where none can.
  private func following(_ reservation: Int, _ blocks: BlockPlacement) -> Int? {
    var next = instance.servers.indices.compactMap { server -> Int? in
      let hosted = instance.hosted(by: server, reservation: reservation)
      return hosted > 0 ? instance.greatestReservation(of: server, hosting: hosted) + 1 : nil
    }.min()
    if stop == .rate, let required = instance.requiredRate, blocks.earlierRate > 0 {
      // From here on one chain fewer is enough.
      let change = (required / blocks.earlierRate * (1 - Self.closeness)).rounded(.down)
      if change < Double(next ?? 0) { next = Swift.max(reservation + 1, Int(change)) }
    }
    return next
  }
}
