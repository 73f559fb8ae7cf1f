# lessonry's habits, a line each. Everything lands in .venv and node_modules; a machine needs make, git and Python 3.11+.
RUN = .venv/bin/
export PATH := $(CURDIR)/.venv/bin:$(CURDIR)/node_modules/.bin:$(PATH)
export UV_PROJECT_ENVIRONMENT := $(CURDIR)/.venv
export UV_PYTHON_DOWNLOADS := never
export UV_SYSTEM_CERTS ?= true
export NO_MKDOCS_2_WARNING := 1
# Whatever a machine has set: without bytecode, each process that a test starts reads all of its source anew.
unexport PYTHONDONTWRITEBYTECODE
export PYTHONPYCACHEPREFIX := $(CURDIR)/.cache/bytecode
JOBS ?= 3

.PHONY: help setup build serve format check test lms bench docs words shots lock clean

help: ## print these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

setup: .venv/.python .venv/.node .venv/.machine ## make .venv and node_modules, find what the tests need

# One code for the lesson that needs one, as each clone's own; later builds show it again.
build: certificates/did.json ## make the demonstration course: site/
	@$(RUN)lessonry access link demonstration 2>/dev/null || $(RUN)lessonry access new --label demonstration
	$(RUN)lessonry build

serve: certificates/did.json ## preview the demonstration course; the browser reloads on a save
	$(RUN)lessonry serve

format: setup ## put the code into the form that check asks for
	$(RUN)ruff format
	$(RUN)ruff check --fix
	node_modules/.bin/biome check --write

check: setup ## format, lint, types, floors, then the tests
	$(RUN)ruff format --check
	$(RUN)ruff check
	$(RUN)mypy
	$(RUN)lint-imports --no-logo --cache-dir .cache/importlinter
	node_modules/.bin/tsc -p jsconfig.json
	node_modules/.bin/tsc -p tests/jsconfig.json
	node_modules/.bin/biome ci --error-on-warnings
	$(RUN)node --test 'tests/runtime/**/*.test.js'
	$(RUN)pytest -n $(JOBS) --dist loadfile -m "not tools"

test: setup ## all of the tests, as CI runs them
	@$(RUN)pytest -n $(JOBS) --dist loadfile

lms: setup ## play the packages in real LMSs and a record store, which come from PyPI into .cache/lms
	@$(RUN)pytest -o python_files='play_*.py' tests/lms

bench: .venv/.python ## how long a build and a batch of certificates take, what pages weigh
	$(RUN)python tests/bench.py

docs: .venv/.python ## write again what the pages take from the code: commands, codes, the tree of modules
	$(RUN)python tests/docs/pages.py

words: .venv/.python ## bring the catalogues of the interface up to the code
	$(RUN)python tests/catalogues.py

shots: setup ## take the README's pictures again, and one of every screen into SHOTS=.cache/shots
	$(RUN)python tests/shots.py $(SHOTS)

lock: .venv/.python ## take the newest versions that pyproject.toml and package.json allow
	$(RUN)uv lock --upgrade
	$(RUN)npm install --package-lock-only --omit-lockfile-registry-resolved --ignore-scripts --no-fund --no-audit

clean: ## remove what these targets made
	rm -rf .venv node_modules site dist .cache

# The demonstration's keys are each clone's own: its exam can be handed in and certified at once.
certificates/did.json: | .venv/.python
	@$(RUN)lessonry keys publish 2>/dev/null || $(RUN)lessonry keys new --no-passphrase

.venv/bin/uv:
	@for python in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11 python; do \
	  if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    $$python -m venv .venv && .venv/bin/python -m pip install --quiet 'uv>=0.9,<1' && exit 0; \
	    rm -rf .venv; \
	    echo "$$python could not make .venv with uv in it: its own words stand above (Debian: apt-get install python3-venv)."; exit 1; \
	  fi; \
	done; echo "lessonry needs Python 3.11 or newer and finds none: install one, or name it: make PYTHON=/path/to/python3 setup"; exit 1

.venv/.python: .venv/bin/uv pyproject.toml uv.lock
	@$(RUN)uv sync --frozen --all-groups --quiet
	@touch $@

.venv/.node: .venv/.python package.json package-lock.json
	@$(RUN)npm ci --ignore-scripts --no-fund --no-audit --loglevel=error
	@touch $@

.venv/.machine: .venv/.python tests/machine.py
	@$(RUN)python tests/machine.py $@
