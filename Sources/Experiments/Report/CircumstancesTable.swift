/// On what the runs were made: machines, versions and sources, each combination once.
enum CircumstancesTable {
  static func table(of records: [Record]) -> ReportTable {
    var table = ReportTable(
      key: "circumstances", title: "Machine and versions",
      columns: [
        .text("host"), .text("processor"), .number("cores"), .number("memory", unit: "MB"),
        .text("chainwright"), .text("Swift"), .text("GLPK"), .text("CBC"), .text("HiGHS"),
        .text("commit"), .number("runs"),
      ])
    var counts: [[String]: Int] = [:]
    for record in records {
      let (host, versions) = (record.host, record.versions)
      let commit = record.source.commit.map { String($0.prefix(12)) } ?? "–"
      let words = [
        host.name, host.cpu, "\(host.cores)", "\(host.memoryMB)", versions.chainwright,
        versions.swift, versions.glpk ?? "–", versions.cbc ?? "–", versions.highs ?? "–",
        commit + (record.source.dirty == true ? ", changed" : ""),
      ]
      counts[words, default: 0] += 1
    }
    for (words, count) in counts.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      let cells = zip(words, table.columns).map { word, column in
        column.isNumeric ? ReportTable.Cell.optional(Double(word)) : .text(word)
      }
      table.add(cells + [.count(count)])
    }
    return table
  }
}
