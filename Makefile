# From a clone: `make run` opens the workspace, `make test` runs the tests. Both set up .venv themselves.
# ARGS passes through: `make run ARGS='status --json'`, `make test ARGS='tests/measure -k cap'`.

PY := .venv/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --quiet install
RECORDS := KINERJA_RECORDS="$${KINERJA_RECORDS:-records}"
ARGS ?=

.PHONY: run test lint check fresh catalogues bench faults office locks help FORCE
.DEFAULT_GOAL := help

help:
	@echo 'make run         open the workspace on records/'
	@echo 'make test        run the tests'
	@echo 'make lint        format, style, types, imports, spelling, catalogues'
	@echo 'make check       lint, test, and whether exports/ and the pages with screens are up to date'
	@echo 'make catalogues  bring the translations up to the sources'
	@echo 'make bench       measure speed'
	@echo 'make faults      break saves on purpose   (needs strace, git, root; ARGS=--ci for a share)'
	@echo 'make office      open the exports       (needs LibreOffice and pandoc)'
	@echo 'make locks       pin the packages anew  (ARGS=--upgrade for newer ones)'

run: .venv/.runtime
	@$(RECORDS) .venv/bin/kinerja $(ARGS)

test: .venv/.dev
	$(PY) -m pytest $(ARGS)

lint: .venv/.dev
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy
	$(PY) -c 'import sys; from importlinter.cli import lint_imports_command as lint; sys.exit(lint())'
	$(PY) -m codespell_lib
	$(PY) scripts/catalogues.py --check

check: lint test fresh

fresh: .venv/.runtime
	$(RECORDS) .venv/bin/kinerja export --check
	$(PY) scripts/cast.py --check

catalogues: .venv/.dev
	$(PY) scripts/catalogues.py

bench: .venv/.dev
	$(PY) -m bench $(ARGS)

faults: .venv/.dev
	$(PY) -m tests.faults $(ARGS)

office: .venv/.dev
	@$(call need,soffice,LibreOffice,libreoffice-calc libreoffice-writer)
	@$(call need,pandoc,pandoc,pandoc)
	$(PY) -m pytest tests/office $(ARGS)

# need(program, its name, Debian's packages): one sentence when the program is missing.
need = command -v $(1) >/dev/null || { \
	echo "$(2) is missing, and make $@ needs it (Debian and Ubuntu: sudo apt install $(3))." >&2; exit 1; }

# An environment that was moved, or whose Python has gone, is set up anew.
ifneq ($(shell $(PY) -Ic 'import kinerja_tui' 2>/dev/null && echo whole),whole)
.venv/.runtime: FORCE
endif

.venv/.runtime: requirements.lock pyproject.toml
	@python=$$(sh scripts/find-python) || exit 1; \
	$(PY) -m pip --version >/dev/null 2>&1 || { \
		echo 'Setting up .venv (once) ...'; "$$python" -m venv --clear .venv; }
	@$(PIP) --no-deps --require-hashes -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.dev: .venv/.runtime requirements-dev.lock
	@$(PIP) --no-deps --require-hashes -r requirements-dev.lock
	@touch $@

# The locks name no index and no machine: pip's own settings are kept out.
COMPILE = env -u PIP_FIND_LINKS -u PIP_EXTRA_INDEX_URL -u PIP_CONSTRAINT PIP_CONFIG_FILE=/dev/null \
	CUSTOM_COMPILE_COMMAND='make locks' .venv/locks/bin/pip-compile --quiet --no-config \
	--generate-hashes --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --strip-extras

locks: .venv/.runtime
	@test -x .venv/locks/bin/pip-compile || { $(PY) -m venv .venv/locks && \
		.venv/locks/bin/python -m pip --disable-pip-version-check --quiet install pip-tools==7.6.2; }
	$(COMPILE) $(ARGS) --build-deps-for editable --output-file requirements.lock pyproject.toml
	$(COMPILE) $(ARGS) --extra dev --build-deps-for editable --constraint requirements.lock \
		--output-file requirements-dev.lock pyproject.toml
