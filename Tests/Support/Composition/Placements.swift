import ServerChains

extension Instance {
  /// Every placement on which each server that hosts blocks has room for a job's cache.
  package func forEachPlacement(_ body: (Placement) -> Void) {
    var placement = Placement(serverCount: servers.count)
    func place(_ server: Int) {
      guard server < servers.count else { return body(placement) }
      placement[server] = nil
      place(server + 1)
      for count in 1...blocks where slots(of: server, hosting: count) > 0 {
        for first in 1...(blocks - count + 1) {
          placement[server] = BlockRange(first: first, count: count)
          place(server + 1)
        }
      }
      placement[server] = nil
    }
    place(0)
  }
}
