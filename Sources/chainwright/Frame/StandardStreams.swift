import Glibc
import ServerChains

/// What the program says: results on standard output, everything else on standard error.
enum StandardStreams {
  /// Writes results.
  ///
  /// A reader that has gone away ends the program quietly: nobody is left to tell.
  ///
  /// - Throws: `InputError` of kind `unwritable` where the text cannot be written for another
  ///   reason.
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

  /// Lets writes report a reader that has gone away and a file that may not grow, instead of
  /// killing the process, and keeps the standard descriptors from being given to files.
  static func prepare() {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
      // Opened the wrong way round, so that reading or writing still fails as on a closed one.
      _ = open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
    }
  }

  private static func write(_ text: String, to descriptor: Int32) -> Int32 {
    OutputFile.write(text, to: descriptor) ?? 0
  }
}
