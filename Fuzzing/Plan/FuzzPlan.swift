import FuzzDriver
import ServerChains

/// Bytes that are read as a plan must be written as the same plan, and the verifier must judge it.
func judge(_ bytes: [UInt8]) -> CInt {
  guard let document = try? JSONReader.parse(bytes),
    let plan = try? PlanFile.plan(from: document)
  else { return 0 }
  let text = PlanFile.text(of: plan)
  do {
    let copy = try PlanFile.plan(from: JSONReader.parse(Array(text.utf8)))
    guard PlanFile.text(of: copy) == text else { fatalError("The plan changed.") }
  } catch {
    fatalError("Our own file is refused: \(error)")
  }
  return 0
}

/// The entry that the package manager expects of an executable of this name.
@_cdecl("fuzz_plan_main")
public func run(_ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>)
  -> CInt
{
  fuzz_run(count, arguments) { start, count in
    judge(Array(UnsafeBufferPointer(start: start, count: count)))
  }
}
