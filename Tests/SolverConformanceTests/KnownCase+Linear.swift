import LinearModels

extension KnownCase {
  /// Linear programs of every row kind and both senses.
  static let linear: [KnownCase] = [
    KnownCase("textbook maximum", .optimal, 36) {
      var model = Model(sense: .maximize)
      let x = model.addVariable("x")
      let y = model.addVariable("y")
      model.addRow(x <= 4)
      model.addRow(2 * y <= 12)
      model.addRow(3 * x + 2 * y <= 18)
      model.objective = 3 * x + 5 * y
      return model
    },
    KnownCase("textbook minimum", .optimal, 8) {
      var model = Model()
      let x = model.addVariable()
      let y = model.addVariable()
      model.addRow(x + y >= 4)
      model.addRow(x + 3 * y >= 6)
      model.objective = 2 * x + 2 * y
      return model
    },
    KnownCase("equality", .optimal, -2) {
      var model = Model()
      let x = model.addVariable()
      let y = model.addVariable()
      model.addRow(x + y == 2)
      model.addRow(x - y <= 1)
      model.objective = -x - y
      return model
    },
    KnownCase("range row, lower side active", .optimal, 3) {
      var model = Model()
      let x = model.addVariable()
      model.addRow(.between(3, x, 7))
      model.objective = LinearExpression(x)
      return model
    },
    KnownCase("range row, upper side active", .optimal, 7) {
      var model = Model(sense: .maximize)
      let x = model.addVariable()
      let y = model.addVariable(upper: 1)
      model.addRow(.between(3, x + 0.5 * y, 7))
      model.objective = LinearExpression(x)
      return model
    },
    KnownCase("free row binds nothing", .optimal, 5) {
      var model = Model(sense: .maximize)
      let x = model.addVariable(upper: 5)
      model.addRow("free", lower: -.infinity, upper: .infinity, 9 * x)
      model.objective = LinearExpression(x)
      return model
    },
    KnownCase("objective constant", .optimal, 12.5) {
      var model = Model()
      let x = model.addVariable()
      model.addRow(x >= 2)
      model.objective = x + 10.5
      return model
    },
    KnownCase("constant on the left of a row", .optimal, 4) {
      var model = Model()
      let x = model.addVariable()
      model.addRow(x - 3 >= 1)
      model.objective = LinearExpression(x)
      return model
    },
    KnownCase("infeasible rows", .infeasible) {
      var model = Model()
      let x = model.addVariable()
      let y = model.addVariable()
      model.addRow(x + y <= 1)
      model.addRow(x + y >= 2)
      model.objective = LinearExpression(x)
      return model
    },
    KnownCase("infeasible, and unbounded without the contradiction", .infeasible) {
      var model = Model(sense: .maximize)
      let x = model.addVariable()
      let y = model.addVariable()
      let z = model.addVariable()
      model.addRow(x + y <= 1)
      model.addRow(x + y >= 2)
      model.objective = x + z
      return model
    },
    KnownCase("unbounded ray", .unbounded) {
      var model = Model(sense: .maximize)
      let x = model.addVariable()
      let y = model.addVariable()
      model.addRow(x - y <= 1)
      model.objective = x + y
      return model
    },
    KnownCase("unbounded without rows", .unbounded) {
      var model = Model(sense: .minimize)
      let x = model.addVariable(lower: -.infinity)
      model.objective = LinearExpression(x)
      return model
    },
    KnownCase("degenerate vertex", .optimal, -0.05) {
      // Beale's example, on which the plain simplex rule cycles.
      var model = Model()
      let x = (0..<4).map { model.addVariable("x\($0)") }
      model.addRow(0.25 * x[0] - 60 * x[1] - 0.04 * x[2] + 9 * x[3] <= 0)
      model.addRow(0.5 * x[0] - 90 * x[1] - 0.02 * x[2] + 3 * x[3] <= 0)
      model.addRow(x[2] <= 1)
      model.objective = -0.75 * x[0] + 150 * x[1] - 0.02 * x[2] + 6 * x[3]
      return model
    },
    KnownCase("tiny costs", .optimal, 3e-6) {
      var model = Model()
      let x = model.addVariable()
      let y = model.addVariable()
      model.addRow(x + y >= 3)
      model.objective = 1e-6 * x + 1.0000001e-6 * y
      return model
    },
  ]

  /// Every kind of variable bounds.
  static let bounds: [KnownCase] = [
    KnownCase("free variable", .optimal, -4) {
      var model = Model()
      let x = model.addVariable(lower: -.infinity)
      model.addRow(x >= -4)
      model.objective = LinearExpression(x)
      return model
    },
    KnownCase("fixed variable", .optimal, 6) {
      var model = Model(sense: .maximize)
      let x = model.addVariable(lower: 2, upper: 2)
      let y = model.addVariable()
      model.addRow(x + y <= 4)
      model.objective = x + 2 * y
      return model
    },
    KnownCase("negative upper bound", .optimal, -3) {
      var model = Model(sense: .maximize)
      let x = model.addVariable(lower: -.infinity, upper: -3)
      model.objective = LinearExpression(x)
      return model
    },
    KnownCase("both bounds negative", .optimal, -9) {
      var model = Model()
      let x = model.addVariable(lower: -9, upper: -3)
      model.objective = LinearExpression(x)
      return model
    },
    KnownCase("integer with fractional bounds", .optimal, 7) {
      var model = Model(sense: .maximize)
      let x = model.addVariable(lower: 1.5, upper: 7.8, kind: .integer)
      model.objective = LinearExpression(x)
      return model
    },
    KnownCase("integer with negative fractional bounds", .optimal, -2) {
      var model = Model()
      let x = model.addVariable(lower: -2.5, upper: -0.5, kind: .integer)
      model.objective = LinearExpression(x)
      return model
    },
    KnownCase("integer bound with rounding noise", .optimal, 3) {
      var model = Model()
      let x = model.addVariable(lower: 0.1 * 30, upper: 9, kind: .integer)
      model.objective = LinearExpression(x)
      return model
    },
    KnownCase("binary cuts its bounds", .optimal, 1) {
      var model = Model(sense: .maximize)
      let x = model.addVariable(lower: -5, upper: 5, kind: .binary)
      model.objective = LinearExpression(x)
      return model
    },
    KnownCase("binary fixed at one", .optimal, 1) {
      var model = Model()
      let x = model.addVariable(lower: 1, kind: .binary)
      model.objective = LinearExpression(x)
      return model
    },
    KnownCase("free integer", .optimal, -2) {
      var model = Model()
      let x = model.addVariable(lower: -.infinity, kind: .integer)
      model.addRow(2 * x >= -5)
      model.objective = LinearExpression(x)
      return model
    },
  ]
}
