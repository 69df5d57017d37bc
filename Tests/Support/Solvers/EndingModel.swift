import LinearModels

/// Models for tests of how solves end.
package enum EndingModel {
  /// An assertion in CBC's probing cuts ended the program.
  package static let nearLargestWhole = """
    Maximize
     obj: x - y
    Subject To
     c: 3 x - 3 y <= 10
     d: x <= 9007199254740991
     e: x >= 9007199254740000
    Generals
     x y
    End
    """

  package static func oneInteger() -> Model {
    var model = Model()
    model.objective = LinearExpression(model.addVariable(upper: 9, kind: .integer))
    return model
  }
}
