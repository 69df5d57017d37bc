import ServerChains

/// The page about files that are not in the repository.
enum DataPage {
  static let name = "Documentation/Data.md"

  /// Reads such files; where one is missing, the complaint also names the page.
  static func named<Content>(_ read: () throws(InputError) -> Content) throws(InputError) -> Content
  {
    do {
      return try read()
    } catch {
      guard error.kind == .missing else { throw error }
      var fault = error
      fault.message += " (\(name) says what the data folder holds)"
      throw fault
    }
  }
}
