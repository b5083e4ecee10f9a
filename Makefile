# Everything one does with Palier. `make` alone lists it.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:

PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done)
BIN := .venv/bin
FLASK := $(BIN)/flask --app app
# Node from the system when it is recent enough, otherwise the one that pip installed.
NODE_OK := $(shell node -e 'process.exit(process.versions.node.split(".")[0] < 20)' 2>/dev/null && command -v npm)
NODE_PATH_FIRST := PATH="$(if $(NODE_OK),$$PATH:$(CURDIR)/$(BIN),$(CURDIR)/$(BIN):$$PATH)"

ASSETS := static/dist/manifest.json
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard translations/*/LC_MESSAGES/*.po))
SOURCES := $(shell find static/behaviours static/styles static/icons static/icons.txt -type f 2>/dev/null)
# Where the strings come from: the French catalogue is made from them.
SPOKEN := $(shell find neighbourhood messaging verification templates -name '*.py' -o -name '*.html' -o -name '*.txt' 2>/dev/null)
READY := .venv/run.stamp $(ASSETS) $(CATALOGUES)
READY_TO_TEST := .venv/dev.stamp node_modules/dev.stamp $(READY)

.PHONY: help install run test quick coverage lint types bench mutants attack faults screens lock clean

help: ## List what make can do
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: $(READY) ## Set up everything the site needs, and stop there

run: $(READY) ## Serve the site on http://127.0.0.1:8000 (PORT=… to change)
	@$(FLASK) db upgrade
	@$(FLASK) keys seal
	@$(FLASK) demo load --if-empty
	@$(FLASK) demo accounts
	@exec $(BIN)/gunicorn -c gunicorn.conf.py 'app:create_app()'

test: $(READY_TO_TEST) ## Run all tests, in a real browser, on both stacks (ARGS=… for pytest)
	$(BIN)/pytest -n 2 --dist loadgroup $(ARGS)

quick: $(READY_TO_TEST) ## Run the tests that start no browser and no PostgreSQL, and no campaign
	$(BIN)/pytest -n 2 --dist loadgroup -m "not browser and not postgres and not campaign" $(ARGS)

coverage: $(READY_TO_TEST) ## Say which lines no test runs; fails under 90 % (it makes tests half as slow again)
	$(BIN)/pytest -n 2 --dist loadgroup --cov --cov-branch --cov-fail-under=90 $(ARGS)

lint: $(READY_TO_TEST) ## Check style, import contracts, templates, scripts, styles, spelling, translations, known holes
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports
	$(BIN)/djlint --lint --quiet templates
	$(NODE_PATH_FIRST) node_modules/.bin/biome check --error-on-warnings
	$(BIN)/codespell
	$(FLASK) translations check
	@$(NODE_PATH_FIRST) $(BIN)/python -m tests.support.audit

types: .venv/dev.stamp ## Check types (mypy, strict)
	$(BIN)/mypy

bench: $(READY_TO_TEST) ## Measure speed against bare programs, as ratios
	$(BIN)/python -m tests.benchmarks

mutants: $(READY_TO_TEST) ## Change what decides about people and money: do tests notice? Fails under 90 % (ARGS=rules for one part)
	$(BIN)/python -m tests.support.mutants $(ARGS)

attack: $(READY_TO_TEST) ## Look for the people behind the needs of a town; fails if one is found, or if none is without protection
	$(BIN)/python -m tests.support.attack

faults: $(READY_TO_TEST) ## Try money and races for long: 5,000 orders of messages, 100 rounds of 16 donors, a kill at every line
	$(BIN)/python -m tests.support.faults $(ARGS)

screens: $(READY_TO_TEST) ## Take screenshots of the main pages (ONLY=… to choose, COMPARE=folder to compare)
	$(BIN)/python -m tests.support.screens $(ONLY) $(if $(COMPARE),--compare $(COMPARE))

lock: .venv/installer.stamp ## Refresh the lock files (UPGRADE=--upgrade for newer versions)
	$(COMPILE) --group assets pyproject.toml -o requirements/run.lock
	$(COMPILE) --group assets --group dev -c requirements/run.lock pyproject.toml -o requirements/dev.lock
	echo uv | $(COMPILE) - -o requirements/installer.lock
	$(NODE_PATH_FIRST) npm install --package-lock-only

COMPILE = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate $(UPGRADE)

clean: ## Remove all that can be made again (the data in instance/ stays)
	rm -rf .venv node_modules static/dist screenshots .mypy_cache .ruff_cache .import_linter_cache .coverage* $(CATALOGUES)
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Palier needs Python 3.11 or later: install it, or name it with make PYTHON=/path/to/python" >&2; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; echo "This Python cannot make a .venv: install its venv module (Debian: apt install python3-venv)" >&2; exit 1; }

.venv/installer.stamp: requirements/installer.lock | $(BIN)/python
	-$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

# uv is much faster; pip does the same where uv has no build.
.venv/%.stamp: requirements/%.lock .venv/installer.stamp
	@echo "Installing $<"
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r $< || \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

node_modules/run.stamp: package-lock.json .npmrc | .venv/run.stamp
	$(NODE_PATH_FIRST) npm ci --ignore-scripts --omit=dev --loglevel=error
	@touch $@

# The whole set contains the smaller one.
node_modules/dev.stamp: package-lock.json .npmrc | .venv/run.stamp
	$(NODE_PATH_FIRST) npm ci --ignore-scripts --loglevel=error
	@touch node_modules/run.stamp $@

$(ASSETS): build.mjs $(SOURCES) node_modules/run.stamp
	@echo "Building static/dist"
	@$(NODE_PATH_FIRST) PYTHON=$(BIN)/python node build.mjs

translations/%.mo: translations/%.po $(SPOKEN) | .venv/run.stamp
	$(FLASK) translations compile
	@touch $@
