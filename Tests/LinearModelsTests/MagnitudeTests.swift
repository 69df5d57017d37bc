import LinearModels
import Testing

@Suite("Numbers that doubles cannot tell apart")
struct MagnitudeTests {
  private func refusal(_ lines: String) throws -> String? {
    let model = try LPReader().model(from: "Minimize\n" + lines + "\nEnd\n")
    do {
      try model.checkMagnitudes()
      return nil
    } catch {
      return error.description
    }
  }

  @Test(arguments: [
    ("obj: 1e17 x\nSubject To\nc: x >= 1", "coefficient of variable x (column 0) in the objective"),
    ("obj: x\nSubject To\nc: 9007199254740994 x >= 1", "in row c"),
    ("obj: x\nSubject To\nc: x >= 1\nBounds\nx <= 9007199254740994\nGenerals\nx", "A bound of"),
    ("obj: x\nSubject To\nc: x >= -1e16\nGenerals\nx", "by row c"),
    ("obj: x\nSubject To\nc: 1e-3 x <= 1e14\nGenerals\nx", "by row c"),
    ("obj: x\nSubject To\nc: x + y = 1e16\nGenerals\nx y", "The side of row c"),
    // No bound is beyond 2^53, and the values that are left have no fractions.
    (
      "obj: y - x\nSubject To\nc: 3 x - 3 y <= 10\nd: x <= 9007199254740991\n"
        + "e: x >= 9007199254740000\nGenerals\nx y", "integer variable "
    ),
    (
      "obj: x\nSubject To\nc: x + y <= -4e15\nd: y >= 1e15\nGenerals\nx\nBounds\nx free",
      "variable x"
    ),
    (
      "obj: x\nSubject To\nc: z >= 30\nd: y - 1e9 z >= 0\ne: x - 1e9 y >= 0\nGenerals\nx",
      "variable x"
    ),
  ])
  func areRefused(lines: String, place: String) throws {
    let words = try #require(try refusal(lines))
    #expect(words.contains(place) && words.contains("; choose") && words.hasSuffix("."), "\(words)")
  }

  @Test(arguments: [
    "obj: x\nSubject To\nc: x >= 1\nBounds\nx <= 9007199254740992\nGenerals\nx",
    "obj: x\nSubject To\nc: x >= -1e20\nGenerals\nx",
    "obj: x + y\nSubject To\nwide: -1e16 <= x + y <= 1\nBounds\nx <= 1e18",
    "obj: x + y\nSubject To\nc: 3 x + 7 y = 10000000001\nGenerals\nx y",
    "obj: x\nSubject To\nc: x - 1e8 b <= 0\nd: x >= 4e15\nBinaries\nb",
    // Infeasible, which the solver is to say.
    "obj: x\nSubject To\nc: x >= 8e15\nd: x <= 7\nGenerals\nx",
  ])
  func areLeftAlone(lines: String) throws {
    #expect(try refusal(lines) == nil)
  }
}
