import FuzzDriver
import LinearModels

/// Bytes that are read as a model must be written as one that reads back with the same text.
func judge(_ bytes: [UInt8]) -> CInt {
  guard let model = try? MPSReader().model(from: bytes) else { return 0 }
  do {
    let first = try MPSReader().model(from: MPSWriter().text(of: model))
    guard first.rowCount == model.rowCount else { fatalError("Rows were lost.") }
    guard first.nonzeroCount == model.nonzeroCount else { fatalError("Entries were lost.") }
    let text = try MPSWriter().text(of: first)
    let again = try MPSWriter().text(of: MPSReader().model(from: text))
    guard again == text else { fatalError("The text changed.") }
  } catch {
    fatalError("Our own file is refused: \(error)")
  }
  return 0
}

/// The entry that the package manager expects of an executable of this name.
@_cdecl("fuzz_mps_main")
public func run(_ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>)
  -> CInt
{
  fuzz_run(count, arguments) { start, count in
    judge(Array(UnsafeBufferPointer(start: start, count: count)))
  }
}
