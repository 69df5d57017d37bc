/// A table as HTML whose heads sort it.
enum HTMLTable {
  /// The element, with at most so many rows.
  static func text(of table: ReportTable, limit: Int) -> String {
    var text = "<div class=\"wide\"><table>\n<thead><tr>"
    for column in table.columns {
      let kind = column.isNumeric ? " class=\"number\"" : ""
      text += "<th\(kind) aria-sort=\"none\"><button type=\"button\">"
      text += MarkupText.escaped(column.head) + "</button></th>"
    }
    text += "</tr></thead>\n<tbody>\n"
    for row in table.rows.prefix(limit) {
      text += "<tr>"
      for (cell, column) in zip(row, table.columns) {
        text += column.isNumeric ? "<td class=\"number\">" : "<td>"
        text += MarkupText.escaped(table.shown(cell, in: column)) + "</td>"
      }
      text += "</tr>\n"
    }
    return text + "</tbody>\n</table></div>\n"
  }
}
