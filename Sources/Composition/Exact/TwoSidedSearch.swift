import Bounds
import Dispatch
import LinearModels
import Synchronization

/// What works on bounds and heeds a stop.
protocol BoundingSide: Sendable {
  var stop: StopToken? { get set }
}

extension BoundTightening: BoundingSide {}
extension ResponseBounding: BoundingSide {}

/// Bounds on one core and plans on the other.
enum TwoSidedSearch {
  /// Works on bounds beside the search for plans, and ends with that.
  ///
  /// - Parameters:
  ///   - side: What works on bounds; it is what it has become afterwards.
  ///   - board: What both sides tell each other.
  ///   - bounds: The work on bounds, on another thread.
  ///   - plans: The search for plans, on this one. Its end ends the other.
  /// - Throws: What either of them throws.
  static func run<Side: BoundingSide, Found>(
    _ side: inout Side, board: SearchBoard, bounds: @escaping @Sendable (inout Side) throws -> Void,
    plans: () throws -> Found
  ) throws -> Found {
    let enough = StopToken()
    let usual = side.stop
    side.stop = enough
    let outcome = Mutex<Result<Side, any Error>?>(nil)
    let group = DispatchGroup()
    DispatchQueue.global().async(group: group) { [side] in
      var side = side
      let result = Result {
        try bounds(&side)
        return side
      }
      outcome.withLock { $0 = result }
      board.endBounding()
    }
    let found = Result { try plans() }
    enough.requestStop()
    group.wait()
    if let ended = outcome.withLock({ $0 }) { side = try ended.get() }
    side.stop = usual
    return try found.get()
  }
}
