# make demo: the main job on a fresh machine.  make test: everything that must hold.

PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
CORE = notecalc/calendars/*,notecalc/claim/*,notecalc/equity.py,notecalc/dates.py,notecalc/daycount.py,notecalc/deadlines.py,notecalc/facts/*,notecalc/money.py,notecalc/periods.py,notecalc/redemption/*,notecalc/schedule/*,notecalc/terms/*,notecalc/timeline/*

.PHONY: demo test check bench system calendars mutants clean

demo: $(VENV)/.installed
	$(BIN)/notecalc redeem --notice 2008-09-29

test: check
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest --numprocesses auto
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report --include="$(CORE)" --fail-under=100
	$(BIN)/coverage report --format=total

check: $(VENV)/.installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.installed-dev
	set -e; for each in bench/*.py; do $(BIN)/python $$each; done

calendars: $(VENV)/.installed-dev
	$(BIN)/python tools/make_calendars.py

mutants: $(VENV)/.installed-dev
	$(BIN)/mutmut run
	$(BIN)/mutmut results

# What a fresh Debian or Ubuntu lacks for a virtual environment: installed where that is allowed.
system:
	@if $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' && $(PYTHON) -c 'import ensurepip, venv'; then :; \
	elif [ "$$(id -u)" = 0 ]; then apt-get update && apt-get install -y python3 python3-venv; \
	elif sudo -n true 2>/dev/null; then sudo apt-get update && sudo apt-get install -y python3 python3-venv; \
	else echo "Python 3.11 or later with venv is missing: run  sudo apt-get install python3 python3-venv" >&2; exit 1; fi

$(BIN)/python: | system
	$(PYTHON) -m venv $(VENV)

# Bytecode is compiled at once: where Python may not write it, each start would compile anew.
$(VENV)/.installed: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	$(BIN)/python -m compileall -q notecalc
	@touch $@

$(VENV)/.installed-dev: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	$(BIN)/python -m compileall -q notecalc
	@touch $@ $(VENV)/.installed

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache mutants .coverage*
