import ServerChains

/// Bytes that are read as a plan must be written as the same plan, and the verifier must judge it.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzPlan(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  guard let document = try? JSONReader.parse(bytes),
    let plan = try? PlanFile.plan(from: document)
  else { return 0 }
  let text = PlanFile.text(of: plan)
  do {
    let copy = try PlanFile.plan(from: JSONReader.parse(Array(text.utf8)))
    precondition(PlanFile.text(of: copy) == text, "The plan changed.")
  } catch {
    preconditionFailure("Our own file is refused: \(error)")
  }
  return 0
}
