import LinearModels

extension KnownModel {
  /// Linear programs of every row kind and both senses.
  public static let linear: [KnownModel] = [
    KnownModel("textbook maximum", group: "linear", .optimal(36)) {
      var model = Model(sense: .maximize)
      let x = model.addVariable("x")
      let y = model.addVariable("y")
      model.addRow(x <= 4)
      model.addRow(2 * y <= 12)
      model.addRow(3 * x + 2 * y <= 18)
      model.objective = 3 * x + 5 * y
      return model
    },
    KnownModel("textbook minimum", group: "linear", .optimal(8)) {
      var model = Model()
      let x = model.addVariable()
      let y = model.addVariable()
      model.addRow(x + y >= 4)
      model.addRow(x + 3 * y >= 6)
      model.objective = 2 * x + 2 * y
      return model
    },
    KnownModel("equality", group: "linear", .optimal(-2)) {
      var model = Model()
      let x = model.addVariable()
      let y = model.addVariable()
      model.addRow(x + y == 2)
      model.addRow(x - y <= 1)
      model.objective = -x - y
      return model
    },
    KnownModel("range row, lower side active", group: "linear", .optimal(3)) {
      var model = Model()
      let x = model.addVariable()
      model.addRow(.between(3, x, 7))
      model.objective = LinearExpression(x)
      return model
    },
    KnownModel("range row, upper side active", group: "linear", .optimal(7)) {
      var model = Model(sense: .maximize)
      let x = model.addVariable()
      let y = model.addVariable(upper: 1)
      model.addRow(.between(3, x + 0.5 * y, 7))
      model.objective = LinearExpression(x)
      return model
    },
    KnownModel("free row binds nothing", group: "linear", .optimal(5)) {
      var model = Model(sense: .maximize)
      let x = model.addVariable(upper: 5)
      model.addRow("free", lower: -.infinity, upper: .infinity, 9 * x)
      model.objective = LinearExpression(x)
      return model
    },
    KnownModel("objective constant", group: "linear", .optimal(12.5)) {
      var model = Model()
      let x = model.addVariable()
      model.addRow(x >= 2)
      model.objective = x + 10.5
      return model
    },
    KnownModel("constant on the left of a row", group: "linear", .optimal(4)) {
      var model = Model()
      let x = model.addVariable()
      model.addRow(x - 3 >= 1)
      model.objective = LinearExpression(x)
      return model
    },
    KnownModel("infeasible rows", group: "linear", .infeasible) {
      var model = Model()
      let x = model.addVariable()
      let y = model.addVariable()
      model.addRow(x + y <= 1)
      model.addRow(x + y >= 2)
      model.objective = LinearExpression(x)
      return model
    },
    KnownModel("infeasible, and unbounded without the contradiction", group: "linear", .infeasible)
    {
      var model = Model(sense: .maximize)
      let x = model.addVariable()
      let y = model.addVariable()
      let z = model.addVariable()
      model.addRow(x + y <= 1)
      model.addRow(x + y >= 2)
      model.objective = x + z
      return model
    },
    KnownModel("unbounded ray", group: "linear", .unbounded) {
      var model = Model(sense: .maximize)
      let x = model.addVariable()
      let y = model.addVariable()
      model.addRow(x - y <= 1)
      model.objective = x + y
      return model
    },
    KnownModel("unbounded without rows", group: "linear", .unbounded) {
      var model = Model(sense: .minimize)
      let x = model.addVariable(lower: -.infinity)
      model.objective = LinearExpression(x)
      return model
    },
    KnownModel("degenerate vertex", group: "linear", .optimal(-0.05)) {
      // Beale's example, on which the plain simplex rule cycles.
      var model = Model()
      let x = (0..<4).map { model.addVariable("x\($0)") }
      model.addRow(0.25 * x[0] - 60 * x[1] - 0.04 * x[2] + 9 * x[3] <= 0)
      model.addRow(0.5 * x[0] - 90 * x[1] - 0.02 * x[2] + 3 * x[3] <= 0)
      model.addRow(x[2] <= 1)
      model.objective = -0.75 * x[0] + 150 * x[1] - 0.02 * x[2] + 6 * x[3]
      return model
    },
    KnownModel("tiny costs", group: "linear", .optimal(3e-6)) {
      var model = Model()
      let x = model.addVariable()
      let y = model.addVariable()
      model.addRow(x + y >= 3)
      model.objective = 1e-6 * x + 1.0000001e-6 * y
      return model
    },
  ]

  /// Every kind of variable bounds.
  public static let bounds: [KnownModel] = [
    KnownModel("free variable", group: "bounds", .optimal(-4)) {
      var model = Model()
      let x = model.addVariable(lower: -.infinity)
      model.addRow(x >= -4)
      model.objective = LinearExpression(x)
      return model
    },
    KnownModel("fixed variable", group: "bounds", .optimal(6)) {
      var model = Model(sense: .maximize)
      let x = model.addVariable(lower: 2, upper: 2)
      let y = model.addVariable()
      model.addRow(x + y <= 4)
      model.objective = x + 2 * y
      return model
    },
    KnownModel("negative upper bound", group: "bounds", .optimal(-3)) {
      var model = Model(sense: .maximize)
      let x = model.addVariable(lower: -.infinity, upper: -3)
      model.objective = LinearExpression(x)
      return model
    },
    KnownModel("both bounds negative", group: "bounds", .optimal(-9)) {
      var model = Model()
      let x = model.addVariable(lower: -9, upper: -3)
      model.objective = LinearExpression(x)
      return model
    },
    KnownModel("integer with fractional bounds", group: "bounds", .optimal(7)) {
      var model = Model(sense: .maximize)
      let x = model.addVariable(lower: 1.5, upper: 7.8, kind: .integer)
      model.objective = LinearExpression(x)
      return model
    },
    KnownModel("integer with negative fractional bounds", group: "bounds", .optimal(-2)) {
      var model = Model()
      let x = model.addVariable(lower: -2.5, upper: -0.5, kind: .integer)
      model.objective = LinearExpression(x)
      return model
    },
    KnownModel("integer bound with rounding noise", group: "bounds", .optimal(3)) {
      var model = Model()
      let x = model.addVariable(lower: 0.1 * 30, upper: 9, kind: .integer)
      model.objective = LinearExpression(x)
      return model
    },
    KnownModel("binary cuts its bounds", group: "bounds", .optimal(1)) {
      var model = Model(sense: .maximize)
      let x = model.addVariable(lower: -5, upper: 5, kind: .binary)
      model.objective = LinearExpression(x)
      return model
    },
    KnownModel("binary fixed at one", group: "bounds", .optimal(1)) {
      var model = Model()
      let x = model.addVariable(lower: 1, kind: .binary)
      model.objective = LinearExpression(x)
      return model
    },
    KnownModel("free integer", group: "bounds", .optimal(-2)) {
      var model = Model()
      let x = model.addVariable(lower: -.infinity, kind: .integer)
      model.addRow(2 * x >= -5)
      model.objective = LinearExpression(x)
      return model
    },
  ]
}
