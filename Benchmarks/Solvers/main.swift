import Glibc
import LinearModels
import SolverIsolation

// Scripts/bench-solvers runs these one by one and makes a page of them.
let words = Array(CommandLine.arguments.dropFirst())
if words == [IsolationWorker.argument] {
  exit(IsolationWorker.run(solver: Backends.named))
}
switch words.first {
case "build" where words.count == 2: try BuildSpeed.run(writingTo: words[1])
case "read" where words.count == 2: try ReadSpeed.run(path: words[1])
case "big" where words.count == 3: try ReadSpeed.writeFile(at: words[1], megabytes: words[2])
case "overhead": try OverheadSpeed.run()
case "isolation": try IsolationSpeed.run()
case "helix" where words.count == 3: try HelixSpeed.run(path: words[1], seconds: words[2])
default:
  print("build FILE | big FILE MB | read FILE | overhead | isolation | helix FILE SECONDS")
  exit(64)
}
