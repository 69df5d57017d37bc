import Experiments
import ServerChains

/// Where a picture goes: SVG, or PNG through a renderer, by the name's ending.
enum PictureOutput {
  static let option = Option.value(
    "-o", "FILE", "Write the picture here, as SVG or, with rsvg-convert installed, as PNG.")

  /// Fails for a name that ends otherwise, before any work is done.
  static func check(_ arguments: ParsedArguments) throws(UsageError) {
    guard let path = arguments.text("-o"), !isSVG(path), !isPNG(path) else { return }
    throw arguments.error("-o \(path) ends neither in .svg nor in .png; name the file so")
  }

  static func write(_ svg: String, to path: String) throws(InputError) {
    if isPNG(path) {
      try PNGRenderer.write(svg, to: path)
    } else {
      try OutputFile.write(svg, to: path)
    }
  }

  private static func isSVG(_ path: String) -> Bool { path.lowercased().hasSuffix(".svg") }
  private static func isPNG(_ path: String) -> Bool { path.lowercased().hasSuffix(".png") }
}
