# The few commands of the project; README.md says what each is for.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501
SIZE ?= petite

.PHONY: run test check format bench demo demo-empty lock reference help

help:
	@echo "make run     installe ce qu'il faut, charge la démonstration et ouvre l'application"
	@echo "make test    lance tous les essais, navigateur compris"
	@echo "make check   mise en forme, règles, types, couches, documents produits, failles des dépendances"
	@echo "make bench   mesure les temps sur une base de taille réelle ; SIZE=grande pour 100 000 projets"

$(BIN)/python:
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Il manque le module venv de Python : apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: requirements/run.txt pyproject.toml | $(BIN)/python
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e . 
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt $(VENV)/run.stamp
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

run: $(VENV)/run.stamp
	$(BIN)/circular serve --demo --port $(PORT)

demo: $(VENV)/run.stamp
	$(BIN)/circular demo

demo-empty: $(VENV)/run.stamp
	$(BIN)/circular demo --empty

check: $(VENV)/dev.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m circular.cli docs --check
	$(BIN)/python .ci/audit.py

format: $(VENV)/dev.stamp
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

test: $(VENV)/dev.stamp
	@bash .ci/chromium
	$(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder

bench: $(VENV)/dev.stamp
	@bash .ci/chromium
	$(BIN)/python bench/run.py $(SIZE)

lock:
	@cd requirements && for name in run dev builder; do \
	  uv pip compile --python-version 3.11 --universal --generate-hashes --no-emit-index-url \
	    --no-annotate --no-header --quiet $$name.in -o $$name.txt; done

reference: $(BIN)/python
	$(BIN)/pip install --quiet --require-hashes -r requirements/builder.txt
	$(BIN)/python data/reference/build_reference.py
