/// What the process tells its caller, after `sysexits.h`.
enum ExitStatus: Int32, Sendable {
  /// Done; an infeasible instance is an answer too.
  case done = 0
  /// `verify` found a broken rule, or `bench merge` a contradiction.
  case ruleBroken = 1
  /// A wrong command line.
  case usage = 64
  /// A bad input file, or an output that cannot be written.
  case badInput = 65
  /// A missing input file.
  case missingInput = 66
  /// A solver that is not there.
  case solverUnavailable = 69
  /// A fault of this program.
  case fault = 70
  /// A limit was hit and there is no plan or point, or a suite was stopped before its end.
  case limitWithoutPlan = 75
}

/// A command line that cannot be understood: what is wrong and, after a semicolon, what to do.
struct UsageError: Error {
  let message: String
  /// The command whose help explains it, where one was recognized.
  var command: String?

  init(_ message: String, command: String? = nil) {
    self.message = message
    self.command = command
  }
}

/// An end of a command that is neither wrong usage nor a bad file, with its status.
struct CommandFailure: Error {
  let status: ExitStatus
  let message: String
}
