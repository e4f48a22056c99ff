# Two commands: `make run` and `make test`. Both install first what is missing, into .venv.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
export UV_PYTHON_DOWNLOADS := never
PORT ?= 8000
PEOPLE ?= 20000
STORY ?= release

.PHONY: install run story test blindness check format lint packages lock clean

install: .venv/.installed

.venv/.installed: requirements/all.txt requirements/uv.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "aiqyn needs Python 3.11 or newer; set PYTHON=...")'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	$(BIN)/uv pip sync --quiet --require-hashes requirements/all.txt
	$(BIN)/uv pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

run: install
	$(BIN)/aiqyn play --port $(PORT) --people $(PEOPLE)

story: install
	$(BIN)/aiqyn play --story $(STORY)

# What the tests use besides Python: Chromium, PostgreSQL, two npm packages. Found, or installed where apt can, or skipped aloud.
packages: install
	@.ci/packages

test: packages
	$(BIN)/pytest
	@.ci/on-postgresql $(BIN)/pytest tests/register tests/intake tests/disclosure

# Ten thousand clear checks, all traffic and all disks recorded: who was checked cannot be told (tests/blindness).
CHECKS ?= 10000
blindness: install
	$(BIN)/python -m tests.blindness $(CHECKS)

check: packages
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(MAKE) test

format: install
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: install
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --extra all --group dev pyproject.toml -o requirements/all.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes requirements/uv.in -o requirements/uv.txt

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache play
