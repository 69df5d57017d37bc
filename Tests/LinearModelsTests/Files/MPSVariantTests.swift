import LinearModels
import SolverConformance
import Testing

@Suite("MPS files of other programs")
struct MPSVariantTests {
  private func read(_ text: String) -> String { outcome(MPSReader().read, text) }

  @Test func theSmallModel() {
    #expect(read(KnownFile.small()) == plain)
    #expect(read("\u{FEFF}" + KnownFile.small()) == plain)
    #expect(read(KnownFile.small().replacing("\n", with: "\r\n")) == plain)
    #expect(read(KnownFile.small().replacing("     ", with: "\t")) == plain)
    #expect(read("\u{FEFF}" + KnownFile.small().replacing("\n", with: "\r\n") + "\r\n") == plain)
  }

  @Test(arguments: [
    "2.0D0", "2d0", "2.D+0", "0.2d1", "20.0D-1", "+2.E+00", "2.", "2e0", "200.0d-02", "0.02D+2",
  ])
  func exponentsOfFortran(two: String) {
    #expect(read(KnownFile.small(y: "    y  cost  \(two)  l1  1.D0")) == plain)
  }

  @Test(arguments: [
    "    y         cost            2.0   l1              1.0   $ note",
    "    y         cost            2.0   $ note\n    y   l1   1.0", " y cost 2 l1 1 $",
    " y cost 2 $note l1 1\n y l1 1 $ e1 7", " y $ cost 2\n y cost 2\n y l1 1",
    "* a comment\n y cost 2 l1 1\n*   y e1 9", " y cost 2 l1 1 *note", " y cost 2 l1 1 * note 7",
  ])
  func commentsAfterADollarSign(lines: String) {
    #expect(read(KnownFile.small(y: lines)) == plain)
  }

  @Test(arguments: [
    " y cost 2\n l1 1", " y cost 2\n  l1 1 $ note", " y\n cost 2 l1 1",
    "    y         cost            2.0\n              l1              1.0",
  ])
  func omittedNamesOfColumns(lines: String) {
    #expect(read(KnownFile.small(y: lines)) == plain)
  }

  @Test func commentsOfHiGHS() {
    let text = """
      * Optimal objective is -4
      NAME          Comment
      ROWS
       N  COST $Comment
       G  R0
       G  R1 *Comment
      COLUMNS
          C0        R0            1.0        COST       -1.0 $Comment
          C0        R1           -1.0 $Comment
          C1        R0            1.0        COST       -2.0 *Comment
      RHS
          DEMANDS   R0            1.0        R1         -2.0 $Comment
      RANGES
          test      R0        1  $Comment
      BOUNDS
       UP SERVINGS  C0            1.0 $Comment
      ENDATA
      """
    #expect(read(text) == "C0[0,1]*-1 C1[0,inf]*-2 R0(1C0+1C1)[1,2] R1(-1C0)[-2,inf]")
  }

  @Test(arguments: [
    ("MARKER", "MARKER", 4.5), ("MARKER1", "MARKER1", 1), ("RHS", "RHS", 1),
    ("'MARKER'", "'MARKER'", 1),
    ("BOUNDS", "ENDATA", 1), ("ROWS", "COLUMNS", 1), ("NAME", "FREE", 1), ("INTORG", "MARKER", 1),
  ])
  func namesThatMeanSomethingElse(row: String, column: String, side: Double) {
    let text = """
      NAME t
      ROWS
       N c
       G \(row)
      COLUMNS
       \(column) c 1
       \(column) \(row) 2
      RHS
       RHS \(row) \(side)
      BOUNDS
       UP BND \(column) 9
      ENDATA
      """
    #expect(read(text) == "\(column)[0,9]*1 \(row)(2\(column))[\(short(side)),inf]")
  }

  @Test func fileEnds() {
    let cut = KnownFile.small().replacing("ENDATA", with: "")
    #expect(read(cut).contains("ENDATA") && read(cut).hasPrefix("error: Line 14:"))
    #expect(read(KnownFile.small() + "\nanything") == plain)
    #expect(read("NAME\nROWS\n N c\nCOLUMNS\nRHS\nRANGES\nBOUNDS\nENDATA") == "")
    #expect(read("ROWS\n N c\nCOLUMNS\n x c 1\nENDATA") == "x[0,inf]*1")
  }

  @Test func fixedNamesWithSpaces() {
    let text = """
      NAME          SPACED OUT
      ROWS
       N  TOTAL CO
       G  NEED ONE
       L  CAP TWO
       E  A B C
      COLUMNS
          MARKER                 'MARKER'                 'INTORG'
          FLOW A    TOTAL CO           1.0   NEED ONE           1.0
          FLOW A    CAP TWO            1.0
          MARKER                 'MARKER'                 'INTEND'
          FLOW B    TOTAL CO           3.0   NEED ONE           1.0
          X 1 2     A B C        2.5000D+0   $ a comment
          Y Z       $ another
      RHS
          RHS       NEED ONE          10.0   CAP TWO            6.0
                    A B C              1.5
          THE OTHERCAP TWO            7.0
      RANGES
          RNG       NEED ONE           2.0
      BOUNDS
       UP BND       FLOW B             5.0
       FR           Y Z
       FR BND       X 1 2
       LO           FLOW A             1.0
      ENDATA
      """.replacing("    THE OTHERCAP", with: "    THE OTH   CAP")
    #expect(
      read(text) == "FLOW Ai[1,inf]*1 FLOW B[0,5]*3 X 1 2[-inf,inf]*0 Y Z[-inf,inf]*0 "
        + "NEED ONE(1FLOW A+1FLOW B)[10,12] CAP TWO(1FLOW A)[-inf,6] A B C(2.5X 1 2)[1.5,1.5] !")
    #expect((try? MPSReader().model(from: text))?.name == "SPACED OUT")
    let shifted = text.replacing("    FLOW B    TOTAL", with: "    FLOW B   TOTAL")
    #expect(read(shifted).hasPrefix("error: Line "))
    let dollar = text.replacing("Y Z       $", with: "Y Z\n              $")
    let far = String(repeating: " ", count: 70)
    let beyond = text.replacing("RHS\n", with: "RHS\n\(far)beyond\n")
    for blank in [dollar, beyond] { #expect(blank != text && read(blank) == read(text)) }
    let tab = text.replacing("FLOW B    TOTAL", with: "FLOW B\t   TOTAL")
    #expect(read(tab).hasPrefix("error: Line 12: a tab"))
    let free = text.replacing("SPACED OUT", with: "SPACED FREE")
    #expect(read(free).hasPrefix("error: Line 3:"))
  }

  @Test(arguments: [
    ("9007199254740993", "9007199254740992"), ("-9007199254740993.0", "9007199254740992"),
    ("100000000000000000000000000000001", "1e+32"), ("1e400", "larger"), ("1d-400", "smaller"),
  ])
  func numbersThatNoDoubleHolds(digits: String, words: String) {
    let result = read(KnownFile.small(y: " y cost \(digits) l1 1"))
    #expect(result.hasPrefix("error: Line 10:") && result.contains(words), "\(result)")
  }

  @Test(arguments: [
    "9007199254740992", "0.1", "1152921504606846976", "1.152921504606847e18", "1e308", "5e-324",
  ])
  func numbersThatADoubleHolds(digits: String) throws {
    let text = KnownFile.small(y: " y cost \(digits) l1 1")
    let model = try MPSReader().model(from: text)
    #expect(model.objective.terms.last?.coefficient == Double(digits))
  }
}
