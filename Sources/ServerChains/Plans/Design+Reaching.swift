extension Design {
  /// How many of the fastest slots reach a rate, in jobs per second; nil where all do not.
  package func slotsReaching(_ rate: Double) -> Int? {
    var reached = 0.0
    var slots = 0
    for composed in chains {
      for _ in 0..<composed.capacity {
        slots += 1
        reached += composed.chain.rate
        if Verifier.reaches(reached, rate) { return slots }
      }
    }
    return nil
  }
}
