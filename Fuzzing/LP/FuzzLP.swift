import LinearModels

/// Bytes that are read as a model must be written as one that reads back with the same text.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzLP(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  guard let model = try? LPReader().model(from: bytes) else { return 0 }
  do {
    let first = try LPReader().model(from: LPWriter().text(of: model))
    let text = try LPWriter().text(of: first)
    precondition(try LPWriter().text(of: LPReader().model(from: text)) == text, "The text changed.")
  } catch {
    preconditionFailure("Our own file is refused: \(error)")
  }
  return 0
}
