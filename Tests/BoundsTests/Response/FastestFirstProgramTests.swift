import ServerChains
import Testing

@testable import Bounds

/// The dynamic program against rates that a local search finds: it may never be above them, and
/// must be near.
@Suite struct FastestFirstProgramTests {
  /// Slots that pay by their speed, in units of the arrival rate, with a goal that costs count
  /// beyond.
  private struct Case {
    let box: RateBox
    var fewest: Int
    let goal: Double
    let hull: PriceHull

    /// Jobs of the closed form beyond the goal, and payments of the first slots; infinite outside
    /// of the box.
    func cost(_ slots: [Double], paying: Int = .max) -> Double {
      let sums = slots.runningSums
      for index in slots.indices {
        guard box.slots.least[index] <= slots[index], slots[index] <= box.slots.most[index],
          box.sums.least[index] <= sums[index], sums[index] <= box.sums.most[index],
          index == 0 || slots[index] <= slots[index - 1]
        else { return .infinity }
      }
      var best = Double.infinity
      for count in fewest...slots.count where sums[count - 1] > 1 {
        // More jobs than the goal may cost anything.
        let jobs = FastestFirstBound.leastJobs(
          RateBox(Array(slots.prefix(count))), later: [], arrivalRate: 1)
        guard jobs < goal else { continue }
        let spare = sums[count - 1] - 1
        let queue = (Double(count) + 1 - goal) / spare + 1 / (spare * spare)
        let paid = slots.prefix(min(count, paying)).reduce(0) { total, rate in
          let line = hull.line(at: 1 / rate)
          return total + line.value - line.slope / rate
        }
        var (passed, served) = (1.0, 0.0)
        best = min(best, paid + queue)
        for index in 0..<count {
          let next = passed / (passed + sums[index])
          served += (passed - next) / slots[index]
          passed = next
          best = min(best, paid + served + passed * queue)
        }
      }
      return best
    }

    /// Rates of few jobs.
    func search(
      _ random: inout SeededGenerator, paying: Int = .max
    ) -> (slots: [Double], cost: Double) {
      var best: (slots: [Double], cost: Double) = ([], .infinity)
      for _ in 0..<60 {
        var slots = box.slots.least.indices.map {
          let part = random.uniform()
          return part * box.slots.least[$0] + (1 - part) * box.slots.most[$0]
        }.sorted(by: >)
        var cost = cost(slots, paying: paying)
        var step = 0.3
        for _ in 0..<500 where cost < .infinity {
          var changed = slots
          let index = random.integer(below: slots.count)
          changed[index] *= 1 + step * (random.uniform() - 0.5)
          if random.uniform() < 0.5 {
            let other = random.integer(below: slots.count)
            changed[other] -= changed[index] - slots[index]
          }
          let next = self.cost(changed, paying: paying)
          if next < cost { (slots, cost) = (changed, next) } else { step = max(1e-3, step * 0.98) }
        }
        if cost < best.cost { best = (slots, cost) }
      }
      return best
    }
  }

  private func make(_ random: inout SeededGenerator, count: Int) -> Case? {
    let fastest = (1.1 + random.uniform()) * 1.6 / Double(count)
    let least = fastest * (0.3 + 0.4 * random.uniform())
    var box = RateBox(
      slots: RateBox.Range(
        least: Array(repeating: least, count: count),
        most: Array(repeating: fastest, count: count)),
      sums: RateBox.Range(
        least: (1...count).map { Double($0) * least },
        most: (1...count).map { Double($0) * fastest * (1 - 0.02 * Double($0)) }))
    guard box.shape() else { return nil }
    // A convex price by time, from dear to cheap.
    var lines: [(slope: Double, value: Double)] = [(0, 0.02 * random.uniform())]
    var slope = 0.0
    for index in 1...4 {
      slope += 0.1 * random.uniform()
      let time = 1 / fastest + (1 / least - 1 / fastest) * (1 - Double(index) / 5)
      let price = lines.map { $0.value - $0.slope * time }.max() ?? 0
      lines.append((slope, price + slope * time))
    }
    let fewest = max(1, count - random.integer(below: 3))
    let jobs = FastestFirstBound.leastJobs(box, fewest: fewest, later: [], arrivalRate: 1)
    return Case(
      box: box, fewest: fewest, goal: jobs * (1.02 + random.uniform()),
      hull: PriceHull(lines: lines, fastestTime: 1 / fastest))
  }

  @Test(arguments: [1, 2, 3, 5, 8])
  func noRatesCostLess(_ count: Int) throws {
    var random = SeededGenerator(seed: UInt64(count))
    var compared = 0
    var near = 0
    for _ in 0..<(count > 5 ? 15 : 60) {
      guard let tried = make(&random, count: count) else { continue }
      let found = tried.search(&random)
      guard found.cost < .infinity else { continue }
      // Wide cells and fine ones, where they are fine at the right place and elsewhere.
      for (fineness, point) in [
        (1.0, found.slots), (1, tried.box.slots.most), (4, found.slots), (8, tried.box.slots.most),
        (8, tried.box.slots.least),
      ] {
        guard
          let program = FastestFirstProgram(
            tried.box, fewest: tried.fewest, later: [], arrivalRate: 1, goal: tried.goal,
            near: point, fineness: fineness)
        else { continue }
        let least = try #require(
          program.least(FastestFirstProgram.Payment(hull: tried.hull, scale: 1)))
        #expect(least <= found.cost, "\(count) slots, \(tried), \(found)")
        compared += 1
        if fineness == 1, least > found.cost * 0.99 { near += 1 }
      }
    }
    #expect(compared > 20)
    #expect(near > compared / 5)
  }

  /// Designs may have more slots than are followed, which pay nothing and are no faster.
  @Test func noFurtherSlotsCostLess() throws {
    var random = SeededGenerator(seed: 77)
    var (compared, near) = (0, 0)
    for _ in 0..<200 {
      let followed = 3 + random.integer(below: 4)
      guard var whole = make(&random, count: followed + 1 + random.integer(below: 3)) else {
        continue
      }
      whole.fewest = followed
      let found = whole.search(&random, paying: followed)
      guard found.cost < .infinity else { continue }
      let box = RateBox(
        slots: whole.box.slots.first(followed), sums: whole.box.sums.first(followed))
      guard
        let program = FastestFirstProgram(
          box, fewest: followed, later: Array(whole.box.sums.most.dropFirst(followed)),
          arrivalRate: 1, goal: whole.goal, near: Array(found.slots.prefix(followed)), fineness: 1)
      else { continue }
      let least = try #require(
        program.least(FastestFirstProgram.Payment(hull: whole.hull, scale: 1)))
      #expect(least <= found.cost, "\(followed) slots, \(whole), \(found)")
      compared += 1
      if least > found.cost * 0.97 { near += 1 }
    }
    #expect(compared > 20)
    #expect(near > compared / 10)
  }
}
