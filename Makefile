# One command to try, one to check. Everything lives in .venv and data/; nothing else on the machine is touched.

PYTHON ?= python3
PIP := .venv/bin/python -m pip --quiet --disable-pip-version-check
# A download that broke off fails its hash: fetched anew, twice, before it counts.
INSTALL = for again in 1 2 -; do \
	  $(PIP) install $$refetch --require-hashes -r $(1) && exit; refetch=--no-cache-dir; \
	done; exit 1
TESTS ?= tests
# More than cores: some tests wait.
WORKERS ?= 3

.PHONY: run test test-browser test-long bench screenshots lint texts fmt install install-dev lock clean

run: install
	.venv/bin/service-tickets demo

test: install-dev lint
	.venv/bin/python -m pytest -n $(WORKERS) --dist worksteal -m "not long" --ignore tests/browser $(TESTS)
	$(if $(filter tests,$(TESTS)),$(MAKE) test-browser)

# By files, which share a whole service. Skipped where no chromium is found; REQUIRE_BROWSER=1 makes that a failure.
test-browser: install-dev
	.venv/bin/python -m pytest -n $(WORKERS) --dist loadfile tests/browser

test-long: install-dev
	.venv/bin/python -m pytest -n $(WORKERS) -m long --timeout 3600 $(TESTS)

# All figures, or the named ones: make bench BENCH="import limits".
bench: install-dev
	.venv/bin/python -m bench $(BENCH)

# Pictures of the main pages: data/pictures. Needs chromium.
screenshots: install-dev
	.venv/bin/python -m bench.picturing

lint: install-dev
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	.venv/bin/hadolint Dockerfile
	.venv/bin/check-jsonschema --builtin-schema vendor.compose-spec compose.yaml

# Brings the catalogues of the pages in step with their texts; new ones are then to be translated.
texts: install-dev
	.venv/bin/python tests/support/texts.py

fmt: install-dev
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .

install: .venv/installed

install-dev: .venv/installed-dev

.venv/bin/python:
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 or newer is needed: install python3 and python3-venv."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed, this is $$($(PYTHON) --version)."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Python's venv module is missing: install python3-venv."; exit 1; }
	$(PYTHON) -m venv .venv

.venv/installed: requirements.lock pyproject.toml | .venv/bin/python
	@$(call INSTALL,requirements.lock)
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch .venv/installed

.venv/installed-dev: requirements-dev.lock pyproject.toml | .venv/bin/python
	@$(call INSTALL,requirements-dev.lock)
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch .venv/installed .venv/installed-dev

# Needs uv. New releases cool down for a week before they get in.
lock:
	for name in requirements requirements-dev; do \
	  uv pip compile --quiet --python-version 3.11 --universal --generate-hashes --no-emit-index-url --no-annotate --no-header \
	    --exclude-newer "$$($(PYTHON) -c 'import datetime as d; print(d.date.today() - d.timedelta(days=7))')" \
	    $$name.in -o $$name.lock; done

clean:
	rm -rf .venv data
