import LinearModels

/// A file of another program, and the optimum that several programs find in it.
public struct KnownFile: Sendable, CustomStringConvertible {
  /// What tells it from all others.
  public let name: String
  /// LP, or MPS where it has rows.
  public let text: String
  /// The objective of the best point.
  public let optimum: Double

  /// The name.
  public var description: String { name }

  /// Reads the file.
  public func model() throws(ModelFileError) -> Model {
    try text.contains("ROWS") ? MPSReader().model(from: text) : LPReader().model(from: text)
  }

  /// The small MPS model that most files change in one place.
  ///
  /// - Parameters:
  ///   - y: The first line of the second column.
  ///   - end: What follows the right sides.
  package static func small(
    head: String = "NAME t", note: String = "",
    y: String = "    y         cost            2.0   l1              1.0", end: String = ""
  ) -> String {
    """
    \(head)
    ROWS
     N cost
     L l1
     G g1
     E e1
    COLUMNS
        x         cost            1.0   l1              1.0\(note)
        x         g1              1.0   e1              1.0
    \(y)\(note)
        y         e1              1.0
    RHS
        RHS       l1              8.0   g1              1.0
        RHS       e1              4.0
    \(end)ENDATA
    """
  }

  /// The files there are.
  public static let all = [
    KnownFile(
      name: "two right sides", text: small(end: "    RHS2      e1              6.0\n"), optimum: 4),
    KnownFile(
      name: "two sets of bounds",
      text: small(
        end: "BOUNDS\n UP BND1      x               3.0\n UP BND2      x               1.0\n"),
      optimum: 5),
    KnownFile(
      name: "names with spaces",
      text: """
        NAME          SPACED
        ROWS
         N  TOTAL CO
         G  NEED ONE
         L  CAP TWO
        COLUMNS
            FLOW A    TOTAL CO           1.0   NEED ONE           1.0
            FLOW A    CAP TWO            1.0
            FLOW B    TOTAL CO           3.0   NEED ONE           1.0
        RHS
            RHS       NEED ONE          10.0   CAP TWO            6.0
        BOUNDS
         UP BND       FLOW B             5.0
        ENDATA
        """, optimum: 18),
    KnownFile(
      name: "exponent of Fortran",
      text: small(y: "    y         cost            2.0D0   l1              1.0"), optimum: 4),
    KnownFile(name: "comment after a dollar sign", text: small(note: "   $ note"), optimum: 4),
    KnownFile(name: "byte order mark", text: small(head: "\u{FEFF}NAME t"), optimum: 4),
    KnownFile(
      name: "row called MARKER1",
      text: """
        NAME t
        ROWS
         N c
         G MARKER1
        COLUMNS
         x c 1
         x MARKER1 2
        RHS
         R MARKER1 9
        ENDATA
        """, optimum: 4.5),
    KnownFile(
      name: "free bound with a value",
      text: small(
        end: "BOUNDS\n UP           x               3.0\n FR           y               0.0\n"),
      optimum: 5),
    KnownFile(
      name: "wide range",
      text: """
        Maximize
         obj: x + y
        Subject To
         wide: -1e16 <= x + y <= 1
        Bounds
         x <= 10
         y <= 10
        End
        """, optimum: 1),
    KnownFile(
      name: "variables in no row",
      text: """
        Minimize
         obj: x
        Subject To
         c: x >= 1
        Bounds
         y >= 0
         z <= 5
        Generals
         w
        End
        """, optimum: 1),
  ]
}
