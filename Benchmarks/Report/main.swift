import Glibc
import ServerChains

/// Makes a log of 10^5 records, or reads it, makes everything a report can make of it, and says
/// what that took; or says what it costs that runs have processes of their own.
///
/// The log is written by a run of its own, so that the peak of memory is that of the report alone.
let arguments = CommandLine.arguments
switch arguments.count {
case 3 where arguments[1] == "--make":
  let lines = SyntheticRecords.make(count: 100_000, seed: 1).map { $0.line + "\n" }
  try OutputFile.write(lines.joined(), to: arguments[2])
case 4 where arguments[1] == "--child":
  print(try ChildCost.measured(program: arguments[2], folder: arguments[3]).text)
case 2:
  print(try ReportCost.measured(log: arguments[1]).text)
default:
  print(
    """
    Usage: chainwright-report-benchmarks --make LOG
           chainwright-report-benchmarks LOG
           chainwright-report-benchmarks --child CHAINWRIGHT FOLDER
    """)
  exit(64)
}
