import ServerChains

/// What the methods of a log are called: the name, solver and policy, and of other parameters those
/// that tell runs apart.
package struct MethodLabels: Sendable {
  /// Every label once, in order.
  let names: [String]
  /// The position of each record's label among the names.
  let numbers: [Int]
  private let labels: [RunMethod: String]

  /// The labels of all methods in a log.
  ///
  /// - Complexity: O(records).
  package init(_ records: [Record]) {
    var known: [RunMethod: Int] = [:]
    var methods: [RunMethod] = []
    let places = records.indices.map { index in
      let method = records[index].method
      if let place = known[method] { return place }
      known[method] = methods.count
      methods.append(method)
      return methods.count - 1
    }
    let texts = Self.texts(of: methods)
    labels = Dictionary(uniqueKeysWithValues: zip(methods, texts))
    names = Set(texts).sorted()
    let ranks = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    let numberOf = texts.map { ranks[$0] ?? 0 }
    numbers = places.map { numberOf[$0] }
  }

  /// The label of a method of the log.
  package subscript(method: RunMethod) -> String {
    labels[method] ?? Self.text(of: method, without: nil)
  }

  /// The labels of all methods, without the parameters that all of one name have in common.
  private static func texts(of methods: [RunMethod]) -> [String] {
    var common: [MethodName: RunMethod] = [:]
    for method in methods {
      let known = common[method.name] ?? method
      let kept = known.parameters.filter { method.parameters[$0.key] == $0.value }
      common[method.name] = RunMethod(name: method.name, parameters: kept)
    }
    return methods.map { text(of: $0, without: common[$0.name]?.parameters.keys.sorted()) }
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
