import LinearModels
import SolverConformance
import Testing

@Suite("Sections of MPS files of other programs")
struct MPSSectionTests {
  private func read(_ text: String) -> String { outcome(MPSReader().read, text) }

  @Test func dollarSignsInOtherSections() {
    let text = KnownFile.small(
      end: "    RHS       $ nothing here\n"
        + "RANGES\n RNG l1 2 $ two\nBOUNDS\n UP B x 3 $ three\n FR B y $ free\n")
    #expect(
      read(text) == "x[0,3]*1 y[-inf,inf]*2 l1(1x+1y)[6,8] g1(1x)[1,inf] e1(1x+1y)[4,4]")
    // A name that the file has is a name.
    let named = KnownFile.small().replacing("l1", with: "$1").replacing(" y  ", with: " $y ")
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
    #expect(read(KnownFile.small(end: lines)) == model + (isSaid ? " !" : ""))
  }

  @Test func whatIsLeftOutIsSaid() throws {
    let text = KnownFile.small(end: "    RHS2      e1              6.0\n    RHS2      l1    1.0\n")
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
    #expect(read(KnownFile.small(end: "BOUNDS\n \(lines)\n")) == model + (isRemarked ? " !" : ""))
  }

  @Test(arguments: [
    ("UP BND z 3", "there is no column \"z\""), ("SC BND x 3", "no kind of bound"),
    ("UP BND x", "no number"), ("UP BND x 9007199254740993", "9007199254740992"),
    ("LO BND x 1e30", "1e20 or beyond"), ("UP BND x -inf", "1e20 or beyond"),
    ("UP BND x 1e-400", "smaller than every double"), ("UP BND x 1,5", "a number belongs"),
    ("FX BND x", "no number"), ("UP", "needs its kind"),
  ])
  func boundsThatAreRefused(line: String, words: String) {
    let result = read(KnownFile.small(end: "BOUNDS\n \(line)\n"))
    #expect(result.hasPrefix("error: Line 16:") && result.contains(words), "\(result)")
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
    #expect(read(KnownFile.small(head: "NAME t\n" + section.dropLast())) == "max " + plain)
    #expect(read(KnownFile.small(end: section)) == "max " + plain)
    #expect(
      read(
        KnownFile.small(
          head: "NAME t\n"
            + section.dropLast().replacing(/(?i)max/, with: "MIN").replacing("imise", with: "")
            .replacing("IMIZE", with: "").replacing("IMUM", with: ""))) == plain)
  }

  @Test func otherFreeRows() {
    let text = KnownFile.small().replacing(" E e1\n", with: " N other\n E e1\n").replacing(
      "    y         e1", with: "    y other 3\n    y         e1")
    #expect(read(text) == plain.replacing("e1(", with: "other(3y)[-inf,inf] e1("))
    let named = text.replacing("ROWS", with: "OBJNAME\n other\nROWS")
    #expect(read(named).hasPrefix("x[0,inf]*0 y[0,inf]*3 cost(1x+2y)[-inf,inf]"))
  }

  @Test func entriesThatAreThereTwice() {
    #expect(read(KnownFile.small(y: " y cost 2 l1 1\n y l1 5")) == plain + " !")
    #expect(read(KnownFile.small(y: " y cost 2 cost 7\n y l1 1")) == plain + " !")
  }
}
