import LinearModels
import Testing

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
