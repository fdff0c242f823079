# make lab    open the start page in JupyterLab (makes .venv on the first run)
# make test   run everything that can be run without a browser
# The other targets are for authors; `make help` lists them.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
# opened as an address, not as a file: JupyterLab then serves the whole kit, exercises included
LESSON ?= notebooks/en/0_start_here.ipynb
# for example LAB_ARGS="--no-browser --port=8899"
LAB_ARGS ?=
WORKERS ?= 2

.DEFAULT_GOAL := help
.PHONY: help setup lab doctor test build verify lint lock clean

help:
	@echo "make lab      open the start page in JupyterLab"
	@echo "make doctor   is this machine ready for a class? (the day before)"
	@echo "make test     run every test"
	@echo "make setup    make .venv with the learner's and the author's packages"
	@echo "make build    make notebooks/, exercises/, solutions/ from lessons/"
	@echo "make verify   check that every quotation is sealed"
	@echo "make lint     ruff, on code and notebooks"
	@echo "make lock     write requirements.txt and requirements-dev.txt anew"

# A stamp is written last, so that an interrupted installation is taken up again.
$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Leak Lab needs Python 3.11 or newer; '$(PYTHON)' is older. Try: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.learner: requirements.txt pyproject.toml $(VENV)/.python
	$(BIN)/python -m pip install --disable-pip-version-check --quiet --requirement requirements.txt
	@touch $@

$(VENV)/.author: requirements-dev.txt $(VENV)/.learner
	$(BIN)/python -m pip install --disable-pip-version-check --quiet --requirement requirements-dev.txt
	@touch $@

setup: $(VENV)/.learner $(VENV)/.author

lab: $(VENV)/.learner
	$(BIN)/jupyter lab --LabApp.default_url=/lab/tree/$(LESSON) $(LAB_ARGS)

doctor: $(VENV)/.learner
	$(BIN)/leaklab doctor

test: setup
	$(BIN)/python -m pytest -n $(WORKERS)

build: setup
	$(BIN)/leaklab build

verify: $(VENV)/.learner
	$(BIN)/leaklab verify

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

lock: $(VENV)/.python
	$(BIN)/python tests/tools/lock.py

clean:
	rm -rf $(VENV) .pytest_cache .ruff_cache .hypothesis dist build
