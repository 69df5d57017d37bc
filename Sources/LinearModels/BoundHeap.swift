/// A part of a search space that is still open, and what nothing in it can exceed.
package protocol BoundedNode: Sendable {
  /// What nothing in this part exceeds.
  var bound: Double { get }
}

/// Open nodes, the greatest bound first; ties to the one that came first, so that a search is the
/// same every time.
package struct BoundHeap<Node: BoundedNode>: Sendable {
  private var nodes: [(node: Node, number: Int)] = []
  private var nextNumber = 0

  /// A heap without nodes.
  package init() {}

  /// What nothing in any open node exceeds; nil where none is open.
  ///
  /// - Complexity: O(1).
  package var greatestBound: Double? { nodes.first?.node.bound }

  private func precedes(_ first: Int, _ second: Int) -> Bool {
    (nodes[first].node.bound, -nodes[first].number)
      > (nodes[second].node.bound, -nodes[second].number)
  }

  /// Opens a node.
  ///
  /// - Complexity: O(log n) for n open nodes.
  package mutating func insert(_ node: Node) {
    nodes.append((node, nextNumber))
    nextNumber += 1
    var child = nodes.count - 1
    while child > 0, precedes(child, (child - 1) / 2) {
      nodes.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  /// Takes out the node of greatest bound; nil where none is open.
  ///
  /// - Complexity: O(log n) for n open nodes.
  package mutating func popGreatest() -> Node? {
    guard let first = nodes.first?.node else { return nil }
    let last = nodes.removeLast()
    guard !nodes.isEmpty else { return first }
    nodes[0] = last
    var parent = 0
    while true {
      let children = [2 * parent + 1, 2 * parent + 2].filter { $0 < nodes.count }
      guard let child = children.max(by: { precedes($1, $0) }), precedes(child, parent) else {
        return first
      }
      nodes.swapAt(child, parent)
      parent = child
    }
  }
}
