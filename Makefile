# One file of tasks. Everything runs in an environment of its own (.venv).
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
FROM ?=
ARGS ?=

.PHONY: help try test check lock docs locales notes clean
help:            ## these lines
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile

try: $(VENV)/.runtime      ## start the bot in this terminal (FROM=path: a saved announcement)
	@$(BIN)/python -m bot try $(if $(FROM),--from "$(FROM)") $(ARGS)

test: $(VENV)/.dev         ## set up and run the whole suite
	$(BIN)/python -m pytest -n auto --maxprocesses 8 --dist worksteal $(ARGS)

check: $(VENV)/.dev        ## style, lint and types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

docs: $(VENV)/.dev         ## write the generated pages again (settings, commands, schema)
	$(BIN)/python -m bot.cli.reference

locales: $(VENV)/.dev      ## collect the sentences that the bot says into every language's catalogue
	$(BIN)/pybabel -q extract -F bot/locales/babel.cfg -k text -k msgid -k plural:1,2 \
	  --no-location --omit-header --sort-output --no-wrap \
	  -o bot/locales/paperbrief.pot bot adapters scheduler
	for each in bot/locales/*/paperbrief.po; do \
	  $(BIN)/pybabel -q update -i bot/locales/paperbrief.pot -o $$each \
	    -l $$(basename $$(dirname $$each) | tr - _) --no-fuzzy-matching --ignore-obsolete \
	    --ignore-pot-creation-date --no-wrap || exit 1; \
	done

notes:           ## the changelog's section of this version, as a release has it
	@$(PYTHON) .ci/release_notes.py

lock:            ## resolve the dependencies again, for every platform
	$(PYTHON) -m venv $(VENV)-lock && $(VENV)-lock/bin/pip -q install uv
	$(VENV)-lock/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes \
	  --no-annotate --no-header pyproject.toml -o requirements.lock
	$(VENV)-lock/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes \
	  --no-annotate --no-header pyproject.toml --group dev -o requirements-dev.lock

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Paperbrief needs Python 3.11 or newer; name one with PYTHON=..." >&2; exit 1; }
	@echo "Setting up $(VENV) ..." >&2
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: requirements.lock | $(VENV)/bin/python
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(VENV)/.dev: requirements-dev.lock | $(VENV)/bin/python
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@ $(VENV)/.runtime

clean:           ## remove the environment and the caches
	rm -rf $(VENV) $(VENV)-lock .mypy_cache .ruff_cache .pytest_cache
