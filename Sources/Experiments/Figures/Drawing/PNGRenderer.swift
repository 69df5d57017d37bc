import Glibc
import ServerChains

/// Turns SVG documents into PNG files with the renderer `rsvg-convert`, where it is installed.
package enum PNGRenderer {
  private static let program = "rsvg-convert"

  /// Writes a picture as PNG, two pixels for each of the drawing's.
  ///
  /// - Throws: `InputError` of kind `unwritable` where there is no renderer or it fails.
  package static func write(_ svg: String, to path: String) throws(InputError) {
    guard isInstalled else {
      throw InputError(
        "a PNG needs \(program), which is not installed; install librsvg2-bin or give a name that "
          + "ends in .svg", file: path, kind: .unwritable)
    }
    let source = "\(path).\(getpid()).svg"
    let temporary = "\(path).\(getpid()).partial"
    defer {
      unlink(source)
      unlink(temporary)
    }
    try OutputFile.write(svg, to: source)
    let status = run(["--zoom", "2", "--format", "png", "--output", temporary, source])
    guard status == 0, rename(temporary, path) == 0 else {
      throw InputError(
        "\(program) could not make the picture; give a name that ends in .svg and look at that",
        file: path, kind: .unwritable)
    }
  }

  /// Whether the renderer is in a folder of the search path.
  private static var isInstalled: Bool {
    let folders = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
    return folders.split(separator: ":").contains { access("\($0)/\(program)", X_OK) == 0 }
  }

  /// Runs the renderer and waits for its end.
  private static func run(_ arguments: [String]) -> Int32 {
    var pointers = ([program] + arguments).map { strdup($0) }
    pointers.append(nil)
    defer { for pointer in pointers { free(pointer) } }
    var process = pid_t()
    guard posix_spawnp(&process, program, nil, nil, pointers, environ) == 0 else { return -1 }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 {
      guard errno == EINTR else { return -1 }
    }
    return status
  }
}
