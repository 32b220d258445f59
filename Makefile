# Two commands for a newcomer: `make run` and `make test`. The work is done by the chores in crates/xtask.

XTASK = cargo run --quiet --package xtask --

.PHONY: help run test bench fuzz clean need-cargo

help:
	@echo "make run    build, and serve the pages at http://localhost:8420: make an archive, or load the example"
	@echo "make test   check everything: formatting, lints, tests, WebAssembly, PDF/A, schemas, demonstration"
	@echo "make bench  measure against the peers and print how the ratios stand to the goals"
	@echo "make fuzz   run every fuzz target for some seconds (SECONDS=10)"
	@echo "make clean  remove what was built, measured and demonstrated"

run: need-cargo
	@$(XTASK) run

test: need-cargo
	@$(XTASK) test

bench: need-cargo
	@cargo run --quiet --release --package xtask -- bench $(ROWS)

fuzz: need-cargo
	@$(XTASK) fuzz $(SECONDS)

clean: need-cargo
	@$(XTASK) clean

# The chores are Rust too: without cargo and a C compiler nothing can say more than this.
need-cargo:
	@command -v cargo >/dev/null || { \
	  echo "cargo is missing: install Rust from https://rustup.rs (version 1.95 or newer)" >&2; exit 1; }
	@command -v cc >/dev/null \
	  || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get -qq update && apt-get -qq install -y gcc libc6-dev; } \
	  || { echo "a C compiler is missing: sudo apt-get install gcc libc6-dev" >&2; exit 1; }
