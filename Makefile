# make gap   - set up, build, print the greedy-gap table
# make test  - set up, run every test
# make lint  - the strict format check
DATA ?= ../shared/data
CHAINWRIGHT = .build/release/chainwright
GAP_INSTANCES = \
  instances/example/worked-example.instance.json \
  instances/generated/mixed-J4-L6-s2.instance.json \
  instances/generated/mixed-J5-L8-s4.instance.json \
  instances/real/bloom-measured/bloom176b_mon1_J10_eta0.2.instance.json \
  instances/real/azure/azure-12-bloom-176b.instance.json

.PHONY: setup build gap test lint format instances

setup:
	@Scripts/install-dependencies

build: setup
	@swift build -c release --product chainwright --quiet

gap: build
	@$(CHAINWRIGHT) gap $(GAP_INSTANCES) --slots 1,4,6

test: setup
	swift test

lint:
	swift format lint --strict --recursive Package.swift Sources Tests

format:
	swift format --in-place --recursive Package.swift Sources Tests

instances: build
	instances/remake $(DATA) $(CHAINWRIGHT)
