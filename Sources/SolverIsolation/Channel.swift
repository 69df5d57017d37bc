import Glibc

/// Messages over a stream socket: eight bytes of length, then the message.
enum Channel {
  /// The largest message; beyond it the other side is taken for broken.
  static let sizeLimit = 1 << 33

  static func framed(_ message: [UInt8]) -> [UInt8] {
    withUnsafeBytes(of: Int64(message.count)) { Array($0) } + message
  }

  /// Takes the next whole message from the front of a buffer; nil where it is not whole yet.
  static func take(
    from buffer: inout [UInt8]
  ) throws(WireReader.Malformed) -> [UInt8]? {
    guard buffer.count >= 8 else { return nil }
    let length = buffer.withUnsafeBytes { Int($0.loadUnaligned(as: Int64.self)) }
    guard length >= 0, length <= sizeLimit else { throw WireReader.Malformed() }
    guard buffer.count >= 8 + length else { return nil }
    let message = Array(buffer[8..<8 + length])
    buffer.removeFirst(8 + length)
    return message
  }

  /// Sends bytes, waiting until all are gone; false where nobody receives any more.
  static func send(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.send(
          descriptor, $0.baseAddress?.advanced(by: sent), bytes.count - sent,
          Int32(MSG_NOSIGNAL))
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }

  /// Sends what a socket that does not block takes now and says how much that was.
  static func sendSome(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) -> Int {
    let count = bytes.withUnsafeBytes {
      Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
    }
    return max(0, count)
  }

  /// Waits until a socket can be used or the time is over.
  static func wait(
    for socket: Int32, milliseconds: Int32, wantsToSend: Bool = false
  ) -> (canReceive: Bool, canSend: Bool) {
    var descriptor = pollfd(
      fd: socket, events: Int16(POLLIN) | (wantsToSend ? Int16(POLLOUT) : 0), revents: 0)
    guard poll(&descriptor, 1, milliseconds) > 0 else { return (false, false) }
    let gone = Int16(POLLHUP) | Int16(POLLERR)
    return (
      descriptor.revents & (Int16(POLLIN) | gone) != 0, descriptor.revents & Int16(POLLOUT) != 0
    )
  }

  /// Reads what is there, waiting for at least one byte; empty at the end of the stream.
  static func receive(from descriptor: Int32, upTo limit: Int = 1 << 16) -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: limit)
    while true {
      let count = read(descriptor, &buffer, limit)
      if count < 0, errno == EINTR { continue }
      return count > 0 ? Array(buffer[..<count]) : []
    }
  }
}
