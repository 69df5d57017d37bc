# make gap   - set up, build, print the greedy-gap table
# make test  - set up, run every test
# make lint  - the strict format check
# make bench - measure speed, into Benchmarks/results/speed.md
# make bench-queueing - measure the simulator beside Ciw and replay the traces, into Benchmarks/results/queueing.md
# make picture - draw the README's picture anew
# make solvers - install the optional solver HiGHS into .venv, where the program finds it
# make bench-solvers - measure the solver layer, into Benchmarks/results/solvers.md
# make fuzz  - feed the readers of files with libFuzzer, FUZZ_SECONDS each
# make sanitize - run the tests under the address and the thread sanitizer
DATA ?= ../shared/data
SECONDS ?= 4
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

.PHONY: setup solvers build gap test lint format instances bench bench-queueing bench-solvers picture traits fuzz sanitize asan tsan

setup:
	@Scripts/install-dependencies

solvers:
	@Scripts/install-highs

build: setup
	@swift build -c release --product chainwright --quiet

gap: build
	@$(CHAINWRIGHT) gap $(GAP_INSTANCES) --slots 1,4,6

test: setup
	swift test

lint:
	swift format lint --strict --recursive $(SWIFT_SOURCES)

format:
	swift format --in-place --recursive $(SWIFT_SOURCES)

instances: build
	instances/remake $(DATA) $(CHAINWRIGHT)

bench: setup
	@swift build -c release --product chainwright-benchmarks --quiet
	@SWIFT_VERSION="$$(swift --version 2>/dev/null | head -1)" \
	  .build/release/chainwright-benchmarks > .build/speed.md
	@mv .build/speed.md Benchmarks/results/speed.md
	@cat Benchmarks/results/speed.md

bench-gaps: build
	@Scripts/bench-gaps $(SECONDS) $(CHAINWRIGHT) > .build/certified-gaps.md
	@mv .build/certified-gaps.md Benchmarks/results/certified-gaps.md
	@cat Benchmarks/results/certified-gaps.md

bench-queueing: build
	@swift build -c release --product chainwright-queueing-benchmarks --quiet
	@SWIFT_VERSION="$$(swift --version 2>/dev/null | head -1)" \
	  Scripts/bench-queueing $(DATA) $(CHAINWRIGHT) > .build/queueing.md
	@mv .build/queueing.md Benchmarks/results/queueing.md
	@cat Benchmarks/results/queueing.md

picture: build
	@$(CHAINWRIGHT) greedy $(EXAMPLE) -o .build/greedy.plan.json > .build/picture.log
	@$(CHAINWRIGHT) solve $(EXAMPLE) --question rate -o .build/best.plan.json >> .build/picture.log
	@Scripts/draw-placements $(EXAMPLE) "Greedy (GBP-CR + GCA)=.build/greedy.plan.json" \
	  "Best possible (proven)=.build/best.plan.json" > pictures/worked-example.svg

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
# - a limit on the size of files: the thread sanitizer keeps a file of its own and breaks at the limit.
sanitize: asan tsan

asan: setup
	ASAN_OPTIONS=detect_leaks=0 \
	  swift test --sanitize=address --scratch-path .build/asan --skip MemoryTests

tsan: setup
	TSAN_OPTIONS="suppressions=$(CURDIR)/Tests/tsan.suppressions" \
	  swift test --sanitize=thread --scratch-path .build/tsan -Xswiftc -O \
	  --skip MemoryTests --skip aDiskThatFillsUpIs65AndLeavesNothing
