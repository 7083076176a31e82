PYTHON ?= python3
BIN := .venv/bin
INSTALL := $(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable

.PHONY: run test check
.DELETE_ON_ERROR:

run: .venv/.installed
	$(BIN)/immunoqa serve

test: .venv/.installed-dev
	.ci/install-browser-tools
	$(BIN)/pytest

check: .venv/.installed-dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/immunoqa corpus check --strict

$(BIN)/pip:
	$(PYTHON) -m venv .venv

.venv/.installed: pyproject.toml constraints.txt | $(BIN)/pip
	@echo "Installing (2 GB, a few minutes; only the first time)"
	$(INSTALL) .
	@touch $@

.venv/.installed-dev: .venv/.installed
	$(INSTALL) '.[dev]'
	@touch $@
