import Glibc

/// The sockets between this process and another: a channel, and what the other writes to standard
/// error.
struct ProcessLines {
  /// The two ends of a line: this process's one never blocks.
  struct Ends {
    let here: Int32
    let there: Int32
  }

  let channel: Ends
  let complaints: Ends

  /// Makes both lines; all ends close on exec.
  init() throws(SpawnFailure) {
    channel = try Self.connect()
    do throws(SpawnFailure) {
      complaints = try Self.connect()
    } catch {
      close(channel.here)
      close(channel.there)
      throw error
    }
  }

  private static func connect() throws(SpawnFailure) -> Ends {
    var sockets: [Int32] = [-1, -1]
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, kind, 0, &sockets) == 0 else { throw SpawnFailure(errno) }
    _ = fcntl(sockets[0], F_SETFL, O_NONBLOCK)
    return Ends(here: sockets[0], there: sockets[1])
  }

  /// Closes the ends that the other process has by now.
  func closeThere() {
    close(channel.there)
    close(complaints.there)
  }

  /// Closes the ends of this process.
  func closeHere() {
    close(channel.here)
    close(complaints.here)
  }
}
