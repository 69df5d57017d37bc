// swift-tools-version: 6.2
import PackageDescription

/// Floors of the house: a target depends only on targets above it in this list (see
/// ARCHITECTURE.md).
let package = Package(
  name: "chainwright",
  products: [
    .library(name: "LinearModels", targets: ["LinearModels"]),
    .library(name: "GLPKSolver", targets: ["GLPKSolver"]),
    .library(name: "CBCSolver", targets: ["CBCSolver"]),
    .library(name: "HiGHSSolver", targets: ["HiGHSSolver"]),
    .library(name: "SolverIsolation", targets: ["SolverIsolation"]),
    .library(name: "SolverConformance", targets: ["SolverConformance"]),
    .library(name: "ServerChains", targets: ["ServerChains"]),
    .library(name: "Queueing", targets: ["Queueing"]),
    .library(name: "Bounds", targets: ["Bounds"]),
    .library(name: "Composition", targets: ["Composition"]),
    .library(name: "Instances", targets: ["Instances"]),
    .executable(name: "chainwright", targets: ["chainwright"]),
  ],
  traits: [
    .default(enabledTraits: ["GLPK", "CBC"]),
    .trait(name: "GLPK", description: "Link the GLPK backend (GPL-3)."),
    .trait(name: "CBC", description: "Link the CBC backend (EPL)."),
  ],
  targets: [
    .systemLibrary(name: "CGLPK", providers: [.apt(["libglpk-dev"]), .yum(["glpk-devel"])]),
    .systemLibrary(
      name: "CCBC", providers: [.apt(["coinor-libcbc-dev"]), .yum(["coin-or-Cbc-devel"])]),
    .target(
      name: "CSolverGuard", cSettings: [.define("CHAINWRIGHT_GLPK", .when(traits: ["GLPK"]))]),
    .target(
      name: "CCBCWatch", cxxSettings: [.define("CHAINWRIGHT_CBC", .when(traits: ["CBC"]))],
      linkerSettings: [
        .linkedLibrary("Cbc", .when(traits: ["CBC"])),
        .linkedLibrary("Clp", .when(traits: ["CBC"])),
      ]),
    .target(name: "CAbortNet"),
    .target(name: "LinearModels"),
    .target(
      name: "GLPKSolver",
      dependencies: [
        "LinearModels", .target(name: "CSolverGuard"),
        .target(name: "CGLPK", condition: .when(traits: ["GLPK"])),
      ]),
    .target(
      name: "CBCSolver",
      dependencies: [
        "LinearModels", "CAbortNet", .target(name: "CCBCWatch"),
        .target(name: "CCBC", condition: .when(traits: ["CBC"])),
      ]),
    .target(name: "HiGHSSolver", dependencies: ["LinearModels", "CAbortNet"]),
    .target(name: "CFork"),
    .target(name: "SolverIsolation", dependencies: ["LinearModels", "CFork", "CAbortNet"]),
    .target(name: "SolverConformance", dependencies: ["LinearModels"]),
    .target(name: "ServerChains"),
    .target(name: "Queueing", dependencies: ["ServerChains"]),
    .target(name: "Bounds", dependencies: ["ServerChains", "Queueing", "LinearModels"]),
    .target(
      name: "Composition", dependencies: ["ServerChains", "Queueing", "LinearModels", "Bounds"]),
    .target(name: "Instances", dependencies: ["ServerChains"]),
    .target(
      name: "Experiments",
      dependencies: [
        "ServerChains", "Queueing", "Composition", "LinearModels", "Instances", "SolverIsolation",
      ]),
    .executableTarget(
      name: "chainwright",
      dependencies: [
        "ServerChains", "Queueing", "Composition", "LinearModels", "HiGHSSolver", "SolverIsolation",
        "Instances", "Experiments",
        .target(name: "GLPKSolver", condition: .when(traits: ["GLPK"])),
        .target(name: "CBCSolver", condition: .when(traits: ["CBC"])),
      ]),
    .executableTarget(
      name: "chainwright-benchmarks",
      dependencies: [
        "ServerChains", "Composition", "LinearModels", "Instances", "Experiments", "GLPKSolver",
        "CBCSolver",
      ], path: "Benchmarks/Speed"),
    .executableTarget(
      name: "FirstPlan", dependencies: ["ServerChains", "Composition", "CBCSolver"],
      path: "Examples/FirstPlan"),
    .executableTarget(
      name: "chainwright-queueing-benchmarks", dependencies: ["Queueing"],
      path: "Benchmarks/Queueing"),
    .executableTarget(
      name: "chainwright-report-benchmarks",
      dependencies: ["Experiments", "LinearModels", "ServerChains"],
      path: "Benchmarks/Report"),
    .executableTarget(
      name: "chainwright-solver-benchmarks",
      dependencies: [
        "LinearModels", "HiGHSSolver", "SolverIsolation", "GLPKSolver", "CBCSolver",
        .target(name: "CGLPK", condition: .when(traits: ["GLPK"])),
      ], path: "Benchmarks/Solvers"),
    // What tests share; test targets themselves, so that no build without tests has them.
    .testTarget(
      name: "TestSupport", dependencies: ["SolverIsolation"], path: "Tests/Support/Programs"),
    .testTarget(
      name: "SolverTestSupport",
      dependencies: [
        "LinearModels", "SolverConformance", "SolverIsolation", "GLPKSolver", "CBCSolver",
        "HiGHSSolver", "chainwright",
      ], path: "Tests/Support/Solvers"),
    .testTarget(
      name: "CompositionTestSupport",
      dependencies: [
        "Bounds", "Composition", "ServerChains", "Queueing", "LinearModels", "GLPKSolver",
        "CBCSolver", "SolverTestSupport",
      ], path: "Tests/Support/Composition"),
    .testTarget(
      name: "LinearModelsTests",
      dependencies: ["LinearModels", "SolverConformance", "SolverTestSupport"]),
    .testTarget(
      name: "GLPKSolverTests",
      dependencies: ["GLPKSolver", "LinearModels", "SolverConformance", "SolverTestSupport"]),
    .testTarget(
      name: "CBCSolverTests", dependencies: ["CBCSolver", "LinearModels", "SolverTestSupport"]),
    .testTarget(
      name: "SolverIsolationTests",
      dependencies: ["SolverIsolation", "LinearModels", "SolverConformance", "SolverTestSupport"]),
    .testTarget(
      name: "SolverConformanceTests",
      dependencies: [
        "SolverConformance", "LinearModels", "GLPKSolver", "SolverIsolation", "CAbortNet",
        "SolverTestSupport",
      ]),
    .testTarget(name: "ServerChainsTests", dependencies: ["ServerChains"]),
    .testTarget(name: "QueueingTests", dependencies: ["Queueing", "ServerChains"]),
    .testTarget(
      name: "BoundsTests",
      dependencies: [
        "Bounds", "ServerChains", "Queueing", "LinearModels", "CompositionTestSupport",
      ]),
    .testTarget(
      name: "CompositionTests",
      dependencies: [
        "Composition", "Bounds", "ServerChains", "Queueing", "LinearModels",
        "CompositionTestSupport",
      ]),
    .testTarget(name: "InstancesTests", dependencies: ["Instances", "ServerChains"]),
    .testTarget(
      name: "ExperimentsTests",
      dependencies: ["Experiments", "ServerChains", "TestSupport", "chainwright"],
      exclude: ["Golden"]),
    .testTarget(
      name: "CommandTests",
      dependencies: ["chainwright", "FirstPlan", "ServerChains", "TestSupport"],
      exclude: ["Golden"]),
  ],
  swiftLanguageModes: [.v6]
)

// The fuzzers need flags that an ordinary build must not have: make fuzz sets the variable.
if Context.environment["CHAINWRIGHT_FUZZ"] != nil {
  let readers: [(name: String, dependency: Target.Dependency)] = [
    ("LP", "LinearModels"), ("MPS", "LinearModels"), ("Instance", "ServerChains"),
    ("Plan", "ServerChains"),
  ]
  package.targets.append(.target(name: "FuzzDriver", path: "Fuzzing/Driver"))
  for (name, dependency) in readers {
    package.targets.append(
      .executableTarget(
        name: "fuzz-\(name.lowercased())", dependencies: [dependency, "FuzzDriver"],
        path: "Fuzzing/\(name)",
        swiftSettings: [.unsafeFlags(["-parse-as-library", "-sanitize=fuzzer"])],
        linkerSettings: [.unsafeFlags(["-sanitize=fuzzer"])]))
  }
}
