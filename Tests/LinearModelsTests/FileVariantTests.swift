import LinearModels
import Testing

/// What a reader makes of a text: the model in our own words, or the sentence.
private func outcome(_ read: ([UInt8]) throws -> ModelFile, _ text: String) -> String {
  do {
    let file = try read(Array(text.utf8))
    let model = file.model
    let columns = model.variables.map { variable -> String in
      let bounds = model.bounds(of: variable)
      let kind =
        model.kind(of: variable) == .continuous
        ? "" : model.kind(of: variable) == .binary ? "b" : "i"
      let cost = model.objectiveCoefficients()[variable.index]
      return
        "\(model.name(of: variable))\(kind)[\(short(bounds.lower)),"
        + "\(short(bounds.upper))]*\(short(cost))"
    }
    let rows = model.rows.map { row -> String in
      let sum = model.terms(of: row).map {
        "\(short($0.coefficient))\(model.name(of: $0.variable))"
      }
      let bounds = model.bounds(of: row)
      return
        "\(model.name(of: row))(\(sum.joined(separator: "+")))[\(short(bounds.lower)),"
        + "\(short(bounds.upper))]"
    }
    let constant = model.objective.constant == 0 ? [] : [short(model.objective.constant)]
    let sense = model.sense == .minimize ? [] : ["max"]
    let remarks = file.remarks.isEmpty ? "" : " !"
    return (sense + columns + constant + rows).joined(separator: " ") + remarks
  } catch {
    return "error: \(error)"
  }
}

private func short(_ number: Double) -> String {
  let text = "\(number)"
  return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}

@Suite("MPS files of other programs")
struct MPSVariantTests {
  /// The model of the cases, with one line replaced or lines added.
  private func small(
    _ head: String = "NAME t",
    y: String = "    y         cost            2.0   l1              1.0",
    sides: String = "", after: String = ""
  ) -> String {
    """
    \(head)
    ROWS
     N cost
     L l1
     G g1
     E e1
    COLUMNS
        x         cost            1.0   l1              1.0
        x         g1              1.0   e1              1.0
    \(y)
        y         e1              1.0
    RHS
        RHS       l1              8.0   g1              1.0
        RHS       e1              4.0
    \(sides)\(after)ENDATA
    """
  }

  private let plain = plainText

  private func read(_ text: String) -> String { outcome(MPSReader().read, text) }

  @Test func theSmallModel() {
    #expect(read(small()) == plain)
    #expect(read("\u{FEFF}" + small()) == plain)
    #expect(read(small().replacing("\n", with: "\r\n")) == plain)
    #expect(read(small().replacing("     ", with: "\t")) == plain)
    #expect(read("\u{FEFF}" + small().replacing("\n", with: "\r\n") + "\r\n") == plain)
  }

  @Test(arguments: [
    "2.0D0", "2d0", "2.D+0", "0.2d1", "20.0D-1", "+2.E+00", "2.", "2e0", "200.0d-02", "0.02D+2",
  ])
  func exponentsOfFortran(two: String) {
    #expect(read(small(y: "    y  cost  \(two)  l1  1.D0")) == plain)
  }

  @Test(arguments: [
    "    y         cost            2.0   l1              1.0   $ note",
    "    y         cost            2.0   $ note\n    y   l1   1.0", " y cost 2 l1 1 $",
    " y cost 2 $note l1 1\n y l1 1 $ e1 7", " y $ cost 2\n y cost 2\n y l1 1",
    "* a comment\n y cost 2 l1 1\n*   y e1 9", " y cost 2 l1 1 *note", " y cost 2 l1 1 * note 7",
  ])
  func commentsAfterADollarSign(lines: String) {
    #expect(read(small(y: lines)) == plain)
  }

  @Test(arguments: [
    " y cost 2\n l1 1", " y cost 2\n  l1 1 $ note", " y\n cost 2 l1 1",
    "    y         cost            2.0\n              l1              1.0",
  ])
  func omittedNamesOfColumns(lines: String) {
    #expect(read(small(y: lines)) == plain)
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

  @Test func dollarSignsInOtherSections() {
    let text = small(
      sides: "    RHS       $ nothing here\n",
      after: "RANGES\n RNG l1 2 $ two\nBOUNDS\n UP B x 3 $ three\n FR B y $ free\n")
    #expect(
      read(text) == "x[0,3]*1 y[-inf,inf]*2 l1(1x+1y)[6,8] g1(1x)[1,inf] e1(1x+1y)[4,4]")
    // A name that the file has is a name.
    let named = small().replacing("l1", with: "$1").replacing(" y  ", with: " $y ")
    #expect(read(named) == plain.replacing("l1", with: "$1").replacing("y", with: "$y"))
  }

  @Test(arguments: [
    ("    RHS2      e1              6.0\n", "", "", true),
    ("    RHS2      e1              6.0\n    RHS2      l1              1.0\n", "", "", true),
    ("    e1   4.0\n", "", "", false), ("    RHS  e1  5.0\n", "", "", true),
    ("    RHS  cost  -7\n", "l1(", "7 l1(", false), ("    R2  e1  6\n    l1  2\n", "", "", true),
    ("RANGES\n RNG e1 2\n R2 e1 1\n", "[4,4]", "[4,6]", true),
    ("RANGES\n RNG e1 -2\n", "[4,4]", "[2,4]", false),
    (
      "RANGES\n e1 -2 l1 3\n", "[-inf,8] g1(1x)[1,inf] e1(1x+1y)[4,4]",
      "[5,8] g1(1x)[1,inf] e1(1x+1y)[2,4]", false
    ),
    ("RANGES\n RNG g1 -2\n", "[1,inf]", "[1,3]", false), ("RANGES\n RNG cost 2\n", "", "", true),
    ("RANGES\n RNG e1 2\n RNG e1 3\n", "[4,4]", "[4,6]", true),
  ])
  func setsOfRightSidesAndRanges(lines: String, part: String, new: String, isSaid: Bool) {
    let model = part.isEmpty ? plain : plain.replacing(part, with: new)
    #expect(read(small(sides: lines)) == model + (isSaid ? " !" : ""))
  }

  @Test func whatIsLeftOutIsSaid() throws {
    let text = small(sides: "    RHS2      e1              6.0\n    RHS2      l1    1.0\n")
    #expect(
      try MPSReader().read(Array(text.utf8)).remarks == [
        "Line 15: the set \"RHS2\" of right sides is left out, because the first one, \"RHS\", "
          + "counts (and 1 more such)."
      ])
  }

  @Test(arguments: [
    ("UP BND x 3", "x[0,3]"), ("UP x 3", "x[0,3]"), ("UP BND1 x 3\n UP BND2 x 1", "x[0,3] !"),
    ("UP BND1 x 3\n UP BND2 y 1", "x[0,3] !"), ("FR BND x", "x[-inf,inf]"), ("FR x", "x[-inf,inf]"),
    ("FR x 0.0", "x[-inf,inf]"), ("FR BND x 0.0", "x[-inf,inf]"), ("MI x 0", "x[-inf,inf]"),
    ("MI BND x\n UP BND x 4", "x[-inf,4]"), ("BV x 1", "xb[0,1]"), ("BV BND x", "xb[0,1]"),
    ("PL BND x", "x[0,inf]"), ("PL x 1e30", "x[0,inf]"), ("LI BND x 2", "xi[2,inf]"),
    ("UI BND x 7", "xi[0,7]"), ("UP BND x -3", "x[-inf,-3] !"), ("UP BND x 0", "x[0,0]"),
    ("LO BND x 0\n UP BND x -3", "x[0,-3]"), ("LO BND x 4\n UP BND x 3", "x[4,3]"),
    ("FX BND x 2.5", "x[2.5,2.5]"), ("FX x 2D0", "x[2,2]"), ("up BND x 3", "x[0,3]"),
    ("UP BND x 1e30", "x[0,inf]"), ("UP BND x Inf", "x[0,inf]"), ("LO BND x -1e20", "x[-inf,inf]"),
    ("UP BND x 3\n UP BND x 4", "x[0,3] !"), ("UP BND x 3\n UP BND x 3", "x[0,3]"),
    ("UP BND x 1e400", "x[0,inf]"),
    ("LI BND x 9007199254740994", "xi[9.007199254740994e+15,inf] !"),
  ])
  func bounds(lines: String, column: String) {
    let isRemarked = column.hasSuffix(" !")
    let wanted = column.replacing(" !", with: "")
    let model = plain.replacing("x[0,inf]", with: wanted, maxReplacements: 1)
    #expect(read(small(after: "BOUNDS\n \(lines)\n")) == model + (isRemarked ? " !" : ""))
  }

  @Test(arguments: [
    ("UP BND z 3", "there is no column \"z\""), ("SC BND x 3", "no kind of bound"),
    ("UP BND x", "no number"), ("UP BND x 9007199254740993", "9007199254740992"),
    ("LO BND x 1e30", "1e20 or beyond"), ("UP BND x -inf", "1e20 or beyond"),
    ("UP BND x 1e-400", "smaller than every double"), ("UP BND x 1,5", "a number belongs"),
    ("FX BND x", "no number"), ("UP", "needs its kind"),
  ])
  func boundsThatAreRefused(line: String, words: String) {
    let result = read(small(after: "BOUNDS\n \(line)\n"))
    #expect(result.hasPrefix("error: Line 16:") && result.contains(words), "\(result)")
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

  @Test(arguments: [
    ("'MARKER'", "'INTORG'", "'INTEND'"), ("MARKER", "INTORG", "INTEND"),
    ("'marker'", "'intorg'", "'intend'"), ("'MARKER'", "'INTORG'  $ here", "'INTEND'"),
  ])
  func markers(word: String, begin: String, end: String) {
    let text = """
      NAME t
      ROWS
       N c
       L r
      COLUMNS
       w c 1 r 1
       M1 \(word) \(begin)
       x c 1 r 1
       y c 1
       z c 1
       M2 \(word) \(end)
       v c 1
       y r 2
      RHS
       RHS r 8
      BOUNDS
       LO BND y 2
       PL BND z
      ENDATA
      """
    #expect(
      read(text) == "w[0,inf]*1 xi[0,1]*1 yi[2,inf]*1 zi[0,inf]*1 v[0,inf]*1 r(1w+1x+2y)[-inf,8]")
  }

  @Test(arguments: [
    "OBJSENSE\n    MAX\n", "OBJSENSE MAX\n", "OBJSENSE\nMAXIMIZE\n", "OBJSENSE\n  maximise\n",
    "OBJSENSE MAXIMUM\n",
  ])
  func theSense(section: String) {
    #expect(read(small("NAME t\n" + section.dropLast())) == "max " + plain)
    #expect(read(small(after: section)) == "max " + plain)
    #expect(
      read(
        small(
          "NAME t\n"
            + section.dropLast().replacing(/(?i)max/, with: "MIN").replacing("imise", with: "")
            .replacing("IMIZE", with: "").replacing("IMUM", with: ""))) == plain)
  }

  @Test func otherFreeRows() {
    let text = small().replacing(" E e1\n", with: " N other\n E e1\n").replacing(
      "    y         e1", with: "    y other 3\n    y         e1")
    #expect(read(text) == plain.replacing("e1(", with: "other(3y)[-inf,inf] e1("))
    let named = text.replacing("ROWS", with: "OBJNAME\n other\nROWS")
    #expect(read(named).hasPrefix("x[0,inf]*0 y[0,inf]*3 cost(1x+2y)[-inf,inf]"))
  }

  @Test func entriesThatAreThereTwice() {
    #expect(read(small(y: " y cost 2 l1 1\n y l1 5")) == plain + " !")
    #expect(read(small(y: " y cost 2 cost 7\n y l1 1")) == plain + " !")
  }

  @Test func fileEnds() {
    let cut = small().replacing("ENDATA", with: "")
    #expect(read(cut).contains("ENDATA") && read(cut).hasPrefix("error: Line 14:"))
    #expect(read(small() + "\nanything") == plain)
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
    let result = read(small(y: " y cost \(digits) l1 1"))
    #expect(result.hasPrefix("error: Line 10:") && result.contains(words), "\(result)")
  }

  @Test(arguments: [
    "9007199254740992", "0.1", "1152921504606846976", "1.152921504606847e18", "1e308", "5e-324",
  ])
  func numbersThatADoubleHolds(digits: String) throws {
    let text = small(y: " y cost \(digits) l1 1")
    let model = try MPSReader().model(from: text)
    #expect(model.objective.terms.last?.coefficient == Double(digits))
  }
}

private let plainText =
  "x[0,inf]*1 y[0,inf]*2 l1(1x+1y)[-inf,8] g1(1x)[1,inf] e1(1x+1y)[4,4]"

@Suite("LP files of other programs")
struct LPVariantTests {
  private func read(_ text: String) -> String { outcome(LPReader().read, text) }

  @Test func variablesInNoRow() {
    let text = """
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
      """
    let model = "x[0,inf]*1 y[0,inf]*0 z[0,5]*0 wi[0,inf]*0 c(1x)[1,inf]"
    for text in [
      text, "\u{FEFF}" + text, text.replacing("\n", with: "\r\n"), text.replacing(" ", with: "\t"),
    ] {
      #expect(read(text) == model)
    }
    guard let read = try? LPReader().model(from: text), let copy = try? LPWriter().text(of: read)
    else {
      Issue.record("not read")
      return
    }
    #expect(self.read(copy) == model)
  }

  @Test(arguments: [
    "st", "bounds", "bound", "end", "max", "min", "general", "gen", "int", "integer", "binary",
    "bin",
    "free", "subject", "such", "semi", "sos", "user", "lazy", "End", "MAX",
  ])
  func variablesCalledLikeKeywords(name: String) {
    let text = """
      Minimize
       obj: y +
       \(name)
      Subject To
       c1: 2 \(name) + y >= 1
       c2:
       \(name) >= 2
       c3: y
       + \(name) <= 30
      Bounds
       \(name) <= 4
       y <= 7
       -2 <= z
      Generals
       y \(name)
      End
      """
    #expect(
      read(text)
        == "yi[0,7]*1 \(name)i[0,4]*1 z[-2,inf]*0 c1(2\(name)+1y)[1,inf] c2(1\(name))[2,inf] "
        + "c3(1y+1\(name))[-inf,30]")
    // Alone on a line it could open a section: one reading, or a sentence, but nothing lost.
    let list = text.replacing(" y \(name)\nEnd", with: " y\n \(name)\nEnd")
    let result = read(list)
    let isRead = result.contains("\(name)i[0,4]") && result.contains("yi[0,7]")
    #expect(isRead || result.contains("Line 16:") && result.contains("rename"), "\(result)")
    let isFree = text.replacing(" \(name) <= 4", with: " \(name) free")
    #expect(read(isFree).contains("\(name)i[-inf,inf]*1"), "\(read(isFree))")
  }

  @Test(arguments: ["inf", "Infinity", "INF"])
  func variablesCalledInfinity(name: String) {
    for line in [
      "obj: x + \(name)", "obj: 2 \(name)", "obj: x\nst\n c: x + \(name) >= 1",
      "obj: x\nBounds\n \(name) <= 3",
    ] {
      let result = read("Minimize\n \(line)\nEnd")
      #expect(result.hasPrefix("error: Line "), "\(result)")
    }
  }

  @Test(arguments: [
    ("Bounds\n 3 <= x <= 2", "x[3,2]*1"), ("Bounds\n x <= -1", "x[0,-1]*1"),
    ("Bounds\n x >= 4\n x <= 3", "x[4,3]*1"), ("st\n c: 3 <= x <= 2", "x[0,inf]*1 c(1x)[3,2]"),
    ("Bounds\n 0.2 <= x <= 0.8\nGenerals\n x", "xi[0.2,0.8]*1"),
    ("Bounds\n x >= 3\nBinaries\n x", "xb[3,1]*1"),
  ])
  func crossedBoundsAreKept(lines: String, model: String) throws {
    #expect(read("Minimize\n x\n\(lines)\nEnd") == model)
    let model = try LPReader().model(from: "Minimize\n x\n\(lines)\nEnd")
    #expect(model.emptyDomain != nil)
    #expect(try LPReader().model(from: LPWriter().text(of: model)).emptyDomain != nil)
    #expect(try MPSReader().model(from: MPSWriter().text(of: model)).emptyDomain != nil)
  }

  @Test(arguments: [
    ("x <= 9007199254740993", "Line 4"), ("x <= 1e-400", "smaller"), ("x = 1e30", "1e20"),
    ("x <= 2d0", "exponent"), ("x <= 1.5D-3", "exponent"), ("x >= 1d+05", "exponent"),
  ])
  func numbersThatAreRefused(bound: String, words: String) {
    let result = read("Minimize\n x\nBounds\n \(bound)\nEnd")
    #expect(result.hasPrefix("error: Line 4:") && result.contains(words), "\(result)")
  }

  @Test(arguments: ["1e400", "9007199254740993", "100000000000000000000000000000001", "2d0"])
  func coefficientsThatAreRefused(digits: String) {
    #expect(read("Minimize\n \(digits) x\nEnd").hasPrefix("error: Line 2:"))
  }

  @Test func whatStandsForNoBound() {
    let many = String(repeating: "0", count: 30)
    #expect(read("Minimize\n x\nBounds\n x <= 1\(many)\nEnd") == "x[0,inf]*1")
    #expect(read("Minimize\n x\nBounds\n x <= 1e400\nEnd") == "x[0,inf]*1 !")
    #expect(read("Minimize\n 2 d0 + 3 d1\nEnd") == "d0[0,inf]*2 d1[0,inf]*3")
  }

  @Test func whatFollowsEnd() {
    #expect(read("Minimize\n x\nEnd\n\\ a comment\n\n") == "x[0,inf]*1")
    #expect(read("Minimize\n x\nEnd\nx >= 1") == "x[0,inf]*1 !")
    #expect(read("Minimize\n x") == "x[0,inf]*1")
  }

  @Test(arguments: ["semi-continuous", "semis", "sos1", "sos", "lazy constraints", "user cuts"])
  func sectionsThatAreNotRead(heading: String) {
    let result = read("Minimize\n x\nBounds\n x <= 3\n\(heading)\n x\nEnd")
    #expect(result.hasPrefix("error: Line 5:") && result.contains("not read"), "\(result)")
  }

  @Test func emptySections() {
    let text = "min\n obj: -1 x1\nst\nbounds\n x1 <= 1\nbin\ngen\n x1\nsemi\nend\n"
    #expect(read(text) == "x1i[0,1]*-1")
  }

  @Test func otherEncodings() {
    let wide = "Minimize\n x\nEnd".utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    #expect {
      try LPReader().read([0xFF, 0xFE] + wide)
    } throws: { "\($0)".contains("UTF-8") }
    #expect {
      try MPSReader().read([0xFE, 0xFF] + wide)
    } throws: { "\($0)".contains("UTF-8") }
  }
}
