# Two commands on a fresh machine: `make demo` and `make test`. `make help` lists the rest.

PYTHON ?= python3
ARGS ?=
DRAWN ?= 3000
SAMPLE ?= 300
SEED ?= 1

VENV := .venv
BIN := $(VENV)/bin
STAMPS := $(VENV)/.stamps
WHEELHOUSE := $(VENV)/wheelhouse

# Every folder below frameworks/ with a pyproject.toml is a distribution of its own.
FRAMEWORKS := $(patsubst %/pyproject.toml,./%,$(wildcard frameworks/*/pyproject.toml))
# What an environment is made from; of the sources only what is copied into it and not read where it is.
DEFINITIONS := constraints.txt pyproject.toml src/_digiramverk_pytest.py $(FRAMEWORKS:%=%/pyproject.toml)

PIP := $(BIN)/python -m pip
INSTALL := $(PIP) install --quiet --constraint constraints.txt

# pyright runs on node: the machine's own where there is one, else the one from its Python extra.
PYRIGHT := pyright$(if $(shell command -v node 2>/dev/null),,[nodejs])
TOOLS := build import-linter mypy '$(PYRIGHT)' ruff types-jsonschema types-PyYAML

# What the tests read workbooks with, which nothing else here needs.
READERS := openpyxl

export PIP_DISABLE_PIP_VERSION_CHECK := 1
# The pinned wheel carries its own pyright; never ask whether there is a newer one.
export PYRIGHT_PYTHON_IGNORE_WARNINGS := 1
# The tests start hundreds of processes: each reads what the first has compiled, whatever the shell says of that.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help demo test test-repository test-spark fast nightly differential mutants check format lint types contracts wheels build-wheels bounds openers bench bench-engines benchmarks clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(STAMPS)/demo ## install what is needed and score the bundled example
	@$(BIN)/digiramverk demo --lang sv

test: $(STAMPS)/test ## run every test (ARGS="-k name" narrows it)
	$(BIN)/pytest -n auto --dist worksteal $(ARGS)

test-repository: $(STAMPS)/test ## run the tests that read the repository's own files; `make wheels` runs all others
	$(BIN)/pytest -n auto --dist worksteal -m repository $(ARGS)

test-spark: $(STAMPS)/spark ## install PySpark and hold it against scoring form by form (needs Java 17)
	$(BIN)/pytest tests/spark --libraries=spark -n0 -rs $(ARGS)

fast: $(STAMPS)/test ## run the tests with few Hypothesis examples, stopping at the first failure
	HYPOTHESIS_PROFILE=fast $(BIN)/pytest -n auto --exitfirst $(ARGS)

nightly: $(STAMPS)/test ## search long: thousands of new examples of every property, 50 000 of the laws, every mistake
	HYPOTHESIS_PROFILE=nightly $(BIN)/pytest -n auto --dist worksteal $(ARGS)

differential: $(STAMPS)/test ## every engine against a second interpreter, on 3 000 drawn frameworks (DRAWN=100)
	$(BIN)/python -m tests.tables.differential $(DRAWN) --processes $(or $(shell nproc),1)

mutants: $(STAMPS)/mutants ## how many mistakes in the code itself the tests of its room catch (ROOMS=rules,tables SAMPLE=300 SEED=1 REPORT=file)
	nice $(BIN)/python -m tests.mutants --sample $(SAMPLE) --seed $(SEED) $(ROOMS:%=--rooms %) $(REPORT:%=--report %)

check: lint types contracts test-repository wheels ## everything that has to pass before a change goes in

format: $(STAMPS)/tools ## format the code and mend what ruff can mend by itself
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

lint: $(STAMPS)/tools ## formatting and lint
	$(BIN)/ruff format --check
	$(BIN)/ruff check

types: $(STAMPS)/tools ## mypy and pyright, one beside the other
	@$(BIN)/mypy & mypy=$$!; $(BIN)/pyright; pyright=$$?; wait $$mypy && exit $$pyright

contracts: $(STAMPS)/tools ## who may import whom
	$(BIN)/lint-imports

wheels: build-wheels $(STAMPS)/wheelhouse ## build the wheels and run every test that needs no repository on them, away from src/
	PYTHON=$(BIN)/python WHEELHOUSE=$(WHEELHOUSE) scripts/test_wheels.sh

bounds: ## a smoke test with the lowest and with the newest versions of what we depend on
	PYTHON=$(PYTHON) scripts/test_bounds.sh

build-wheels: $(STAMPS)/tools
	rm -rf dist
	for project in . $(FRAMEWORKS); do \
		$(BIN)/python -m build --wheel --no-isolation --outdir dist $$project || exit 1; \
	done

openers: $(STAMPS)/venv ## install what opens files in the tests: Chromium, LibreOffice, poppler, an editor's language server (Debian)
	scripts/install_openers.sh $(VENV)

bench: $(STAMPS)/test ## measure
	$(BIN)/python -m bench $(ARGS)

benchmarks: $(STAMPS)/test ## measure and write docs/benchmarks.md (ARGS="country" for one section)
	$(BIN)/python -m bench.page $(ARGS)

bench-engines: $(STAMPS)/test ## install the engines that `make bench` compares with
	$(PIP) install --quiet --requirement bench/requirements.txt

clean: ## remove everything that make has made, the environment too
	rm -rf $(VENV) dist .hypothesis .import_linter_cache .mutants .mypy_cache .pytest_cache .ruff_cache
	find src tests bench scripts frameworks -name __pycache__ -type d -prune -exec rm -rf {} +

# --- the environment: each stamp is written last, so a failed install leaves none ------------------

$(STAMPS)/venv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo 'Python 3.11 or newer is needed. Name one: make demo PYTHON=python3.11' >&2; exit 1; }
	@echo 'Installing into $(VENV) …' >&2
	@$(PYTHON) -m venv $(VENV)
	@mkdir -p $(STAMPS)
	@touch $@

$(STAMPS)/demo: $(STAMPS)/venv $(DEFINITIONS)
	@$(INSTALL) hatchling
	@$(INSTALL) --no-build-isolation --editable '.[cli]' $(FRAMEWORKS:%=--editable %)
	@touch $@

$(STAMPS)/test: $(STAMPS)/demo
	@$(INSTALL) --no-build-isolation --editable '.[all]' $(READERS) pytest-xdist
	@touch $@

# Of mutmut only its list of mistakes is used, and that needs libcst alone.
$(STAMPS)/mutants: $(STAMPS)/test
	@$(INSTALL) --no-deps coverage libcst mutmut
	@touch $@

$(STAMPS)/spark: $(STAMPS)/test
	@java -version 2>&1 | grep -q 'version "17' || \
		{ echo 'Spark needs Java 17, which is not here (Debian: apt-get install openjdk-17-jre-headless).' >&2; exit 1; }
	@# PySpark comes as source: it is built apart, with what it asks for itself.
	@$(INSTALL) pyspark
	@$(INSTALL) --no-build-isolation --editable '.[spark]'
	@touch $@

$(STAMPS)/tools: $(STAMPS)/test
	@$(INSTALL) $(TOOLS)
	@touch $@

# What the wheels need, kept so that testing them again needs no network.
$(STAMPS)/wheelhouse: $(STAMPS)/tools Makefile | build-wheels
	@rm -rf $(WHEELHOUSE)
	@$(PIP) wheel --quiet --constraint constraints.txt --wheel-dir $(WHEELHOUSE) \
		dist/*.whl 'digiramverk[all]' $(READERS) hatchling pytest-xdist slipcover
	@rm -f $(WHEELHOUSE)/digiramverk*.whl
	@touch $@
