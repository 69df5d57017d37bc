/// The process of one solve with a channel to it; ended at the latest when its owner forgets it.
struct SolveProcess: ~Copyable {
  /// This side of the stream to and from the process; never blocks.
  var channel: Int32 { lines.channel.number }
  private let lines: ProcessLines.Ends
  private let nursery: SolverNursery
  private let number: Int32
  private var isOver = false

  init(of nursery: SolverNursery, number: Int32, lines: consuming ProcessLines.Ends) {
    self.nursery = nursery
    self.number = number
    self.lines = lines
  }

  deinit {
    if !isOver { nursery.dismiss(number) }
  }

  /// Ends the process, which may have done so by itself; nobody asks how.
  mutating func dismiss() {
    if !isOver { nursery.dismiss(number) }
    isOver = true
  }

  /// Ends the process, which may have done so by itself, and says how that was; nil where it was
  /// over before.
  mutating func end() -> ChildEnd? {
    guard !isOver else { return nil }
    isOver = true
    let said = String(
      decoding: Channel.receive(from: lines.complaints.number), as: UTF8.self)
    return nursery.end(number, said: said)
  }
}
