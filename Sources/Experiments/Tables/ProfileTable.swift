import ServerChains

/// Performance profiles as numbers: shares of problems solved within multiples of the fastest
/// method's time.
package enum ProfileTable {
  private static let multiples = [1.0, 1.5, 2, 3, 5, 10, 30, 100]

  /// One table for each comparison of two methods or more.
  ///
  /// - Complexity: O(n log n).
  package static func tables(of comparisons: [Comparison]) -> [ReportTable] {
    comparisons.filter { $0.contenders.count > 1 }.map { comparison in
      var table = ReportTable(
        key: "profile-\(comparison.key)", title: "Performance profile: \(comparison.heading)",
        columns: [.text("method")]
          + multiples.map { .percent("within \(NumberText.shortest($0)) ×") } + [.percent("solved")]
      )
      for profile in PerformanceProfile.profiles(of: comparison) {
        let shares = multiples.map(profile.value) + [profile.value(at: .infinity)]
        table.add([.text(profile.method)] + shares.map { .number($0) })
      }
      table.notes = [
        "Share of \(comparison.problemCount) problems that a method solves with proof within a "
          + "multiple of the fastest method's time (Dolan and Moré 2002)."
      ]
      return table
    }
  }
}
