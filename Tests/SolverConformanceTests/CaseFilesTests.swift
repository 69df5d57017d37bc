import LinearModels
import Testing

/// A file of another program, and the optimum that several programs find in it.
struct CaseFile: CustomTestStringConvertible, Sendable {
  let name: String
  let text: String
  let optimum: Double

  var testDescription: String { name }

  func model() throws -> Model {
    try text.contains("ROWS") ? MPSReader().model(from: text) : LPReader().model(from: text)
  }

  /// The small model that most cases change in one place.
  private static func small(
    head: String = "NAME t", cost: String = "2.0", note: String = "", end: String = ""
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
        y         cost            \(cost)   l1              1.0\(note)
        y         e1              1.0
    RHS
        RHS       l1              8.0   g1              1.0
        RHS       e1              4.0
    \(end)ENDATA
    """
  }

  static let all = [
    CaseFile(
      name: "two right sides", text: small(end: "    RHS2      e1              6.0\n"), optimum: 4),
    CaseFile(
      name: "two sets of bounds",
      text: small(
        end: "BOUNDS\n UP BND1      x               3.0\n UP BND2      x               1.0\n"),
      optimum: 5),
    CaseFile(
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
    CaseFile(name: "exponent of Fortran", text: small(cost: "2.0D0"), optimum: 4),
    CaseFile(name: "comment after a dollar sign", text: small(note: "   $ note"), optimum: 4),
    CaseFile(name: "byte order mark", text: small(head: "\u{FEFF}NAME t"), optimum: 4),
    CaseFile(
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
    CaseFile(
      name: "free bound with a value",
      text: small(
        end: "BOUNDS\n UP           x               3.0\n FR           y               0.0\n"),
      optimum: 5),
    CaseFile(
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
    CaseFile(
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

@Suite("Files of other programs have the optimum that other programs find")
struct CaseFilesTests {
  @Test(arguments: Backend.all, CaseFile.all)
  func optimum(backend: Backend, file: CaseFile) throws {
    let model = try file.model()
    for copy in [
      model, try LPReader().model(from: LPWriter().text(of: model)),
      try MPSReader().model(from: MPSWriter().text(of: model)),
    ] {
      let outcome = try backend.solver.solve(copy)
      #expect(outcome.termination == .optimal, "\(outcome.solverWords)")
      #expect(agree(outcome.objective, file.optimum))
      #expect(copy.variableCount == model.variableCount && copy.rowCount == model.rowCount)
    }
  }

  @Test(.enabled(if: Reader.isComplete), arguments: Reader.allCases, CaseFile.all)
  func otherProgramsReadOurs(reader: Reader, file: CaseFile) throws {
    let model = try file.model()
    let sign: Double = model.sense == .minimize ? 1 : -1
    let lp = try #require(try reader.objective(of: LPWriter().text(of: model), isLP: true))
    let mps = try #require(try reader.objective(of: MPSWriter().text(of: model), isLP: false))
    #expect(abs(lp - file.optimum) < 1e-7 && abs(mps - sign * file.optimum) < 1e-7)
  }
}
