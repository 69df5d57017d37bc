/// What the methods of a log are called: the name, solver and policy, and of other parameters those that tell runs apart.
package struct MethodLabels: Sendable {
  private let labels: [RunMethod: String]

  /// The labels of all methods in a log.
  ///
  /// - Complexity: O(records).
  package init(_ records: [Record]) {
    var methods: Set<RunMethod> = []
    for record in records { methods.insert(record.method) }
    var common: [MethodName: RunMethod] = [:]
    for method in methods {
      let known = common[method.name] ?? method
      let kept = known.parameters.filter { method.parameters[$0.key] == $0.value }
      common[method.name] = RunMethod(name: method.name, parameters: kept)
    }
    var labels: [RunMethod: String] = [:]
    for method in methods {
      labels[method] = Self.text(of: method, without: common[method.name]?.parameters.keys.sorted())
    }
    self.labels = labels
  }

  /// The label of a method of the log.
  package subscript(method: RunMethod) -> String {
    labels[method] ?? Self.text(of: method, without: nil)
  }

  private static func text(of method: RunMethod, without common: [String]?) -> String {
    var words = [method.name.rawValue]
    var others: [String] = []
    for (key, value) in method.parameters.sorted(by: { $0.key < $1.key }) {
      let text = method.text(key) ?? value.compactText
      if key == "solver" || key == "policy" {
        words.append(text)
      } else if common?.contains(key) != true {
        others.append("\(key)=\(text)")
      }
    }
    return (words + others).joined(separator: " ")
  }
}
