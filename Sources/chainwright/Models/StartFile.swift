import LinearModels
import ServerChains

/// Reads a point to start from: the document of a solution, or lines of a name and a value.
///
/// A line that begins with `#` and a blank is a comment. What stands before the last blank of a
/// line is the name.
struct StartFile {
  private let model: Model
  private let check: PointCheck
  private var variables: [String: Variable] = [:]

  /// A value as the file has it.
  private struct Entry {
    let name: String
    let value: Double
    /// Where it stands, and what stands there.
    let field: String
    let text: String

    func fault(_ message: String) -> InputError {
      InputError(message, field: field, value: text)
    }
  }

  /// The point in a file, whole or in part, with what can be checked of it checked.
  ///
  /// - Throws: `InputError` that names field and value.
  static func read(path: String, for model: Model) throws(InputError) -> [Variable: Double] {
    let bytes = try InputFile.bytes(at: path)
    do throws(InputError) {
      return try StartFile(model).point(in: bytes)
    } catch {
      throw error.inFile(path)
    }
  }

  private init(_ model: Model) {
    self.model = model
    check = PointCheck(model)
    for variable in model.variables { variables[model.name(of: variable)] = variable }
  }

  private func point(in bytes: [UInt8]) throws(InputError) -> [Variable: Double] {
    let isDocument = bytes.first { !Self.blanks.contains($0) } == UInt8(ascii: "{")
    let entries = try isDocument ? Self.document(bytes) : Self.lines(bytes)
    guard !entries.isEmpty || model.variableCount == 0 else {
      throw InputError("holds no values; give lines of a variable's name and its value")
    }
    var start: [Variable: Double] = [:]
    for entry in entries {
      guard let variable = variables[entry.name] else {
        throw entry.fault(
          "the model has no variable \(entry.name)"
            + Suggestion.clause(
              for: entry.name, among: model.variables.map(model.name(of:)),
              otherwise: "use the names of its file"))
      }
      guard start[variable] == nil else {
        throw entry.fault("\(entry.name) is given twice; give it once")
      }
      do throws(PointFlaw) {
        start[variable] = try check.cleaned(entry.value, column: variable.index)
      } catch {
        throw entry.fault("\(error.words); give a value that the model allows")
      }
    }
    try checkWhole(start)
    return start
  }

  /// Checks the rows where every variable has a value.
  private func checkWhole(_ start: [Variable: Double]) throws(InputError) {
    guard start.count == model.variableCount else { return }
    do throws(PointFlaw) {
      _ = try check.cleaned(model.variables.map { start[$0] ?? 0 })
    } catch {
      throw InputError("no feasible point: \(error.words); give a feasible point or none")
    }
  }

  // MARK: Files

  private static let blanks: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF]

  private static func document(_ bytes: [UInt8]) throws(InputError) -> [Entry] {
    let members = try JSONField(root: JSONReader.parse(bytes))
      .members(allowing: SolutionReport.fields)
    guard let point = members.optional("point") else {
      throw InputError("missing; give the document of a solve that found a point", field: "point")
    }
    var entries: [Entry] = []
    for (name, field) in try point.entries() {
      entries.append(
        Entry(
          name: name, value: try field.real(), field: field.path, text: field.value.compactText))
    }
    return entries
  }

  private static func lines(_ bytes: [UInt8]) throws(InputError) -> [Entry] {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw InputError("not valid UTF-8; save the file as UTF-8")
    }
    var entries: [Entry] = []
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, line) in lines.enumerated() where !line.hasPrefix("# ") {
      let words = line.split(whereSeparator: \.isWhitespace)
      guard let last = words.last else { continue }
      let (field, shown) = ("line \(index + 1)", words.joined(separator: " "))
      guard words.count > 1 else {
        throw InputError(
          "expected a name and a value; add the missing one", field: field, value: shown)
      }
      let isPlain = last.utf8.allSatisfy { "+-.0123456789eE".utf8.contains($0) }
      guard isPlain, let value = Double(last), value.isFinite else {
        throw InputError(
          "\(last) is no finite number; write it like 2.5", field: field, value: shown)
      }
      let name = words.dropLast().joined(separator: " ")
      entries.append(Entry(name: name, value: value, field: field, text: shown))
    }
    return entries
  }
}
