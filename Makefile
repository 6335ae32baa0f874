# `make demo` and `make test` set up what they need in .venv (locked versions, checked hashes). Once that is done they
# need no network.

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
DEMO := build/demo.duckdb
PYTHON ?=

.DEFAULT_GOAL := help
.PHONY: help demo test lint format bench docs picture lock clean

help:  ## Say what there is to make
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 16

demo: .venv/.installed  ## Read the example texts, print the chronology, write a briefing
	@mkdir -p build && rm -f $(DEMO) $(DEMO).wal
	@$(BIN)/bilateral read examples/texts --db $(DEMO)
	@echo && $(BIN)/bilateral events USA AZE --db $(DEMO)
	@$(BIN)/bilateral brief USA AZE --versus RUS AZE --db $(DEMO) -o build/brief.html --quiet
	@echo && echo "The briefing is in $(CURDIR)/build/brief.html"

test: lint  ## Check style, types, imports, then run the tests
	@$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile

lint: .venv/.installed-dev  ## Check style, types and imports only
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache

format: .venv/.installed-dev  ## Put the code in order
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: .venv/.installed-dev  ## Measure against public data (../shared) and print the table
	@$(BIN)/python bench/run.py

docs: .venv/.installed-dev  ## Write the command reference and the README's tour anew
	@$(BIN)/python tools/reference.py
	@$(BIN)/python tools/tour.py

picture: demo  ## Take the README's picture of the briefing (wants chromium)
	@chromium --headless --no-sandbox --hide-scrollbars --window-size=960,1150 --screenshot=docs/brief.png build/brief.html

lock:  ## Write requirements/*.txt anew (wants uv)
	@tools/lock.sh

clean:  ## Remove what was made, but not .venv
	@rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

.venv/bin/python:
	@PYTHON="$(PYTHON)" tools/venv.sh $(MAKECMDGOALS)

.venv/.installed: requirements/runtime.txt pyproject.toml | .venv/bin/python
	@echo "Installing the locked packages (once)"
	@$(PIP) install --require-hashes --no-deps -r requirements/runtime.txt
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

.venv/.installed-dev: requirements/dev.txt .venv/.installed
	@echo "Installing the locked development packages (once)"
	@$(PIP) install --require-hashes --no-deps -r requirements/dev.txt
	@touch $@
