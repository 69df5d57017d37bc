import Glibc
import ServerChains

/// What the program says: results on standard output, everything else on standard error.
enum StandardStreams {
  /// Writes results.
  ///
  /// A reader that has gone away ends the program quietly: nobody is left to tell.
  ///
  /// - Throws: `InputError` of kind `unwritable` where the text cannot be written for another reason.
  static func write(_ text: String) throws(InputError) {
    let reason = write(text, to: STDOUT_FILENO)
    if reason == EPIPE { exit(ExitStatus.done.rawValue) }
    if reason != 0 {
      throw InputError(
        "cannot be written: \(strerror(reason).map { String(cString: $0) } ?? "error \(reason)"); "
          + "make room or send it elsewhere", file: "standard output", kind: .unwritable)
    }
  }

  /// Writes one sentence about a fault; a reader that has gone away is no further fault.
  static func complain(_ sentence: String) {
    _ = write("chainwright: \(sentence)\n", to: STDERR_FILENO)
  }

  /// Writes to a terminal's standard error as it is, for what is wiped again.
  static func note(_ text: String) {
    _ = write(text, to: STDERR_FILENO)
  }

  /// Lets writes report a reader that has gone away instead of killing the process.
  static func prepare() {
    signal(SIGPIPE, SIG_IGN)
  }

  private static func write(_ text: String, to descriptor: Int32) -> Int32 {
    OutputFile.write(text, to: descriptor) ?? 0
  }
}
