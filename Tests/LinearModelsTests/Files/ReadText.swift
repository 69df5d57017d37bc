import LinearModels

/// What a reader makes of a text: the model in our own words, or the sentence.
func outcome(_ read: ([UInt8]) throws -> ModelFile, _ text: String) -> String {
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

func short(_ number: Double) -> String {
  let text = "\(number)"
  return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}

/// What readers make of `KnownFile.small()`.
let plain = "x[0,inf]*1 y[0,inf]*2 l1(1x+1y)[-inf,8] g1(1x)[1,inf] e1(1x+1y)[4,4]"
