/// What is wrong with a point: which row or variable, and by how much.
package struct PointFlaw: Error, Equatable {
  /// One clause, for instance `row capacity (number 3) is 5.2, above its bound 5 by 0.2`.
  package let words: String
}

/// The check of a point against a model, with the tolerances that every backend is held to.
///
/// An integer variable may be off a whole number by `1e-6 · max(1, |value|)`; it is rounded, and
/// what follows is checked at the rounded point. A variable may be outside its bound, and a row
/// outside its sides, by `1e-6 + 1e-9 · size`: the size of a bound, for rows the largest of what
/// the integers leave of the side and of the continuous terms at the point. Neither the
/// coefficients of a row count nor a constant that an integer switches it off with; a row of
/// integers alone must hold as it stands.
package struct PointCheck {
  /// The tolerance for what is about one.
  package static let tolerance = 1e-6
  /// The tolerance for what is larger, as a share of it.
  package static let relativeTolerance = 1e-9

  let model: Model

  /// A check against a model; nothing is computed before a point comes.
  package init(_ model: Model) {
    self.model = model
  }

  /// Checks a point and returns it with integers rounded and bounds kept exactly.
  ///
  /// - Precondition: the model is valid.
  /// - Complexity: O(variables + terms).
  package func cleaned(_ values: [Double]) throws(PointFlaw) -> [Double] {
    guard values.count == model.variableCount else {
      throw PointFlaw(
        words: "the point has \(values.count) values, the model \(model.variableCount) variables")
    }
    var result = values
    for column in result.indices {
      result[column] = try cleaned(result[column], column: column)
    }
    for row in 0..<model.rowCount { try check(row: row, at: result) }
    return result
  }

  /// Checks the value of one variable and returns it rounded and within its bounds.
  package func cleaned(_ value: Double, column: Int) throws(PointFlaw) -> Double {
    guard value.isFinite else {
      throw PointFlaw(words: "\(model.place(ofColumn: column)) is \(value)")
    }
    let rounded = try roundedIfInteger(value, column: column)
    let bounds = model.tightBounds(ofColumn: column)
    let excess = max(bounds.lower - rounded, rounded - bounds.upper)
    guard excess > 0 else { return rounded }
    let bound = rounded < bounds.lower ? bounds.lower : bounds.upper
    guard excess <= Self.allowance(size: abs(bound)) else {
      throw Self.outside(model.place(ofColumn: column), value: rounded, bound: bound)
    }
    return bound
  }

  private func roundedIfInteger(_ value: Double, column: Int) throws(PointFlaw) -> Double {
    guard model.kinds[column].isIntegral else { return value }
    let rounded = value.rounded()
    guard abs(value - rounded) <= Self.tolerance * max(1, abs(value)) else {
      throw PointFlaw(
        words: "integer \(model.place(ofColumn: column)) is \(value), "
          + "off a whole number by \(abs(value - rounded))")
    }
    return rounded
  }

  private func check(row: Int, at values: [Double]) throws(PointFlaw) {
    let activity = model.activity(ofRow: row, at: values)
    let excess = max(model.rowLowers[row] - activity, activity - model.rowUppers[row])
    // A NaN from infinite products must not pass, hence the negated comparison.
    guard !(excess <= 0) else { return }
    let bound = activity < model.rowLowers[row] ? model.rowLowers[row] : model.rowUppers[row]
    guard excess <= allowance(row: row, at: values, bound: bound) else {
      throw Self.outside(model.place(ofRow: row), value: activity, bound: bound)
    }
  }

  private static func allowance(size: Double) -> Double {
    tolerance + relativeTolerance * size
  }

  private func allowance(row: Int, at values: [Double], bound: Double) -> Double {
    var side = CompensatedSum()
    side.add(bound)
    var whole = abs(bound)
    var size = 0.0
    for entry in model.entries(of: row) {
      let column = Int(model.columns[entry])
      let term = model.coefficients[entry] * values[column]
      if model.kinds[column].isIntegral {
        side.add(-term)
        whole = max(whole, abs(term))
      } else {
        size = max(size, abs(term))
      }
    }
    // The last digits of large terms are what the integers' own take from the others.
    return Self.allowance(size: max(size, abs(side.value))) + 0x1p-50 * whole
  }

  private static func outside(_ place: String, value: Double, bound: Double) -> PointFlaw {
    let side = value < bound ? "below" : "above"
    return PointFlaw(
      words: "\(place) is \(value), \(side) its bound \(bound) by \(abs(value - bound))")
  }
}
