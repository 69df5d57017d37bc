import ServerChains

/// An improvement search over placements, judged by GCA
/// (Documentation/Problem.md, "Improvement search").
///
/// Threshold accepting: a move is kept unless it loses more than a threshold that shrinks to
/// nothing over a round. The moves are those that change a placement as chains see it: shift a
/// boundary that neighbours share, align a server to a boundary, swap two servers, resize, drop,
/// and place anew between two boundaries. Everything is drawn from a seeded generator and judged
/// with sums and quotients alone, so a seed means the same search on every machine.
struct PlacementSearch {
  private let instance: Instance
  private var judge: FastAllocation
  private var generator: SeededGenerator
  private var firsts: [Int32]
  private var lasts: [Int32]
  private var value = 0.0
  private(set) var bestValue = 0.0
  private var bestFirsts: [Int32]
  private var bestLasts: [Int32]
  /// Servers touched by the move under trial, with what they hosted before.
  private var undo: [(server: Int, first: Int32, last: Int32)] = []

  init(instance: Instance, goal: SearchGoal, seed: UInt64) {
    self.instance = instance
    judge = FastAllocation(instance: instance, goal: goal)
    generator = SeededGenerator(seed: seed)
    firsts = Array(repeating: 1, count: instance.servers.count)
    lasts = Array(repeating: 0, count: instance.servers.count)
    bestFirsts = firsts
    bestLasts = lasts
  }

  /// The best placement seen.
  var bestPlacement: Placement {
    Placement(firsts: bestFirsts, lasts: bestLasts)
  }

  /// Begins a round at a placement.
  mutating func begin(at placement: Placement) {
    for (server, range) in placement.ranges.enumerated() {
      firsts[server] = Int32(range?.first ?? 1)
      lasts[server] = Int32(range?.last ?? 0)
    }
    value = judge.value(firsts: firsts, lasts: lasts, floor: 0)
    keepIfBest()
  }

  /// Tries moves with a threshold that falls from `heat · value` to 0.
  mutating func run(moves: Int, heat: Double, isCalledOff: () -> Bool = { false }) {
    for step in 0..<moves {
      if step % judge.movesPerLook == 0, isCalledOff() { return }
      let cooling = 1 - Double(step) / Double(moves)
      let draw = generator.uniform()
      // Mostly small losses, now and then a large one.
      let threshold = value * (1 - heat * cooling * cooling * draw * draw)
      propose()
      guard !undo.isEmpty else { continue }
      let candidate = judge.value(
        firsts: firsts, lasts: lasts, floor: threshold)
      if candidate >= threshold {
        value = candidate
        keepIfBest()
      } else {
        for change in undo.reversed() {
          firsts[change.server] = change.first
          lasts[change.server] = change.last
        }
      }
    }
  }

  private mutating func keepIfBest() {
    guard value > bestValue * (1 + 1e-12) else { return }
    bestValue = value
    bestFirsts = firsts
    bestLasts = lasts
  }

  // MARK: Moves

  private mutating func propose() {
    undo.removeAll(keepingCapacity: true)
    switch draw(16) {
    case 0, 1, 2, 3: shiftBoundary()
    case 4, 5, 6: swapServers()
    case 7, 8, 9: alignServer()
    case 10, 11: resize()
    case 12: slide()
    case 13: set(draw(judge.serverCount), first: 1, last: 0)
    default: placeAnew()
    }
  }

  private mutating func draw(_ count: Int) -> Int {
    generator.integer(below: count)
  }

  /// Gives a server a range, if it can host it; remembers what was there.
  private mutating func set(_ server: Int, first: Int, last: Int) {
    if last > 0 {
      guard first >= 1, last <= judge.blocks, first <= last,
        last - first + 1 <= judge.mostHosted[server]
      else { return }
    }
    guard Int32(first) != firsts[server] || Int32(last) != lasts[server] else { return }
    undo.append((server, firsts[server], lasts[server]))
    firsts[server] = Int32(first)
    lasts[server] = Int32(last)
  }

  private mutating func drawPlaced() -> Int? {
    for _ in 0..<4 {
      let server = draw(judge.serverCount)
      if lasts[server] > 0 { return server }
    }
    return nil
  }

  /// A position where some server ends, 0 among them.
  private mutating func drawBoundary() -> Int {
    guard let server = drawPlaced(), draw(8) > 0 else { return 0 }
    return Int(lasts[server])
  }

  /// Moves an end and every range that begins behind it, together.
  private mutating func shiftBoundary() {
    guard let server = drawPlaced() else { return }
    let boundary = Int(lasts[server])
    guard boundary < judge.blocks else { return }
    let step = [-3, -2, -1, -1, 1, 1, 2, 3][draw(8)]
    for other in 0..<judge.serverCount where lasts[other] > 0 {
      let (first, last) = (Int(firsts[other]), Int(lasts[other]))
      if last == boundary {
        // Keep what the server processes where its memory allows, else what it hosts.
        let newFirst = draw(2) == 0 ? first : first + step
        set(other, first: max(1, newFirst), last: last + step)
      } else if first == boundary + 1 {
        set(other, first: first + step, last: last)
      }
    }
  }

  private mutating func swapServers() {
    guard let one = drawPlaced() else { return }
    let other = draw(judge.serverCount)
    guard one != other else { return }
    let (oneFirst, oneLast) = (Int(firsts[one]), Int(lasts[one]))
    let (otherFirst, otherLast) = (Int(firsts[other]), Int(lasts[other]))
    setCut(other, first: oneFirst, last: oneLast)
    setCut(one, first: otherFirst, last: otherLast)
  }

  /// As `set`, with the beginning cut where the server cannot host it all.
  private mutating func setCut(_ server: Int, first: Int, last: Int) {
    set(
      server, first: last > 0 ? max(first, last - judge.mostHosted[server] + 1) : first, last: last)
  }

  private mutating func alignServer() {
    guard let server = drawPlaced() else { return }
    let boundary = drawBoundary()
    let (first, last) = (Int(firsts[server]), Int(lasts[server]))
    switch draw(3) {
    case 0: set(server, first: boundary + 1, last: last)
    case 1: set(server, first: first, last: boundary > 0 ? boundary : judge.blocks)
    default:
      let end = boundary > 0 ? boundary : judge.blocks
      set(server, first: max(1, end - (last - first)), last: end)
    }
  }

  private mutating func resize() {
    guard let server = drawPlaced() else { return }
    let step = draw(2) == 0 ? 1 : -1
    if draw(2) == 0 {
      set(server, first: Int(firsts[server]) + step, last: Int(lasts[server]))
    } else {
      set(server, first: Int(firsts[server]), last: Int(lasts[server]) + step)
    }
  }

  private mutating func slide() {
    guard let server = drawPlaced() else { return }
    let step = draw(2) == 0 ? 1 : -1
    set(server, first: Int(firsts[server]) + step, last: Int(lasts[server]) + step)
  }

  /// From one boundary to another, or as far as memory reaches.
  private mutating func placeAnew() {
    let server = draw(judge.serverCount)
    let start = drawBoundary()
    guard start < judge.blocks, judge.mostHosted[server] > 0 else { return }
    var end = drawBoundary()
    if end <= start || end - start > judge.mostHosted[server] {
      end = min(judge.blocks, start + 1 + draw(judge.mostHosted[server]))
    }
    set(server, first: start + 1, last: end)
  }
}

extension Placement {
  /// By server the first block and the last one, which is 0 where it hosts nothing.
  init(firsts: [Int32], lasts: [Int32]) {
    self.init(
      zip(firsts, lasts).map { first, last in
        last > 0 ? BlockRange(first: Int(first), count: Int(last - first + 1)) : nil
      })
  }
}
