import FuzzDriver
import ServerChains

/// Bytes that are read as an instance must be written as the same instance.
func judge(_ bytes: [UInt8]) -> CInt {
  guard let document = try? JSONReader.parse(bytes),
    let instance = try? InstanceFile.instance(from: document)
  else { return 0 }
  let text = InstanceFile.text(of: instance)
  do {
    let copy = try InstanceFile.instance(from: JSONReader.parse(Array(text.utf8)))
    guard copy == instance else { fatalError("The instance changed.") }
  } catch {
    fatalError("Our own file is refused: \(error)")
  }
  return 0
}

/// The entry that the package manager expects of an executable of this name.
@_cdecl("fuzz_instance_main")
public func run(_ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>)
  -> CInt
{
  fuzz_run(count, arguments) { start, count in
    judge(Array(UnsafeBufferPointer(start: start, count: count)))
  }
}
