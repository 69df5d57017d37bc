/// The busy slots in order of their departure times, as an indexed four-ary heap.
///
/// Slots are numbered 0 ..< capacity and stand in the heap at most once; equal times come in order
/// of slots, so that a run does not depend on how the heap came to its shape.
struct DepartureHeap: ~Copyable {
  // Not private: the compiler (6.3.1) breaks on a noncopyable type whose stored generic names a
  // private type.
  struct Entry: BitwiseCopyable {
    var time: Double
    var slot: Int

    @inline(__always)
    static func < (left: Entry, right: Entry) -> Bool {
      left.time < right.time || (left.time == right.time && left.slot < right.slot)
    }
  }

  private let entries: Cells<Entry>
  private let places: Cells<Int>
  /// Busy slots.
  private(set) var count = 0

  init(capacity: Int) {
    entries = Cells(repeating: Entry(time: .infinity, slot: 0), count: capacity)
    places = Cells(repeating: -1, count: capacity)
  }

  /// The earliest departure; infinite where no slot is busy.
  var earliest: Double {
    @inline(__always) get { count == 0 ? .infinity : entries[0].time }
  }

  /// The slot that departs first.
  var earliestSlot: Int {
    @inline(__always) get {
      assert(count > 0, "No slot departs while all are free.")
      return entries[0].slot
    }
  }

  /// When a busy slot departs.
  func time(of slot: Int) -> Double { entries[places[slot]].time }

  /// Takes a slot in.
  ///
  /// - Complexity: O(log count).
  @inline(__always)
  mutating func insert(_ slot: Int, at time: Double) {
    assert(places[slot] < 0, "Slot \(slot) is busy already.")
    count += 1
    rise(Entry(time: time, slot: slot), from: count - 1)
  }

  /// Removes the slot that departs first.
  @inline(__always)
  mutating func removeEarliest() {
    remove(entries[0].slot)
  }

  /// Gives the first slot a later departure.
  @inline(__always)
  mutating func replaceEarliest(at time: Double) {
    sink(Entry(time: time, slot: entries[0].slot), from: 0)
  }

  /// Removes a busy slot.
  mutating func remove(_ slot: Int) {
    let place = places[slot]
    places[slot] = -1
    count -= 1
    guard place < count else { return }
    let moved = entries[count]
    if place > 0, moved < entries[(place - 1) >> 2] {
      rise(moved, from: place)
    } else {
      sink(moved, from: place)
    }
  }

  /// Gives a busy slot another departure.
  mutating func move(_ slot: Int, to time: Double) {
    let place = places[slot]
    let entry = Entry(time: time, slot: slot)
    if place > 0, entry < entries[(place - 1) >> 2] {
      rise(entry, from: place)
    } else {
      sink(entry, from: place)
    }
  }

  @inline(__always)
  private func put(_ entry: Entry, at place: Int) {
    entries[place] = entry
    places[entry.slot] = place
  }

  @inline(__always)
  private func rise(_ entry: Entry, from start: Int) {
    var place = start
    while place > 0 {
      let parent = (place - 1) >> 2
      let other = entries[parent]
      guard entry < other else { break }
      put(other, at: place)
      place = parent
    }
    put(entry, at: place)
  }

  @inline(__always)
  private func sink(_ entry: Entry, from start: Int) {
    var place = start
    while true {
      let first = (place << 2) + 1
      guard first < count else { break }
      var best = first
      var least = entries[first]
      for child in (first + 1)..<max(first + 1, min(first + 4, count)) where entries[child] < least
      {
        best = child
        least = entries[child]
      }
      guard least < entry else { break }
      put(least, at: place)
      place = best
    }
    put(entry, at: place)
  }
}
