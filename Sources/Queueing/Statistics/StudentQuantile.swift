/// Half-widths of 95 % confidence intervals.
package enum StudentQuantile {
  /// The 97.5 % point of Student's t for 1…30 degrees of freedom.
  private static let table = [
    12.706205, 4.302653, 3.182446, 2.776445, 2.570582, 2.446912, 2.364624, 2.306004, 2.262157,
    2.228139, 2.200985, 2.178813, 2.160369, 2.144787, 2.131450, 2.119905, 2.109816, 2.100922,
    2.093024, 2.085963, 2.079614, 2.073873, 2.068658, 2.063899, 2.059539, 2.055529, 2.051831,
    2.048407, 2.045230, 2.042272,
  ]

  /// The 97.5 % point; beyond the table by Fisher's expansion about the normal's 1.959964, good to
  /// six digits.
  package static func upper(degrees: Int) -> Double {
    precondition(degrees >= 1, "Student's t has at least one degree of freedom.")
    if degrees <= table.count { return table[degrees - 1] }
    let normal = 1.959963985
    let cube = normal * normal * normal
    let fifth = cube * normal * normal
    let seventh = fifth * normal * normal
    let count = Double(degrees)
    return normal + (cube + normal) / (4 * count)
      + (5 * fifth + 16 * cube + 3 * normal) / (96 * count * count)
      + (3 * seventh + 19 * fifth + 17 * cube - 15 * normal) / (384 * count * count * count)
  }

  /// Half the width of the interval around the mean of independent values; nil with fewer than two.
  package static func halfWidth(of moments: RunningMoments) -> Double? {
    guard moments.count >= 2 else { return nil }
    return upper(degrees: moments.count - 1) * moments.deviation
      / Double(moments.count).squareRoot()
  }
}
