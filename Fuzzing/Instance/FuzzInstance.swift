import ServerChains

/// Bytes that are read as an instance must be written as the same instance.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzInstance(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  guard let document = try? JSONReader.parse(bytes),
    let instance = try? InstanceFile.instance(from: document)
  else { return 0 }
  let text = InstanceFile.text(of: instance)
  do {
    let copy = try InstanceFile.instance(from: JSONReader.parse(Array(text.utf8)))
    precondition(copy == instance, "The instance changed.")
  } catch {
    preconditionFailure("Our own file is refused: \(error)")
  }
  return 0
}
