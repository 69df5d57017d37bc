/// A fixed number of plain values on the heap, without copies on write; subscripts are checked in
/// debug builds.
struct Cells<Element: BitwiseCopyable>: ~Copyable {
  let count: Int
  private let base: UnsafeMutablePointer<Element>

  init(repeating element: Element, count: Int) {
    self.count = count
    base = .allocate(capacity: max(1, count))
    base.initialize(repeating: element, count: count)
  }

  deinit {
    base.deallocate()
  }

  subscript(index: Int) -> Element {
    @inline(__always) get {
      assert(index >= 0 && index < count, "Cell \(index) of \(count) does not exist.")
      return base[index]
    }
    @inline(__always) nonmutating set {
      assert(index >= 0 && index < count, "Cell \(index) of \(count) does not exist.")
      base[index] = newValue
    }
  }
}
