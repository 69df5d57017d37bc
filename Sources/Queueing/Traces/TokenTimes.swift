import ServerChains

/// How a job's tokens stretch a mean job's times: the formula of
/// Documentation/Problem.md, "Times from measurements".
///
/// An instance states mean times: `τᶜ_j = l_out · (RTT_j + overhead)` and
/// `τᵖ_j = t_o + t^I l_in + t^O (l_out − 1)` at reference tokens. A job of other lengths takes
/// `τᶜ_j · l_out / l̄_out` and `τᵖ_j · (t_o + t^I l_in + t^O (l_out − 1))`, the latter divided by
/// the same at the reference. Only the proportions of the three times matter, and they are one for
/// all servers.
public struct TokenTimes: Hashable, Sendable {
  /// `t_o`, seconds per block whatever the length.
  public var fixed: Double
  /// `t^I`, seconds per block and token of the prompt.
  public var perInputToken: Double
  /// `t^O`, seconds per block and token made after the first.
  public var perOutputToken: Double
  /// `l̄_in`, the prompt the instance's times are meant for.
  public var referenceInput: Double
  /// `l̄_out`, the tokens made that the instance's times are meant for.
  public var referenceOutput: Double

  /// Times, checked.
  ///
  /// - Throws: `InputError` where a time is negative, all are 0, or the reference is not a job.
  public init(
    fixed: Double, perInputToken: Double, perOutputToken: Double, referenceInput: Double,
    referenceOutput: Double
  ) throws(InputError) {
    let times = [fixed, perInputToken, perOutputToken]
    guard times.allSatisfy({ $0 >= 0 && $0.isFinite }), times.contains(where: { $0 > 0 }) else {
      throw InputError(
        "token times are finite, not negative and not all 0; give seconds per block",
        field: "token times", value: "\(fixed), \(perInputToken), \(perOutputToken)")
    }
    guard referenceInput >= 0, referenceOutput > 0, (referenceInput + referenceOutput).isFinite
    else {
      throw InputError(
        "the reference job needs at least one token made; give the means the instance is for",
        field: "reference tokens", value: "\(referenceInput), \(referenceOutput)")
    }
    self.fixed = fixed
    self.perInputToken = perInputToken
    self.perOutputToken = perOutputToken
    self.referenceInput = referenceInput
    self.referenceOutput = referenceOutput
    guard referenceComputation > 0 else {
      throw InputError(
        "the reference job takes no computation with these token times; give a time that it uses",
        field: "token times", value: "\(fixed), \(perInputToken), \(perOutputToken)")
    }
  }

  /// The times of a service's blocks in fp16 on an A100-80GB.
  ///
  /// `t_o` = 1 ms. A parameter is two bytes read once per token made, `t^O = s_m / 2039 GB/s`, and
  /// two floating-point operations per token of the prompt, `t^I = s_m GFLOP / 312 TFLOPS`.
  ///
  /// - Throws: `InputError` as the full initializer.
  public init(of service: Service, referenceInput: Double, referenceOutput: Double)
    throws(InputError)
  {
    let gigabytes = service.blockMemory.doubleValue
    try self.init(
      fixed: 0.001, perInputToken: gigabytes / 312_000, perOutputToken: gigabytes / 2039,
      referenceInput: referenceInput, referenceOutput: referenceOutput)
  }

  /// Seconds per block of a job, by the formula.
  private func computation(input: Double, output: Double) -> Double {
    fixed + perInputToken * input + perOutputToken * max(output - 1, 0)
  }

  private var referenceComputation: Double {
    computation(input: referenceInput, output: referenceOutput)
  }

  /// What multiplies `Σ τᶜ_j` for a job.
  package func communicationFactor(output: Double) -> Double { output / referenceOutput }

  /// What multiplies `Σ τᵖ_j m_ij` for a job.
  package func computationFactor(input: Double, output: Double) -> Double {
    computation(input: input, output: output) / referenceComputation
  }

  /// What multiplies the computation for each token after the first.
  package var nextTokenFactor: Double { perOutputToken / referenceComputation }
}
