import Foundation
import FoundationXML
import ServerChains
import Testing

@testable import Experiments

/// Figures are well-formed, say what they should, and keep their bytes.
@Suite struct FigureTests {
  /// Counts elements and collects texts; nil where the document is no XML.
  private final class Reader: NSObject, XMLParserDelegate {
    var counts: [String: Int] = [:]
    var text = ""

    static func read(_ svg: String) -> Reader? {
      let reader = Reader()
      let parser = XMLParser(data: Data(svg.utf8))
      parser.delegate = reader
      return parser.parse() ? reader : nil
    }

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String]
    ) {
      counts[name, default: 0] += 1
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }
  }

  private func expectGolden(
    _ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Golden/\(name)")
    if ProcessInfo.processInfo.environment["CHAINWRIGHT_RECORD"] == "1" {
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
    let golden = try String(contentsOf: file, encoding: .utf8)
    #expect(text == golden, "\(name)", sourceLocation: sourceLocation)
  }

  @Test(arguments: FigureKind.allCases)
  func figuresAreGoldenXML(kind: FigureKind) throws {
    let figure = try #require(kind.figure(of: Results(SampleRecords.all)))
    let svg = figure.svg
    let reader = try #require(Reader.read(svg))
    #expect(reader.text.contains(figure.title))
    #expect((reader.counts["polyline"] ?? 0) > 0)
    try expectGolden(svg, "\(kind.rawValue).svg")
  }

  @Test(arguments: FigureKind.allCases)
  func withoutDataThereIsNoFigure(kind: FigureKind) {
    #expect(kind.figure(of: Results([])) == nil)
  }

  @Test func namesAreEscapedInPictures() throws {
    var record = SampleRecords.frontier
    record.instance.name = "a<b> & \"c\" \u{1}"
    let svg = try #require(FigureKind.frontier.figure(of: Results([record]))).svg
    let reader = try #require(Reader.read(svg))
    #expect(reader.text.contains("a<b> & \"c\" \u{FFFD}"))
  }

  @Test func unboundedAndMissingValuesAreNotDrawn() throws {
    var chart = Chart(
      title: "t", horizontal: Axis(title: "x", isLogarithmic: true, range: 1...10),
      vertical: Axis(title: "y", range: 0...1))
    let style = Palette.style(0)
    chart.series = [
      ChartSeries(
        name: "s", style: style,
        points: [
          ChartPoint(1, 0.5), ChartPoint(2, .nan), ChartPoint(-3, 0.5), ChartPoint(4, 7),
          ChartPoint(5, 0.1), ChartPoint(6, 0.2),
        ])
    ]
    let svg = Figure(title: "f", charts: [chart]).svg
    #expect(!svg.contains("nan") && !svg.contains("inf"))
    // Three of six points are shown, and the one left alone makes no line: one line, one sample in
    // the legend.
    let reader = try #require(Reader.read(svg))
    #expect(reader.counts["polyline"] == 2)
    #expect(reader.counts["circle"] == 4)
  }

  @Test func stylesDifferWithoutColour() {
    let looks = (0..<7).map { "\(Palette.style($0).dashes) \(Palette.style($0).marker)" }
    #expect(Set(looks).count == 7)
  }

  @Test func manyInstancesAreThinnedOut() throws {
    let records = (0..<40).map { number in
      var record = SampleRecords.frontier
      record.instance.name = "i\(number)"
      record.instance.digest = "sha256:\(number)"
      return record
    }
    let figure = try #require(FigureKind.frontier.figure(of: Results(records)))
    #expect(figure.charts.count == FigureKind.chartLimit)
    #expect(figure.notes.last?.hasPrefix("12 of 40 instances") == true)
  }
}
