import ServerChains
import Testing

@testable import Instances

@Suite struct CSVTableTests {
  private func table(_ text: String) throws -> CSVTable {
    try CSVTable(bytes: Array(text.utf8), file: "t.csv")
  }

  private func fault(_ text: String) -> String {
    #expect(throws: InputError.self) { try table(text) }?.description ?? "no fault"
  }

  @Test func fieldsAreReadAsRFC4180Says() throws {
    let table = try table("\u{FEFF}a,b\r\n\"x, \"\"y\"\"\",1\r\n\r\n,\"\"\n\"two\nlines\",3")
    #expect(table.header == ["a", "b"])
    #expect(
      table.rows.map(\.fields) == [["x, \"y\"", "1"], ["", ""], ["two\nlines", "3"]])
    #expect(table.rows.map(\.line) == [2, 4, 5])
  }

  @Test func lineEndsMakeNoDifference() throws {
    let unix = try table("a,b\n1,2\n3,4\n")
    let dos = try table("a,b\r\n1,2\r\n3,4\r\n")
    #expect(unix.rows.map(\.fields) == dos.rows.map(\.fields))
    #expect(dos.header == ["a", "b"])
  }

  @Test func malformedTablesAreRefusedByLine() {
    #expect(fault("") == "t.csv: the table is empty; give a header line and records")
    #expect(fault("a,a\n1,2").hasPrefix("t.csv: line 1: a: the header names this column twice"))
    #expect(
      fault("a,b\n1,2\n1,2,3").hasPrefix("t.csv: line 3: the record has 3 fields, the header 2"))
    #expect(fault("a\n\"x").hasPrefix("t.csv: line 2: a quoted field is not closed"))
    #expect(fault("a\n1\n\"x\"y").hasPrefix("t.csv: line 3: there is text beside a quoted field"))
    #expect(fault("a\nx\"y\"").hasPrefix("t.csv: line 2: there is text beside a quoted field"))
  }

  @Test func textThatIsNotUTF8IsRefused() {
    let error = #expect(throws: InputError.self) {
      try CSVTable(bytes: Array("a\n".utf8) + [0xFF, 0xFE, 0x0A], file: "t.csv")
    }
    #expect(error?.field == "line 2")
  }

  @Test func wrongFieldsAreNamedByLineAndColumn() throws {
    let table = try table("name,time\nx,fast\ny,-1\nz,nan\nw,2.50\nv,0.1e-20")
    let words = try ["fast", "-1", "nan"].indices.map { index in
      try #require(
        #expect(throws: InputError.self) { try table.number("time", in: table.rows[index]) }
      ).description
    }
    #expect(words[0].hasPrefix("t.csv: line 2, column time: \"fast\": it must be a number;"))
    #expect(words[1].hasPrefix("t.csv: line 3, column time: \"-1\": it must lie in 0.0…"))
    #expect(words[2].hasPrefix("t.csv: line 4, column time: \"nan\": it must be a number;"))
    #expect(try table.number("time", in: table.rows[3]) == 2.5)
    #expect(try table.decimal("time", in: table.rows[3]) == 2.5)
    #expect(throws: InputError.self) { try table.decimal("time", in: table.rows[4]) }
    #expect(throws: InputError.self) {
      try table.integer("time", in: table.rows[3], within: 0...9)
    }
    let missing = #expect(throws: InputError.self) {
      try table.text("speed", in: table.rows[0])
    }
    #expect(missing?.message.contains("(columns: name, time)") == true)
  }

  @Test func rowsAreFoundByTheirFields() throws {
    let table = try table("a,b\n1,x\n2,y\n1,z")
    #expect(try table.rows(where: ["a": "1"]).map(\.line) == [2, 4])
    #expect(try table.rows(where: ["a": "1", "b": "z"]).map(\.line) == [4])
    #expect(try table.row(where: "b", is: "y").line == 3)
    let error = #expect(throws: InputError.self) { try table.row(where: "b", is: "q") }
    #expect(error?.description.contains("(it has x, y, z)") == true)
  }
}
