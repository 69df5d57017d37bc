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

  fileprivate func joined(with other: SlotGroup) -> SlotGroup {
    let sum = weight * Double(count) + other.weight * Double(other.count)
    return SlotGroup(weight: sum / Double(count + other.count), count: count + other.count)
  }
}

extension [Double] {
  /// The nearest weights that fall: neighbours out of order are all at their mean.
  ///
  /// For rates that fall, their weighted sum is no less.
  var falling: [Double] {
    var groups: [SlotGroup] = []
    for weight in self {
      var group = SlotGroup(weight: weight, count: 1)
      while let last = groups.last, last.weight < group.weight {
        groups.removeLast()
        group = last.joined(with: group)
      }
      groups.append(group)
    }
    return groups.flatMap { Array(repeating: $0.weight, count: $0.count) }
  }
}
