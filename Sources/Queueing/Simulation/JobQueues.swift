/// Several first-come-first-served queues in one pool of links, which grows with the jobs waiting
/// and no further.
struct JobQueues: ~Copyable {
  private struct Link {
    var job: Job
    var next: Int32
  }

  private var links: [Link] = []
  private var firstFree: Int32 = -1
  private var heads: [Int32]
  private var tails: [Int32]
  /// Jobs waiting in all queues.
  private(set) var total = 0

  init(count: Int) {
    heads = Array(repeating: -1, count: count)
    tails = heads
  }

  /// Whether a queue is empty.
  @inline(__always)
  func isEmpty(_ queue: Int) -> Bool { heads[queue] < 0 }

  /// Puts a job at a queue's end.
  @inline(__always)
  mutating func append(_ job: Job, to queue: Int) {
    let place: Int32
    if firstFree >= 0 {
      place = firstFree
      firstFree = links[Int(place)].next
      links[Int(place)] = Link(job: job, next: -1)
    } else {
      precondition(links.count < Int(Int32.max), "More than two thousand million jobs wait.")
      place = Int32(links.count)
      links.append(Link(job: job, next: -1))
    }
    if tails[queue] >= 0 { links[Int(tails[queue])].next = place } else { heads[queue] = place }
    tails[queue] = place
    total += 1
  }

  /// Takes the job at a queue's head.
  @inline(__always)
  mutating func removeFirst(of queue: Int) -> Job {
    let place = heads[queue]
    assert(place >= 0, "Queue \(queue) is empty.")
    let link = links[Int(place)]
    heads[queue] = link.next
    if link.next < 0 { tails[queue] = -1 }
    links[Int(place)].next = firstFree
    firstFree = place
    total -= 1
    return link.job
  }
}
