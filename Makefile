# The two commands that matter: `make run` serves the site, `make test` proves it.
.DEFAULT_GOAL := help
.PHONY: help run test check bench fix docs lock

PYTHON ?= python3
BIN := .venv/bin
PY := $(BIN)/python
CHECKSUM = $(firstword $(shell cksum < requirements/$(1).txt))
BASE := .venv/base-$(call CHECKSUM,base)
DEV := .venv/dev-$(call CHECKSUM,dev)
TEMPLATES = $(shell find opencity -name '*.html')
# Measures how long a start takes and what it needs, so nothing may run beside it.
ALONE := tests/config/test_run.py

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-7s %s\n", $$1, $$2}' Makefile

run: $(BASE) ## set up everything and serve the site (PORT, HOST, OPENCITY_DATA, DATABASE_URL, OPENCITY_WORKERS)
	@exec $(BIN)/opencity run

test: $(DEV) ## set up everything and pass all tests, on SQLite and on PostgreSQL
	@command -v chromium >/dev/null || command -v google-chrome >/dev/null || \
		echo "No Chromium was found, so browser tests are skipped. To get one: apt-get install chromium"
	$(PY) -m pytest -n 2 --ignore=$(ALONE)
	$(PY) -m pytest $(ALONE)
	$(PY) -m pytest -n 2 --database=postgresql

check: $(DEV) ## judge the code without running it: style, types, layers, templates, migrations, translations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(PY) -m mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/djhtml --tabwidth 2 --check $(TEMPLATES)
	$(PY) -m opencity.theme.bundle --check
	$(PY) -m config.translations
	$(BIN)/opencity makemigrations --check --dry-run
	$(BIN)/opencity check

bench: $(DEV) ## measure speed and write var/bench.json
	$(BIN)/opencity bench

fix: $(DEV) ## put right what a tool can: style, templates, style sheet, compiled translations
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/djhtml --tabwidth 2 $(TEMPLATES)
	$(PY) -m opencity.theme.bundle
	$(PY) -m config.translations --compile

docs: $(DEV) ## write docs/commands.md from the commands, and test the documentation
	$(PY) -m config.document
	$(PY) -m pytest tests/test_documentation.py

lock: $(DEV) ## resolve requirements/*.in anew
	$(BIN)/uv pip compile --upgrade --universal --generate-hashes --no-header --python-version 3.11 \
		requirements/base.in -o requirements/base.txt
	$(BIN)/uv pip compile --upgrade --universal --generate-hashes --no-header --python-version 3.11 \
		requirements/dev.in -o requirements/dev.txt

# A stamp carries the checksum of the file that was installed: a changed file is installed anew.
.venv/base-%: | .venv/bin/python
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/base.txt
	$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@rm -f .venv/base-* && touch $@

.venv/dev-%: | .venv/bin/python
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@rm -f .venv/dev-* && touch $@

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Open City needs Python 3.11 or newer: make run PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv .venv || \
		{ echo "The module venv is missing: apt-get install python3-venv"; rm -rf .venv; exit 1; }
