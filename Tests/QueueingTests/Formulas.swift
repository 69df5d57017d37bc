import Queueing

/// Textbook formulas the tests compare with.
enum Formulas {
  /// The chance to wait in M/M/c (Erlang's C).
  static func erlangC(arrivalRate: Double, rate: Double, slots: Int) -> Double {
    let offered = arrivalRate / rate
    var blocking = 1.0
    for count in 1...slots { blocking = offered * blocking / (Double(count) + offered * blocking) }
    let load = offered / Double(slots)
    return blocking / (1 - load + load * blocking)
  }

  /// Mean response of M/M/c.
  static func erlangResponse(arrivalRate: Double, rate: Double, slots: Int) -> Double {
    1 / rate
      + erlangC(arrivalRate: arrivalRate, rate: rate, slots: slots)
      / (Double(slots) * rate - arrivalRate)
  }

  /// Mean waiting of M/G/1 (Pollaczek and Khinchine).
  static func waiting(arrivalRate: Double, service: Double, variation: Double) -> Double {
    let load = arrivalRate * service
    return load * service * (1 + variation * variation) / (2 * (1 - load))
  }

  /// The rate of jobs that overflow ordered servers, by Palm's recursion on the gaps' transforms.
  ///
  /// Server j + 1 is offered a renewal stream with transform φ_j; what overflows is a renewal
  /// stream with φ_{j+1}(s) = φ_j(s + μ) / (1 − φ_j(s) + φ_j(s + μ)), and a share φ_j(μ) of the
  /// jobs overflows.
  static func overflowRates(arrivalRate: Double, slotRates: [Double]) -> [Double] {
    func transform(_ servers: Int, _ point: Double) -> Double {
      guard servers > 0 else { return arrivalRate / (arrivalRate + point) }
      let ahead = transform(servers - 1, point + slotRates[servers - 1])
      return ahead / (1 - transform(servers - 1, point) + ahead)
    }
    var rates = [arrivalRate]
    for server in slotRates.indices {
      rates.append((rates.last ?? 0) * transform(server, slotRates[server]))
    }
    return rates
  }

  /// Mean response of JFFC from the overflow rates: what the chain cut off above saturation
  /// carries, and the geometric tail.
  static func fastestFreeResponse(arrivalRate: Double, slotRates: [Double]) -> Double {
    let rates = overflowRates(arrivalRate: arrivalRate, slotRates: slotRates)
    let load = arrivalRate / slotRates.reduce(0, +)
    let full = (rates.last ?? 0) / arrivalRate
    var jobs = 0.0
    for (server, rate) in slotRates.enumerated() {
      jobs += (rates[server] - rates[server + 1]) / rate
    }
    let count = Double(slotRates.count)
    let tail = full * load / (1 - load)
    return (jobs + tail * count + tail / (1 - load)) / (1 + tail) / arrivalRate
  }
}
