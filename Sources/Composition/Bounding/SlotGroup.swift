/// Slots that count alike.
struct SlotGroup: Sendable, Equatable {
  /// What each slot's rate is multiplied with, not below 0.
  var weight: Double
  var count: Int
}

extension [SlotGroup] {
  /// Those of so many slots.
  func first(_ count: Int) -> [SlotGroup] {
    var left = count
    return compactMap { group in
      let taken = Swift.min(left, group.count)
      left -= taken
      return taken > 0 ? SlotGroup(weight: group.weight, count: taken) : nil
    }
  }

  /// With neighbours joined that differ least: a mean weight for both.
  func merged(atMost most: Int) -> [SlotGroup] {
    var groups = self
    while groups.count > 1 {
      let nearest = (0..<groups.count - 1).map { (groups[$0].difference(to: groups[$0 + 1]), $0) }
        .min { $0 < $1 }
      guard let (difference, index) = nearest, groups.count > most || difference < 1e-10
      else { break }
      groups[index] = groups[index].joined(with: groups[index + 1])
      groups.remove(at: index + 1)
    }
    return groups
  }
}

extension SlotGroup {
  /// What joining two groups falsifies.
  fileprivate func difference(to other: SlotGroup) -> Double {
    let (a, b) = (Double(count), Double(other.count))
    let distance = weight - other.weight
    return a * b / (a + b) * distance * distance
  }

  func joined(with other: SlotGroup) -> SlotGroup {
    let sum = weight * Double(count) + other.weight * Double(other.count)
    return SlotGroup(weight: sum / Double(count + other.count), count: count + other.count)
  }
}
