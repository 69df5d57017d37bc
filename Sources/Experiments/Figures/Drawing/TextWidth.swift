/// An estimate of how wide a text is in a sans-serif face, for keeping legends and labels apart.
///
/// The widths are Helvetica's, by classes of characters, and a tenth more: viewers substitute faces
/// of their own, some wider.
package enum TextWidth {
  /// The width in pixels at a font size in pixels.
  package static func of(_ text: String, size: Double, isBold: Bool = false) -> Double {
    (isBold ? 1.2 : 1.1) * size * text.unicodeScalars.reduce(0) { $0 + width($1) }
  }

  /// The text broken at blanks into lines that fit the room; what fits none is cut at the end of
  /// the last.
  package static func lines(
    of text: String, in room: Double, atMost count: Int, size: Double, isBold: Bool = false
  ) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last,
        lines.count == count || of("\(last) \(word)", size: size, isBold: isBold) <= room
      {
        lines[lines.count - 1] = "\(last) \(word)"
      } else {
        lines.append(String(word))
      }
    }
    return lines.map { fitting($0, in: room, size: size, isBold: isBold) }
  }

  /// The text, cut and ended by … where it would be wider than the room.
  package static func fitting(
    _ text: String, in room: Double, size: Double, isBold: Bool = false
  ) -> String {
    guard of(text, size: size, isBold: isBold) > room else { return text }
    var kept = text
    while !kept.isEmpty, of(kept + "…", size: size, isBold: isBold) > room { kept.removeLast() }
    return kept + "…"
  }

  private static func width(_ scalar: Unicode.Scalar) -> Double {
    switch scalar {
    case "i", "j", "l", "I", "|", "'", ".", ",", ":", ";", "!": 0.27
    case " ", "f", "t", "r", "-", "(", ")", "[", "]", "/": 0.34
    case "m", "w", "M", "W", "%", "—", "→", "…": 0.92
    case "A"..."Z", "&", "+", "=", "<", ">", "≤", "≥": 0.70
    default: 0.57
    }
  }
}
