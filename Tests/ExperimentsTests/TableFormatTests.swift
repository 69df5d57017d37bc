import Testing

@testable import Experiments

/// The gap table of a small log, to the letter, in every format.
@Suite struct TableFormatTests {
  private let tables = TableKind.gap.tables(of: Results(SampleRecords.gaps))

  @Test func alignedText() {
    #expect(
      TableFormat.text.text(of: tables) == """
        Gaps: greatest total rate

        instance        servers  slots  method      greedy (jobs/s)  best (jobs/s)  bound (jobs/s) \
         greedy gap (%)  certified gap (%)  time (s)  ended
        a_b & "c", 50%        4      4  exact glpk         1.500000       2.000000        \
        2.000000           25.00               0.00      0.50  optimal
        big|J10              10      4  exact cbc          0.810000       –               –        \
                   –                  –         3.00  crashed
        big|J10              10      4  exact glpk         0.810000       0.900000        \
        1.000000           10.00              10.00     60.25  timeLimit

        Greedy gap = (best − greedy)/best, certified gap = (bound − best)/bound.

        """)
  }

  @Test func csvKeepsNumbersWholeAndQuotesNames() {
    #expect(
      TableFormat.csv.text(of: tables) == """
        instance,servers,slots,method,greedy (jobs/s),best (jobs/s),bound (jobs/s),greedy gap \
        (%),certified gap (%),time (s),ended
        "a_b & ""c"", 50%",4,4,exact glpk,1.5,2,2.000000002,25,0,0.5,optimal
        big|J10,10,4,exact cbc,0.81,,,,,3,crashed
        big|J10,10,4,exact glpk,0.81,0.9,1,9.999999999999996,9.999999999999998,60.25,timeLimit

        """)
  }

  @Test func markdownEscapesBarsAndUnderscores() {
    #expect(
      TableFormat.markdown.text(of: tables) == """
        **Gaps: greatest total rate**

        | instance | servers | slots | method | greedy (jobs/s) | best (jobs/s) | bound (jobs/s) \
        | greedy gap (%) | certified gap (%) | time (s) | ended |
        |---|---:|---:|---|---:|---:|---:|---:|---:|---:|---|
        | a\\_b &amp; "c", 50% | 4 | 4 | exact glpk | 1.500000 | 2.000000 | 2.000000 | 25.00 | \
        0.00 | 0.50 | optimal |
        | big\\|J10 | 10 | 4 | exact cbc | 0.810000 | – | – | – | – | 3.00 | crashed |
        | big\\|J10 | 10 | 4 | exact glpk | 0.810000 | 0.900000 | 1.000000 | 10.00 | 10.00 | \
        60.25 | timeLimit |

        Greedy gap = (best − greedy)/best, certified gap = (bound − best)/bound.

        """)
  }

  @Test func latexHasTheRulesOfBooktabs() {
    #expect(
      TableFormat.latex.text(of: tables) == """
        \\begin{table}
        \\centering
        \\caption{Gaps: greatest total rate}
        \\label{tab:gap-rate}
        \\begin{tabular}{lrrlrrrrrrl}
        \\toprule
        instance & servers & slots & method & greedy (jobs/s) & best (jobs/s) & bound (jobs/s) \
        & greedy gap (\\%) & certified gap (\\%) & time (s) & ended \\\\
        \\midrule
        a\\_b \\& "c", 50\\% & 4 & 4 & exact glpk & 1.500000 & 2.000000 & 2.000000 & 25.00 & \
        0.00 & 0.50 & optimal \\\\
        big|J10 & 10 & 4 & exact cbc & 0.810000 & -- & -- & -- & -- & 3.00 & crashed \\\\
        big|J10 & 10 & 4 & exact glpk & 0.810000 & 0.900000 & 1.000000 & 10.00 & 10.00 & \
        60.25 & timeLimit \\\\
        \\bottomrule
        \\end{tabular}
        \\par\\smallskip\\footnotesize Greedy gap = (best \\ensuremath{-} greedy)/best, \
        certified gap = (bound \\ensuremath{-} best)/bound.
        \\end{table}

        """)
  }

  @Test(arguments: [
    ("a\\b", "a\\textbackslash{}b"), ("~^", "\\textasciitilde{}\\textasciicircum{}"),
    ("$#{}<>", "\\$\\#\\{\\}\\textless{}\\textgreater{}"),
    ("λ ≤ 1", "\\ensuremath{\\lambda} \\ensuremath{\\le} 1"),
  ])
  func latexNames(name: String, escaped: String) {
    var table = ReportTable(key: "k", title: "t", columns: [.text("name")])
    table.add([.text(name)])
    #expect(table.latex.contains("\\midrule\n\(escaped) \\\\\n"))
  }

  @Test(arguments: [
    ("a\nb", "\"a\nb\""), ("\"", "\"\"\"\""), ("a,b", "\"a,b\""), ("plain", "plain"),
  ])
  func csvFields(field: String, quoted: String) {
    #expect(ReportTable.csvField(field) == quoted)
  }

  @Test func pageEscapesNames() {
    let html = ReportPage(Results(SampleRecords.all), logs: ["a<b>.jsonl"]).html
    #expect(html.contains("<td>a_b &amp; &quot;c&quot;, 50%</td>"))
    #expect(html.contains("ended by a signal &lt;Aborted&gt;"))
    #expect(html.contains("chainwright report a&lt;b&gt;.jsonl --table gap --format csv"))
    #expect(!html.contains("http-equiv=\"refresh\"") && !html.contains("src="))
  }
}
