import Glibc

// `make bench` writes what this prints to Benchmarks/results/speed.md.
let arguments = CommandLine.arguments.dropFirst()
if arguments.first == "verify-once", arguments.count == 3 {
  try VerifySpeed.verify(CommandLine.arguments[2], CommandLine.arguments[3])
} else {
  print(
    "# Speed\n\nMade by `make bench`: a release build, medians of several runs after "
      + "one to warm up.\n"
  )
  print(Machine.lines.map { "- \($0)\n" }.joined())
  print(try GreedySpeed(runs: 9).section(), terminator: "")
  print(try FrontierSpeed(runs: 3).section(), terminator: "")
  print(try VerifySpeed(runs: 15).section(), terminator: "")
}
