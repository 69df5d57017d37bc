import Glibc
import ServerChains
import SolverIsolation

/// The child's side of a run: one request in, replies out.
package enum RunWorker {
  /// The argument that makes a program a worker; a program that runs suites hands over to
  /// ``run(solver:)`` when it is its only argument.
  package static let argument = "--run-experiment"

  /// Reads one request from standard input, works on it and ends the process.
  ///
  /// - Parameter solver: Finds a backend by its name.
  package static func run(solver: @escaping SolverByName) -> Never {
    signal(SIGPIPE, SIG_IGN)
    let result: RunResult
    do throws(InputError) {
      let request = try RunRequest(try JSONReader.parse(receiveLine()))
      IsolationWorker.limitMemory(to: request.limits.memoryMB * 1_000_000)
      watchParent()
      let trajectory = Trajectory { _ = reply(.progress($0)) }
      result = MethodWork(request: request, solver: solver, trajectory: trajectory).result()
    } catch {
      result = .failed(error.description)
    }
    var measured = result
    measured.peakMemoryMB = peakMemoryMB
    // Nothing is left to clean up, and a library's last rites could hang.
    _exit(reply(.result(measured)) ? 0 : 3)
  }

  /// The same work in this process: what a child's costs are measured against.
  package static func result(of run: Run, solver: @escaping SolverByName) -> RunResult {
    MethodWork(request: RunRequest(run), solver: solver, trajectory: Trajectory { _ in }).result()
  }

  /// The bytes up to the first newline, or all where there is none.
  private static func receiveLine() -> [UInt8] {
    var line: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(STDIN_FILENO, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return line }
      if let end = buffer[..<count].firstIndex(of: 0x0A) { return line + buffer[..<end] }
      line += buffer[..<count]
    }
  }

  private static func reply(_ reply: RunReply) -> Bool {
    OutputFile.write(reply.line + "\n", to: STDOUT_FILENO) == nil
  }

  /// The most memory this process held, in MB.
  ///
  /// The system's figure for a waited-for child counts its parent's memory at the start too.
  private static var peakMemoryMB: Double? {
    SystemFile.value(of: "VmHWM", in: "/proc/self/status").flatMap {
      $0.split(separator: " ").first
    }
    .flatMap { Double($0) }.map { $0 * 1024 / 1e6 }
  }

  /// Where standard input is a parent's socket, its end is this process's end: nobody would hear
  /// the answer.
  private static func watchParent() {
    var status = stat()
    guard fstat(STDIN_FILENO, &status) == 0, status.st_mode & S_IFMT == S_IFSOCK else { return }
    var thread = pthread_t()
    let code = pthread_create(
      &thread, nil,
      { _ in
        var byte: UInt8 = 0
        while true {
          let count = read(STDIN_FILENO, &byte, 1)
          if count == 0 || (count < 0 && errno != EINTR) { _exit(4) }
        }
      }, nil)
    if code == 0 { pthread_detach(thread) }
  }
}
