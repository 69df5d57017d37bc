import Glibc
import LinearModels

/// The library of HiGHS, loaded once at run time; it stays loaded until the process ends.
struct HiGHSLibrary: Sendable {
  let create: HiGHSFunction.Create
  let destroy: HiGHSFunction.Destroy
  let passMip: HiGHSFunction.PassMip
  let addColumns: HiGHSFunction.AddColumns
  let changeBounds: HiGHSFunction.ChangeBounds
  let setFlag: HiGHSFunction.SetInteger
  let setInteger: HiGHSFunction.SetInteger
  let setReal: HiGHSFunction.SetReal
  let setText: HiGHSFunction.SetText
  let setStart: HiGHSFunction.SetStart
  let run: HiGHSFunction.Run
  let modelStatus: HiGHSFunction.GetStatus
  let solution: HiGHSFunction.GetSolution
  let integerInfo: HiGHSFunction.GetInteger
  let longInfo: HiGHSFunction.GetLong
  let realInfo: HiGHSFunction.GetReal
  let setCallback: HiGHSFunction.SetCallback
  let startCallback: HiGHSFunction.StartCallback
  let callbackItem: HiGHSFunction.CallbackItem
  let version: String

  /// The library, or why it is not there.
  static let shared: Result<HiGHSLibrary, SolverError> = load()

  private static let remedy =
    "run make solvers, or name the path of libhighs.so.1 in CHAINWRIGHT_HIGHS"

  private static func load() -> Result<HiGHSLibrary, SolverError> {
    var reason = "no libhighs.so.1 was found"
    for path in candidates() {
      guard let image = dlopen(path, RTLD_NOW | RTLD_LOCAL) else {
        if let words = dlerror() { reason = String(cString: words) }
        continue
      }
      if let library = HiGHSLibrary(image) { return .success(library) }
      reason = "\(path) lacks functions of the C interface of HiGHS 1.7 or newer"
      dlclose(image)
    }
    return .failure(.unavailable("highs is not here (\(reason)); \(remedy)."))
  }

  /// Where the library may be: the place that the environment names, and only that if it names
  /// one; else beside this program's build, as make solvers puts it, and the system's own places.
  private static func candidates() -> [String] {
    if let named = getenv("CHAINWRIGHT_HIGHS") { return [String(cString: named)] }
    var paths: [String] = []
    if let program = programPath() {
      var folder = program[...]
      for _ in 0..<5 {
        guard let slash = folder.lastIndex(of: "/") else { break }
        folder = folder[..<slash]
        let path = "\(folder)/.venv/lib/libhighs.so.1"
        if access(path, R_OK) == 0 { paths.append(path) }
      }
    }
    return paths + ["libhighs.so.1"]
  }

  private static func programPath() -> String? {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let length = buffer.withUnsafeMutableBytes { bytes in
      bytes.bindMemory(to: CChar.self).baseAddress.map {
        readlink("/proc/self/exe", $0, bytes.count)
      } ?? -1
    }
    return length > 0 ? String(decoding: buffer[..<length], as: UTF8.self) : nil
  }

  /// Finds every function; nil where one is missing or the library counts with long integers.
  private init?(_ image: UnsafeMutableRawPointer) {
    func find<Function>(_ name: String, _ type: Function.Type = Function.self) -> Function? {
      dlsym(image, "Highs_\(name)").map { unsafeBitCast($0, to: type) }
    }
    guard let create: HiGHSFunction.Create = find("create"),
      let destroy: HiGHSFunction.Destroy = find("destroy"),
      let passMip: HiGHSFunction.PassMip = find("passMip"),
      let addColumns: HiGHSFunction.AddColumns = find("addCols"),
      let changeBounds: HiGHSFunction.ChangeBounds = find("changeColBounds"),
      let setFlag: HiGHSFunction.SetInteger = find("setBoolOptionValue"),
      let setInteger: HiGHSFunction.SetInteger = find("setIntOptionValue"),
      let setReal: HiGHSFunction.SetReal = find("setDoubleOptionValue"),
      let setText: HiGHSFunction.SetText = find("setStringOptionValue"),
      let setStart: HiGHSFunction.SetStart = find("setSparseSolution"),
      let run: HiGHSFunction.Run = find("run"),
      let modelStatus: HiGHSFunction.GetStatus = find("getModelStatus"),
      let solution: HiGHSFunction.GetSolution = find("getSolution"),
      let integerInfo: HiGHSFunction.GetInteger = find("getIntInfoValue"),
      let longInfo: HiGHSFunction.GetLong = find("getInt64InfoValue"),
      let realInfo: HiGHSFunction.GetReal = find("getDoubleInfoValue"),
      let setCallback: HiGHSFunction.SetCallback = find("setCallback"),
      let startCallback: HiGHSFunction.StartCallback = find("startCallback"),
      let callbackItem: HiGHSFunction.CallbackItem = find("getCallbackDataOutItem"),
      let versionText: HiGHSFunction.Version = find("version"),
      let size: HiGHSFunction.SizeOfInteger = find("getSizeofHighsInt")
    else { return nil }
    guard let probe = create() else { return nil }
    defer { destroy(probe) }
    guard size(probe) == 4 else { return nil }
    self.create = create
    self.destroy = destroy
    self.passMip = passMip
    self.addColumns = addColumns
    self.changeBounds = changeBounds
    self.setFlag = setFlag
    self.setInteger = setInteger
    self.setReal = setReal
    self.setText = setText
    self.setStart = setStart
    self.run = run
    self.modelStatus = modelStatus
    self.solution = solution
    self.integerInfo = integerInfo
    self.longInfo = longInfo
    self.realInfo = realInfo
    self.setCallback = setCallback
    self.startCallback = startCallback
    self.callbackItem = callbackItem
    version = versionText().map { String(cString: $0) } ?? "unknown"
  }
}
