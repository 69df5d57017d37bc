import LinearModels
import ServerChains

/// A lower bound of the mean number of jobs over all designs and dispatches that gives all numbers of jobs the same placement,
/// and lets no job change its slot: it does not hold for JFFC with migration.
///
/// Whatever the design, its i fastest slots have some rate `f_i` together. The range of `f_i` is cut into cells; in a cell
/// `a ≤ f_i ≤ b` limits every other `f_n` (``RateTradeoff``), and a ``DispatchProgram`` with these rates bounds what any dispatch
/// can do. The least bound of a cell holds for every design; the cell that has it is split next.
struct SharedPlacementBound {
  private let arrivalRate: Double
  private let fastestTime: Double
  private let tradeoff: RateTradeoff
  private let slowSlots: Int
  private let hasMoreSlots: Bool
  private let solver: any LiveProgramSolver
  private var cells: [Cell] = []

  private struct Cell {
    let least: Double
    let most: Double
    let bound: Double
  }

  /// Jobs that may wait in a dispatch program; more are not followed.
  private static let waiting = 6

  /// - Parameters:
  ///   - slowSlots: How many of the other slots are followed.
  ///   - hasMoreSlots: Whether there can be more of them.
  init(
    arrivalRate: Double, fastestTime: Double, tradeoff: RateTradeoff, slowSlots: Int,
    hasMoreSlots: Bool, solver: any LiveProgramSolver
  ) {
    self.arrivalRate = arrivalRate
    self.fastestTime = fastestTime
    self.tradeoff = tradeoff
    self.slowSlots = slowSlots
    self.hasMoreSlots = hasMoreSlots
    self.solver = solver
  }

  /// No design has fewer jobs on average; safe.
  var bound: Double { cells.map(\.bound).min() ?? 0 }

  /// Splits cells until the bound is no longer wanted, gains nothing or the time is up.
  mutating func run(isWanted: (Double) -> Bool) throws {
    let greatest = tradeoff.rate(of: tradeoff.fastSlots, least: 0)
    cells = [try cell(0, greatest)]
    while let worst = cells.indices.min(by: { cells[$0].bound < cells[$1].bound }),
      isWanted(cells[worst].bound)
    {
      let cell = cells[worst]
      guard cell.most - cell.least > Self.resolution * greatest else { return }
      let middle = (cell.least + cell.most) / 2
      cells[worst] = try self.cell(cell.least, middle, parent: cell.bound)
      cells.append(try self.cell(middle, cell.most, parent: cell.bound))
    }
  }

  /// Cells are not made smaller than this, relatively.
  private static let resolution = 1e-3

  private func cell(_ least: Double, _ most: Double, parent: Double = 0) throws -> Cell {
    let fast = tradeoff.fastSlots
    let rates = DispatchProgram.Rates(
      fast: (1...fast).map { $0 < fast ? min(most, tradeoff.rate(of: $0, least: least)) : most },
      slow: (1...slowSlots).map {
        max(
          0,
          min(
            Double($0) * most / Double(fast), tradeoff.rate(of: fast + $0, least: least) - least))
      },
      total: (1...fast + slowSlots).map { tradeoff.rate(of: $0, least: least) })
    let program = DispatchProgram(
      arrivalRate: arrivalRate, rates: rates, fastestTime: fastestTime, waiting: Self.waiting,
      hasMoreSlots: hasMoreSlots)
    let found = try program.leastJobs(solver: solver) ?? 0
    return Cell(least: least, most: most, bound: max(parent, found))
  }
}
