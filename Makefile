# Everything a person may want to run, by name. `make` alone lists the names.

PREFIX ?= $(HOME)/.local
DOCS ?= .build/docs
BUILD ?= .build
# How the released program is built; the script says why.
RELEASE = swift build -c release --scratch-path $(BUILD) $$(Scripts/release-flags $(BUILD))
# Warnings are errors here, and nowhere else: see Package.swift.
export ASSAY_WARNINGS_AS_ERRORS = 1

.PHONY: help packages build demo test faults swift-examples check widths neon bench bench-peers corpus fuzz-clients fuzz-bugs docs install clean

help:
	@echo 'make demo         build Assay and check the traffic in Examples/'
	@echo 'make test         run the tests'
	@echo 'make faults       put assay test to a server with each of its faults, three seeds each'
	@echo 'make swift-examples  run Examples/swift: suites of other projects (slow the first time)'
	@echo 'make check        everything that CI runs'
	@echo 'make widths       hold every width of the scanning functions to the portable one'
	@echo 'make neon         the same for 64-bit ARM, in an emulator'
	@echo 'make bench        hold Assay to its gates: instructions, allocations, start, memory, right verdicts'
	@echo 'make bench-peers  measure Assay beside other checkers'
	@echo 'make corpus       test against every service model of botocore (from PyPI)'
	@echo 'make fuzz-clients put curl, boto3 and the AWS CLI (from PyPI) to every scenario'
	@echo 'make fuzz-bugs    put a client with switchable mistakes to every scenario (slow)'
	@echo 'make docs         build the documentation of the library: $(DOCS)'
	@echo 'make install      install the program and its completions: PREFIX=$(PREFIX)'
	@echo 'make clean        remove what was built'

packages:
	@Scripts/install-packages

build: packages
	$(RELEASE) --product assay

demo: build
	@Scripts/demo $(BUILD)/release/assay

test: packages
	swift test --disable-xctest

faults: packages
	ASSAY_FAULTS=all swift test --disable-xctest --filter FaultTests

swift-examples: packages
	@Scripts/swift-examples

check: packages
	@Scripts/check

widths:
	@Scripts/check-widths

neon: packages
	@Scripts/check-widths --neon

bench: build
	@Scripts/install-packages valgrind
	$(RELEASE) --product AssayBenchmarks
	Benchmarks/gates --program $(BUILD)/release/AssayBenchmarks
	Benchmarks/startup
	Benchmarks/interrupt
	Benchmarks/memory
	Benchmarks/verify-labels

bench-peers: build
	@Scripts/install-packages g++ libsimdjson-dev
	Benchmarks/run-peers

corpus: packages
	@BUILD=$(BUILD) Scripts/corpus

fuzz-clients: build
	@Scripts/fuzz-clients $(BUILD)/release/assay

fuzz-bugs: packages
	ASSAY_FUZZ=all swift test --disable-xctest --filter FaultyClientTests

docs: packages
	@Scripts/build-docs $(DOCS)

install: packages
	$(RELEASE) --product assay
	install -d $(DESTDIR)$(PREFIX)/bin
	install -s -m 755 $(BUILD)/release/assay $(DESTDIR)$(PREFIX)/bin/assay
	install -d $(DESTDIR)$(PREFIX)/share/bash-completion/completions
	$(BUILD)/release/assay completion bash \
	  > $(DESTDIR)$(PREFIX)/share/bash-completion/completions/assay
	install -d $(DESTDIR)$(PREFIX)/share/zsh/site-functions
	$(BUILD)/release/assay completion zsh > $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_assay
	install -d $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d
	$(BUILD)/release/assay completion fish \
	  > $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/assay.fish

clean:
	rm -rf $(BUILD) Benchmarks/.cache Benchmarks/.venv
