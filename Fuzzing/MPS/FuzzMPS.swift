import LinearModels

/// Bytes that are read as a model must be written as one that reads back with the same text.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzMPS(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  guard let model = try? MPSReader().model(from: bytes) else { return 0 }
  do {
    let first = try MPSReader().model(from: MPSWriter().text(of: model))
    precondition(first.rowCount == model.rowCount, "Rows were lost.")
    precondition(first.nonzeroCount == model.nonzeroCount, "Entries were lost.")
  } catch {
    preconditionFailure("Our own file is refused: \(error)")
  }
  return 0
}
