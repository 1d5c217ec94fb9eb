# faimi: `make run` and `make test` need Python 3.11 or newer, and nothing else.
PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 5000
WORKERS ?= $(shell $(PYTHON) -c 'import os; print(os.cpu_count())')
BIN := .venv/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes

.PHONY: run serve setup test random gestures budget lighthouse bench faults lint translations wheel lock clean

run: .venv/run.done ## Serve the site for development: make run PORT=5001
	@$(BIN)/flask setup --port $(PORT)
	@echo "Stop the server with Ctrl+C; what you changed is kept."
	@$(BIN)/flask run --port $(PORT)

serve: .venv/run.done ## Serve the site for visitors: make serve PORT=8000 WORKERS=2
	@$(BIN)/flask setup --port $(PORT)
	@exec $(BIN)/python faimi/supervisor.py --host $(HOST) --port $(PORT) --workers $(WORKERS)

setup: .venv/run.done ## Prepare everything that `flask run` needs
	@$(BIN)/flask setup

test: .venv/test.done ## Run every test, those in a real browser included: make test DATABASE=postgresql
	@FAIMI_TEST_DATABASE=$(DATABASE) $(BIN)/python -m pytest --numprocesses auto --dist worksteal

random: .venv/test.done ## Make 200 random runs of two people's edits and damage 10,000 pages: make random RUNS=1000, or SEED=17 alone
	@RUNS=$(or $(RUNS),200) SEED=$(SEED) $(BIN)/python -m pytest --numprocesses auto --dist worksteal tests/editor/test_random_runs.py \
	  tests/browser/test_random_runs.py $(if $(SEED),,tests/exchange/page/test_fuzz.py)

gestures: .venv/test.done ## Do 10,000 random sequences of gestures to random programmes: make gestures GESTURES=100000
	@GESTURES=$(or $(GESTURES),10000) $(BIN)/python -m pytest tests/content/test_gestures.py

budget: .venv/test.done ## Measure what pages weigh in a real browser, and fail over what is allowed
	@$(BIN)/python -m tests.budget

lighthouse: .venv/test.done ## Ask Lighthouse, where it is installed, what it says of the page on a slow phone; fails below what is allowed
	@$(BIN)/python -m tests.lighthouse

bench: .venv/test.done ## Measure how fast it is, beside nginx; fails where something is slower than it may be
	@$(BIN)/python -m tests.bench $(PARTS)

faults: .venv/test.done ## Do on purpose what may go wrong, and fail where anything is lost or dear: make faults PARTS=kills SHORT=1
	@$(BIN)/python -m tests.faults $(PARTS)

lint: .venv/test.done ## Check style and types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

translations: .venv/test.done ## Add to each catalogue what visitors read by now, and compile it
	@$(BIN)/pybabel -q extract -F babel.cfg -k lazy_gettext --no-location --sort-output --width 120 -o faimi/translations/messages.pot faimi
	@$(BIN)/pybabel -q update --no-fuzzy-matching --ignore-pot-creation-date --width 120 -i faimi/translations/messages.pot -d faimi/translations
	@$(BIN)/pybabel -q compile -d faimi/translations
	@rm faimi/translations/messages.pot

wheel: .venv/test.done ## Build the package that pip installs: dist/faimi-….whl
	@$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation --wheel-dir dist .

lock: ## Choose the newest versions that pyproject.toml allows, and pin them with their hashes
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --no-annotate --no-header --upgrade pyproject.toml -o requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --no-annotate --no-header --upgrade --group dev -c requirements.lock pyproject.toml -o requirements-dev.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --no-annotate --no-header --group postgresql -c requirements-dev.lock -o requirements-postgresql.lock

clean: ## Remove the virtual environment; the site in instance/ stays
	rm -rf .venv

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "faimi needs Python 3.11 or newer. Name one: make run PYTHON=python3.12" >&2; exit 1; }
	@echo "Making a virtual environment in .venv ..."
	@$(PYTHON) -m venv .venv

.venv/run.done: requirements.lock | .venv/bin/python
	@echo "Installing what faimi needs ..."
	@$(INSTALL) -r requirements.lock
	@touch $@

.venv/test.done: requirements-dev.lock | .venv/bin/python
	@echo "Installing what faimi and its tests need ..."
	@$(INSTALL) -r requirements-dev.lock
	@touch $@
