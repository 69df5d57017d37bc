import Glibc
import Synchronization

/// The process of one solve with a channel to it; ended at the latest when its owner forgets it.
final class SolveProcess: Sendable {
  /// This side of the stream to and from the process; never blocks.
  let channel: Int32
  /// What the process writes to standard error; never blocks.
  private let complaints: Int32
  private let nursery: SolverNursery
  private let number: Int32
  private let isOver = Mutex(false)

  init(of nursery: SolverNursery, number: Int32, channel: Int32, complaints: Int32) {
    self.nursery = nursery
    self.number = number
    self.channel = channel
    self.complaints = complaints
  }

  deinit {
    dismiss()
    close(channel)
    close(complaints)
  }

  /// Ends the process, which may have done so by itself; nobody asks how.
  func dismiss() {
    if isFirst { nursery.dismiss(number) }
  }

  /// Ends the process, which may have done so by itself, and says how that was; nil where it was
  /// over before.
  func end() -> ChildEnd? {
    guard isFirst else { return nil }
    let said = String(decoding: Channel.receive(from: complaints), as: UTF8.self)
    return nursery.end(number, said: said)
  }

  private var isFirst: Bool {
    isOver.withLock { isOver in
      defer { isOver = true }
      return !isOver
    }
  }
}
