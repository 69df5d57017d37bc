/// What is to happen to a job under a preemptive policy.
struct PreemptiveEvent {
  enum Kind {
    /// It comes to its end or to a boundary where its level or its right to run is looked at.
    case boundary
    /// It has waited too long.
    case starvation
    case swappedOut
    case swappedIn
  }

  let time: Double
  let order: Int
  let kind: Kind
  let task: Int
  /// The job's stamp when the event was noted; void where it has another by now.
  let stamp: Int

  static func < (left: PreemptiveEvent, right: PreemptiveEvent) -> Bool {
    (left.time, left.order) < (right.time, right.order)
  }
}

/// Events in order of time, ties in the order they were noted: a binary heap.
struct EventQueue {
  private var heap: [PreemptiveEvent] = []
  private var order = 0

  /// The earliest event's time; infinite without events.
  var earliest: Double { heap.first?.time ?? .infinity }

  /// Notes an event.
  mutating func add(
    _ kind: PreemptiveEvent.Kind, at time: Double, task: Int, stamp: Int
  ) {
    heap.append(
      PreemptiveEvent(time: time, order: order, kind: kind, task: task, stamp: stamp))
    order += 1
    var place = heap.count - 1
    while place > 0, heap[place] < heap[(place - 1) / 2] {
      heap.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  /// Takes the earliest event.
  mutating func removeFirst() -> PreemptiveEvent? {
    guard let first = heap.first, let last = heap.popLast() else { return nil }
    guard !heap.isEmpty else { return first }
    heap[0] = last
    var place = 0
    while true {
      var least = place
      for child in [2 * place + 1, 2 * place + 2]
      where child < heap.count && heap[child] < heap[least] { least = child }
      guard least != place else { return first }
      heap.swapAt(place, least)
      place = least
    }
  }
}
