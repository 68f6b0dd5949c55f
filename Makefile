# Every command a newcomer, a contributor and the CI need. `make` alone lists them.
# Needed beforehand: Python 3.11 or newer, git and make. No root, no service.

PYTHON ?= python3
PORT ?= 8000
ARGS ?=
# A file's tests stay in one process, since they share servers; more processes than four only wait for the disk.
# One process more than there are cores, since many tests wait for a server or a browser.
PROCESSES ?= $(shell n=$$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2); echo $$((n < 4 ? n + 1 : 4)))
PARALLEL ?= -n $(PROCESSES) --dist loadfile

BIN := .venv/bin
STAMP := .venv/.installed
MEMBERS := $(wildcard pyproject.toml */pyproject.toml plugins/*/pyproject.toml)

.DEFAULT_GOAL := help
.PHONY: help venv demo serve test fuzz check format docs site isolation bench endings conformance-target conformance conformance-page screenshots clean

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-18s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

venv: $(STAMP) ## make .venv and install everything into it

# Made again when what is to be installed changes; otherwise a second run costs nothing.
$(STAMP): $(MEMBERS) setup.cfg constraints.txt tools/environment.py
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Join in Card needs Python 3.11 or newer; '$(PYTHON)' is $$($(PYTHON) -V 2>/dev/null || echo not there)." >&2; \
	  echo "Name another interpreter: make $(or $(MAKECMDGOALS),venv) PYTHON=/path/to/python3.12" >&2; exit 1; }
	@$(PYTHON) tools/environment.py
	@touch $@

demo: $(STAMP) ## seeded authority on http://localhost:8000, a provider's site on 8001 (PORT=8100, DEMO_ONCE=1)
	@$(BIN)/python -m demo run --port $(PORT) $(if $(DEMO_ONCE),--once) $(ARGS)

serve: $(STAMP) ## the authority on an initialised database, with safe settings only
	@$(BIN)/joincard-authority serve $(ARGS)

test: $(STAMP) ## every test of the tree
	@$(BIN)/python -m pytest $(PARALLEL) $(ARGS)

fuzz: $(STAMP) ## ten thousand generated requests at every door; `make test` sends a tenth
	@$(BIN)/python -m pytest tests/specs/hostile/test_generated_requests.py --hypothesis-profile=campaign $(ARGS)

check: $(STAMP) ## format, lint, strict types, import directions, docs
	@$(BIN)/python -m tools.check

format: $(STAMP) ## let ruff put the sources into shape
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .

docs: $(STAMP) ## write the reference pages again from the code
	@$(BIN)/python -m tools.reference

site: $(STAMP) ## the documentation as a site in build/site, warnings as errors
	@$(BIN)/python -m sphinx -W --keep-going -q -b html docs build/site
	@echo "Open build/site/index.html"

isolation: $(STAMP) ## every plugin's wheel passes its own tests where the core is absent
	@$(BIN)/python -m tests.isolation

bench: $(STAMP) ## measurements as a table and in build/bench.json
	@$(BIN)/python -m bench $(ARGS)

endings: $(STAMP) ## how soon every worker knows of a withdrawal, a sign-out and a lost card (TRIES=100)
	@ENDING_TRIES=$(or $(TRIES),100) $(BIN)/python -m pytest -q -s tests/journeys/test_ending.py $(ARGS)

conformance-target: $(STAMP) ## the authority behind TLS for the OpenID Foundation's conformance suite (PORT=9443)
	@$(BIN)/python -m tools.conformance target $(if $(filter command line,$(origin PORT)),--port $(PORT)) $(ARGS)

conformance: $(STAMP) ## run the suite's plans, while the suite and that authority run (ARGS="NAME ...")
	@$(BIN)/python -m tools.conformance run $(ARGS)

conformance-page: $(STAMP) ## write docs/conformance.md from the last results
	@$(BIN)/python -m tools.conformance table

screenshots: $(STAMP) ## take the pictures of docs/conformance-pages.md again, in a Chromium that npm has
	@$(BIN)/python -m tools.screenshots

clean: ## remove what was built; .venv stays
	@rm -rf build dist .demo .mypy_cache .ruff_cache .hypothesis
	@find sdk core plugins -name '*.egg-info' -prune -o -name build -type d -prune -exec rm -rf {} +
