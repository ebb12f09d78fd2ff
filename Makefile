# Two commands do everything: `make build` and `make test`. Both make the environment first, and both can be
# run from any folder (make -C …), as often as you like.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
NPM_FLAGS := --no-audit --no-fund --no-package-lock --ignore-scripts --loglevel=error

.PHONY: build test lint check docs bench lock clean help

build: $(VENV)/.run  ## environment, install, check, build; prints the page's path
	@$(BIN)/salween check
	@$(BIN)/salween build

test: $(VENV)/.dev  ## environment, install, every test, the linter and the types
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/python -m pytest $(ARGS)

check: $(VENV)/.run  ## every problem in data/
	@$(BIN)/salween check

docs: $(VENV)/.dev  ## write the generated pages of docs/ anew
	@$(BIN)/python tests/tools/docs.py

bench: $(VENV)/.dev  ## measure against peers; prints ratios
	@$(BIN)/python tests/bench/run.py $(ARGS)
	@$(BIN)/python tests/bench/page.py --quick

# The stamps say what an environment was made from, so that nothing is installed twice.
$(VENV)/.run: locks/run.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make PYTHON=python3.12 …"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(PIP) install --require-hashes -r locks/run.txt
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.run locks/dev.txt tests/tools/package.json
	@$(PIP) install --require-hashes -r locks/dev.txt
	@command -v npm >/dev/null && npm install --prefix tests/tools $(NPM_FLAGS) || echo "npm is not here: tests that need it are skipped"
	@touch $@

lock: $(VENV)/.run  ## resolve the pinned versions anew (needs the network)
	@$(PIP) install uv
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --extra shacl --extra serve -o locks/run.txt pyproject.toml locks/build.in
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --extra shacl --extra serve --extra notebook --group dev -c locks/run.txt -o locks/dev.txt pyproject.toml locks/build.in

clean:  ## remove what was built, and the environment
	@rm -rf build $(VENV)

help:  ## what there is to make
	@grep -E '^[a-z]+:.*##' Makefile | sed 's/:.*##/ —/'
