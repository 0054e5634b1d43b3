# The doors of the template. `make demo` shows what it bakes; `make test` proves it.

PORT ?= 8000
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
WORKERS ?= 2

.DEFAULT_GOAL := help

.PHONY: help
help: ## Show the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(BIN)/.installed: tests/requirements.txt
	@$(PYTHON) -c "import sys; sys.version_info >= (3, 11) or sys.exit('Python 3.11 or later is needed; name one: make PYTHON=python3.12')"
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check $$(grep ^uv== tests/requirements.txt)
	$(BIN)/python -m uv pip install --quiet --python $(BIN)/python -r tests/requirements.txt
	touch $@

.PHONY: demo
demo: ## Bake the default project and serve it on PORT, with a demo user
	@$(PYTHON) scripts/demo.py --port $(PORT)

.PHONY: test
test: $(BIN)/.installed ## Prove the template: every combination rendered, a covering set run
	$(BIN)/python -m pytest -n $(WORKERS) --durations=40 --durations-min=20

.PHONY: test-all
test-all: $(BIN)/.installed ## The same, with no bound on the combinations rendered
	$(BIN)/python -m pytest -n $(WORKERS) --all

.PHONY: render
render: $(BIN)/.installed ## Only render: the quick check after an edit
	$(BIN)/python -m pytest -n $(WORKERS) tests/render

.PHONY: lint
lint: $(BIN)/.installed ## Everything that reads the code without running it
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	cd {{cookiecutter.project_slug}} && ../$(BIN)/ruff format --check --no-cache . && ../$(BIN)/ruff check --no-cache .

.PHONY: format
format: $(BIN)/.installed ## Format and mend what can be mended
	$(BIN)/ruff check --fix --quiet . || true
	$(BIN)/ruff format .
	cd {{cookiecutter.project_slug}} && ../$(BIN)/ruff format --no-cache .

.PHONY: docs
docs: $(BIN)/.installed ## Write the options table from cookiecutter.json into the README
	$(BIN)/python scripts/options.py

.PHONY: constraints
constraints: $(BIN)/.installed ## Resolve the baked project's constraints again (asks the package index)
	$(BIN)/python scripts/constraints.py

.PHONY: clean
clean: ## Remove what these targets made
	rm -rf $(VENV) .demo .cache
