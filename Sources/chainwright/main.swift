import Glibc
import SolverIsolation

if CommandLine.arguments.dropFirst() == [IsolationWorker.argument] {
  exit(IsolationWorker.run(solver: Backends.named))
}
exit(Program.run(Array(CommandLine.arguments.dropFirst())).rawValue)
