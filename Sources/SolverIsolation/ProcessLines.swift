import Glibc

/// A descriptor from its opening to its end.
struct Descriptor: ~Copyable, Sendable {
  let number: Int32

  deinit { close(number) }
}

/// The sockets between this process and another: a channel and the other's standard error.
///
/// All ends close on exec.
struct ProcessLines: ~Copyable {
  /// One process's ends.
  struct Ends: ~Copyable, Sendable {
    let channel: Descriptor
    let complaints: Descriptor
  }

  /// This process's ends, which never block.
  let here: Ends
  let there: Ends

  /// Both ends of one line.
  private struct Line: ~Copyable {
    let here: Descriptor
    let there: Descriptor

    init() throws(SpawnFailure) {
      var sockets: [Int32] = [-1, -1]
      let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
      guard socketpair(AF_UNIX, kind, 0, &sockets) == 0 else { throw SpawnFailure(errno) }
      here = Descriptor(number: sockets[0])
      there = Descriptor(number: sockets[1])
      _ = fcntl(here.number, F_SETFL, O_NONBLOCK)
    }
  }

  /// Makes both lines.
  init() throws(SpawnFailure) {
    let channel = try Line()
    let complaints = try Line()
    here = Ends(channel: channel.here, complaints: complaints.here)
    there = Ends(channel: channel.there, complaints: complaints.there)
  }

  /// This process's ends; the others are closed, as the other process has them by now.
  consuming func keepHere() -> Ends { here }
}
