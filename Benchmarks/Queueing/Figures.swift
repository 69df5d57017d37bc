import Glibc
import Queueing

/// What the benchmarks measure with.
enum Figures {
  /// Prints a line at once, so that a long run can be watched.
  static func say(_ line: String) {
    print(line)
    fflush(nil)
  }

  /// Chains of four slots each whose rates fall from 4 to 1 jobs per second.
  static func system(slots: Int) -> ChainSystem {
    let chains = slots / 4
    return ChainSystem(
      rates: (0..<chains).map { (rate: 4 - 3 * Double($0) / Double(chains), capacity: 4) })
  }

  /// Processor seconds a body takes on all threads; unlike the clock's they do not grow when others
  /// use the machine.
  static func processorSeconds(_ body: () throws -> Void) rethrows -> Double {
    func used() -> Double {
      var time = timespec()
      clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
      return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
    let before = used()
    try body()
    return used() - before
  }

  /// Seconds a body takes by the clock.
  static func seconds(_ body: () throws -> Void) rethrows -> Double {
    let clock = ContinuousClock()
    return try clock.measure(body) / .seconds(1)
  }

  /// The most memory this process has held, in MB.
  static func peakMegabytes() -> Double {
    var usage = rusage()
    getrusage(Int32(RUSAGE_SELF.rawValue), &usage)
    return Double(usage.ru_maxrss) / 1000
  }

  /// The least of three measurements of a simulation, in processor seconds.
  static func simulate(
    _ system: ChainSystem, _ policies: [PolicyName], _ settings: SimulationSettings, load: Double
  ) throws -> Double {
    let workload = Workload(arrivalRate: load * system.totalRate)
    var best = Double.infinity
    for _ in 0..<3 {
      let time = try processorSeconds {
        _ = try Simulation.run(
          system, workload: workload, policies: policies, settings: settings)
      }
      best = min(best, time)
    }
    return best
  }

  /// A number with a fixed number of decimals.
  static func text(_ value: Double, _ decimals: Int) -> String {
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    let rounded = (value * scale).rounded() / scale
    return decimals == 0 ? "\(Int(rounded))" : "\(rounded)"
  }
}
