/// The version that `--version` prints and that records carry.
enum ProgramVersion {
  static let text = "0.1.0"
}
