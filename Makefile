# make demo: the main job on a fresh machine.  make test: everything that must hold.

PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
CORE = notecalc/calendars/*,notecalc/claim/*,notecalc/equity.py,notecalc/dates.py,notecalc/daycount.py,notecalc/deadlines.py,notecalc/facts/*,notecalc/money.py,notecalc/periods.py,notecalc/redemption/*,notecalc/schedule/*,notecalc/terms/*,notecalc/timeline/*

CORE_TESTS = $(patsubst %,tests/test_%.py,calendars claim clocks dates daycount deadlines equity facts frozen \
  knowledge ledger money overdue ownership periods price rates receipts redemption rounding running \
  schedule terms terms_money timeline worked)

.PHONY: demo test check bench fuzz system system-python calendars mutants clean

demo: $(VENV)/.installed
	$(BIN)/notecalc redeem --notice 2008-09-29

# Only the core is measured: measuring slows the rest, which searches and draws, several times over.
test: system check
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest --numprocesses auto $(CORE_TESTS)
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report --include="$(CORE)" --fail-under=100
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile $(addprefix --ignore=,$(CORE_TESTS))

check: $(VENV)/.installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.installed-dev
	set -e; for each in bench/*.py; do $(BIN)/python $$each; done

.PHONY: conformance
conformance: $(VENV)/.installed-dev
	PYTHONPATH=tests $(BIN)/python -m conformance

# make fuzz CASES=2000 SECONDS=5: fewer random notes and facts, shorter searches of the readers.
CASES = 100000
SECONDS = 30
fuzz: $(VENV)/.installed-dev
	$(BIN)/python tests/fuzz/differential.py --count $(CASES)
	set -e; for each in yaml deadline list; do \
	  $(BIN)/python tests/fuzz/grammars.py $$each -max_total_time=$(SECONDS) -verbosity=0 -print_final_stats=1; done

calendars: $(VENV)/.installed-dev
	$(BIN)/python tools/make_calendars.py

# Every mutant is a process: plugins of pytest that the core does without, and modules compiled
# again each time, would cost four times the tests.
mutants: $(VENV)/.installed-dev
	env -u PYTHONDONTWRITEBYTECODE PYTEST_DISABLE_PLUGIN_AUTOLOAD=1 $(BIN)/mutmut run
	$(BIN)/mutmut results

# What a fresh Debian or Ubuntu lacks, installed where that is allowed: for a virtual environment,
# and for the tests of what people look at (a browser, an office, PDF tools, text layout, fonts).
PACKAGES = chromium fonts-dejavu-core fonts-liberation libpango-1.0-0 libpangoft2-1.0-0 \
  libharfbuzz-subset0 libreoffice-calc libreoffice-writer poppler-utils
define install
@if $(1); then :; \
elif [ "$$(id -u)" = 0 ]; then apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $(2); \
elif sudo -n true 2>/dev/null; then sudo apt-get update && sudo DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $(2); \
else echo "Missing: run  sudo apt-get install $(2)" >&2; exit 1; fi
endef

system: system-python
	$(call install,dpkg -s $(PACKAGES) >/dev/null 2>&1,$(PACKAGES))

system-python:
	$(call install,$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' && $(PYTHON) -c 'import ensurepip; import venv',python3 python3-venv)

$(BIN)/python: | system-python
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
