#if GLPK
  import GLPKSolver
  import LinearModels
  import SolverConformance
  import SolverTestSupport
  import Testing

  @Suite("The guard around GLPK")
  struct GuardTests {
    @Test func abortBecomesGLPKsMessage() {
      let message = messageOfProvokedGLPKAbort()
      #expect(message.contains("glp_set_mat_row"), "\(message)")
      #expect(message.contains("99"), "\(message)")
    }

    @Test func solvesWorkAfterAnAbortOnTheSameThread() throws {
      for _ in 0..<5 {
        _ = messageOfProvokedGLPKAbort()
        var model = Model(sense: .maximize)
        let x = model.addVariable(upper: 3.5, kind: .integer)
        model.objective = LinearExpression(x)
        #expect(try GLPKSolver().solve(model).objective == 3)
      }
    }

    @Test func aSolveWithinASolveIsRefused() throws {
      let solver = GLPKSolver()
      let model = HardModel.marketSplit(rows: 2, columns: 12)
      let outcome = try solver.solve(
        model,
        SolveParameters { _ in
          #expect(throws: SolverError.self) { try solver.solve(model) }
        })
      #expect(outcome.termination == .optimal)
    }

    /// The request is there from the start, so the first look from within the simplex sees it.
    @Test func stopDuringALinearProgramLeavesThroughTheEscape() throws {
      let stop = StopToken()
      stop.requestStop()
      let answer = try GLPKSolver().answer(denseProgram(), SolveParameters(stop: stop))
      #expect(answer.termination == .interrupted)
      #expect(answer.values == nil)
      #expect(try GLPKSolver().solve(denseProgram()).termination == .optimal)
    }

    private func denseProgram() -> Model {
      var random = SplitMix(state: 5)
      var model = Model(sense: .maximize)
      let x = (0..<40).map { _ in model.addVariable() }
      for _ in 0..<40 {
        var sum = LinearExpression()
        for variable in x { sum.add(Double(random.integer(1...1000)), variable) }
        model.addRow(sum <= 1e6)
      }
      model.objective = x.reduce(LinearExpression()) { $0 + $1 }
      return model
    }
  }
#endif
