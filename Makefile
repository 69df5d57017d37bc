# make gap   - set up, build, print the greedy-gap table
# make test  - set up, run every test
# make check - lint, floors, build and the fast tests, for every step of work
# make lint  - the strict format check, no line of Swift wider than 100 columns, and whether
#              declarations that others see have a comment
# make floors - the check of who may use whom between targets and between folders
# make bench - measure speed, into Benchmarks/results/speed.md
# make bench-smoke, bench-small, bench-paper, bench-real, bench-greedy, bench-dispatch
#            - run a suite of experiments into Benchmarks/results, or go on with it; SECONDS=4 for other time limits, JOBS=2,
#              EXPERIMENT=gap for a part of it
# make instances - make the instance files of the folder instances anew from the data in DATA
# make check-data - say which files of DATA are missing or differ from those of Documentation/Data.md
# make bench-queueing - measure the simulator beside Ciw and replay the traces, into Benchmarks/results/queueing.md
# make bench-report - measure reports of 10^5 records and what a run's own process costs, into Benchmarks/results/report.md
# make notebooks - run the notebooks of notebooks-export; make notebooks-export - make them anew from Benchmarks/results
# make picture - draw the README's picture anew
# make solvers - install the optional solver HiGHS into .venv, where the program finds it
# make bench-solvers - measure the solver layer, into Benchmarks/results/solvers.md
# make docs  - build the site of the libraries' documentation into .build/docs; DOCS_BASE is the path it will be served under
# make fuzz  - feed the readers of files with libFuzzer, FUZZ_SECONDS each
# make sanitize - run the tests under the address and the thread sanitizer
# The outside files that Documentation/Data.md describes.
DATA ?= ../shared/data
SECONDS ?=
EXPERIMENT ?=
JOBS ?= 1
DOCS_BASE ?=
FUZZ_SECONDS ?= 60
SWIFT_SOURCES = Package.swift Sources Tests Benchmarks Examples Fuzzing
EXAMPLE = instances/example/worked-example.instance.json
CHAINWRIGHT = .build/release/chainwright
GAP_INSTANCES = \
  $(EXAMPLE) \
  instances/generated/mixed-J4-L6-s2.instance.json \
  instances/generated/mixed-J5-L8-s4.instance.json \
  instances/real/bloom-measured/bloom176b_mon1_J10_eta0.2.instance.json \
  instances/real/azure/azure-12-bloom-176b.instance.json

SUITE_TARGETS = bench-smoke bench-small bench-paper bench-real bench-greedy bench-dispatch

.PHONY: check floors setup setup-tests check-data notebooks notebooks-export bench-report bench-solvers solvers build gap test lint \
  format instances docs bench bench-queueing picture traits fuzz sanitize asan tsan $(SUITE_TARGETS)

setup:
	@Scripts/install-dependencies

setup-tests:
	@Scripts/install-dependencies --tests

solvers:
	@Scripts/install-highs

build: setup
	@swift build -c release --product chainwright --quiet

gap: build
	@$(CHAINWRIGHT) gap $(GAP_INSTANCES) --slots 1,4,6

test: setup-tests
	swift test

lint:
	swift format lint --strict --recursive $(SWIFT_SOURCES)
	Scripts/check-lines $(SWIFT_SOURCES)
	@Scripts/check-comments

floors:
	Scripts/check-floors

# Suites that take 10 s of processor time or more, but for that of the questions: make check leaves them out by
# name, so that a new suite is in it from the first day. make test has them all.
SLOW = \
  $(addprefix BoundsTests.,BoundTighteningTests EndBranchingTests FastestFirstProgramTests \
    FrontierBoundTests SharedPlacementTests) \
  $(addprefix CompositionTests.,ComparisonTests FrontierTests JointSearchTests LyingSolverTests \
    PlacementSearchTests ResponseTests) \
  $(addprefix ExperimentsTests.,SmokeTests SurvivalTests) \
  $(addprefix SolverConformanceTests.,HardRandomModelTests HelixTests LimitTests SilenceTests) \
  SolverIsolationTests.IsolationTests
check: setup lint floors
	swift build --build-tests
	swift test --skip-build $(SLOW:%=--skip %/)

format:
	swift format --in-place --recursive $(SWIFT_SOURCES)

instances: build
	instances/remake $(DATA) $(CHAINWRIGHT)

check-data:
	@Scripts/check-data $(DATA)

bench: setup
	@swift build -c release --product chainwright-benchmarks --quiet
	@SWIFT_VERSION="$$(swift --version 2>/dev/null | head -1)" \
	  .build/release/chainwright-benchmarks > .build/speed.md
	@mv .build/speed.md Benchmarks/results/speed.md
	@cat Benchmarks/results/speed.md

bench-smoke: SUITE = smoke
bench-small: SUITE = small-exact
bench-paper: SUITE = paper-size
bench-real: SUITE = real-clusters
bench-greedy: SUITE = greedy-scaling
bench-dispatch: SUITE = dispatch
$(SUITE_TARGETS): build
	@$(CHAINWRIGHT) bench $(SUITE) --jobs $(JOBS) $(if $(SECONDS),--time-limit $(SECONDS)) \
	  $(if $(EXPERIMENT),--experiment $(EXPERIMENT)) \
	  -o Benchmarks/results/$(SUITE).jsonl

bench-queueing: build
	@swift build -c release --product chainwright-queueing-benchmarks --quiet
	@SWIFT_VERSION="$$(swift --version 2>/dev/null | head -1)" \
	  Scripts/bench-queueing $(DATA) $(CHAINWRIGHT) > .build/queueing.md
	@mv .build/queueing.md Benchmarks/results/queueing.md
	@cat Benchmarks/results/queueing.md

bench-report: build
	@swift build -c release --product chainwright-report-benchmarks --quiet
	@.build/release/chainwright-report-benchmarks --make .build/report.jsonl
	@.build/release/chainwright-report-benchmarks .build/report.jsonl > .build/report.md
	@.build/release/chainwright-report-benchmarks --child $(CHAINWRIGHT) .build >> .build/report.md
	@mv .build/report.md Benchmarks/results/report.md
	@cat Benchmarks/results/report.md

notebooks: setup-tests
	@Scripts/run-notebooks

notebooks-export: build
	@rm -rf notebooks-export
	@$(CHAINWRIGHT) report Benchmarks/results/*.jsonl --notebook notebooks-export

picture: build
	@$(CHAINWRIGHT) greedy $(EXAMPLE) -o .build/greedy.plan.json > .build/picture.log
	@$(CHAINWRIGHT) solve $(EXAMPLE) --question rate -o .build/best.plan.json >> .build/picture.log
	@$(CHAINWRIGHT) draw $(EXAMPLE) .build/greedy.plan.json .build/best.plan.json \
	  --titles "Greedy (GBP-CR + GCA);Best possible (proven)" -o pictures/worked-example.svg

docs: setup
	Scripts/build-docs $(DOCS_BASE)

traits: setup
	Scripts/check-traits

bench-solvers: build
	@swift build -c release --product chainwright-solver-benchmarks --quiet
	@Scripts/bench-solvers $(DATA) > .build/solvers.md
	@mv .build/solvers.md Benchmarks/results/solvers.md
	@cat Benchmarks/results/solvers.md

fuzz:
	Scripts/fuzz $(FUZZ_SECONDS)

# The whole suite under each sanitizer, but for what cannot hold there:
# - memory that stays flat: both sanitizers keep freed memory for a while on purpose.
# - leak checks: GLPK and CBC keep until the process ends what they allocate once.
# - races inside the solvers: they are not built for the thread sanitizer (Tests/tsan.suppressions).
# - aborts that are left: the thread sanitizer has its own abort(), which comes before the net.
# - the program seen from outside: its tests start it under limits of memory, fill its disk and kill it.
# Repetitions that look for wrong answers, not for wrong memory, are fewer: make test has them all.
NOT_SANITIZED = --skip MemoryTests --skip ExperimentsTests --skip CommandTests
FEWER = CHAINWRIGHT_RANDOM_MODELS=200 CHAINWRIGHT_LIES=100 CHAINWRIGHT_ROUNDS=4

sanitize: asan tsan

asan: setup
	$(FEWER) ASAN_OPTIONS=detect_leaks=0 \
	  swift test --sanitize=address --scratch-path .build/asan $(NOT_SANITIZED)

tsan: setup
	$(FEWER) TSAN_OPTIONS="suppressions=$(CURDIR)/Tests/tsan.suppressions" \
	  swift test --sanitize=thread --scratch-path .build/tsan -Xswiftc -O \
	  $(NOT_SANITIZED) --skip failedAssertionsAndAbortsAreLeft
