import Experiments
import Glibc
import SolverIsolation

if CommandLine.arguments.dropFirst() == [IsolationWorker.argument] {
  exit(IsolationWorker.run(solver: Backends.named))
}
if CommandLine.arguments.dropFirst() == [RunWorker.argument] {
  RunWorker.run(solver: Backends.required)
}
exit(Program.run(Array(CommandLine.arguments.dropFirst())).rawValue)
