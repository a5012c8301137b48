# Needs Python 3.11 or newer, pip and make; everything else goes into .venv.
PYTHON ?= python3
BIN := .venv/bin
# A Python that is named is the one that is wanted; python3 is any that will do.
INSTALL := @$(PYTHON) -m tools.install $(if $(filter file,$(origin PYTHON)),,--this-python)

# Files of tests side by side, some more than there are cores (tests/conftest.py).
TESTS := $(BIN)/pytest --numprocesses=auto --dist=loadfile

.PHONY: setup develop run test check coverage bench screenshots fit words lock clean

setup:
	$(INSTALL)

develop:
	$(INSTALL) --development

run: setup
	$(BIN)/pressrum serve --demo

# All on SQLite, then what opens a database on PostgreSQL too, where a server answers locally
# (PRESSRUM_TEST_POSTGRES, 127.0.0.1:5432 unless said otherwise); with CI set it has to.
test: develop
	$(TESTS)
	$(TESTS) --engine=postgres

check: develop
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(TESTS)
	$(TESTS) --engine=postgres

# Which lines no test runs; tracing takes half as long again, so the check goes without.
coverage: develop
	$(TESTS) --cov --cov-report=term-missing:skip-covered

bench: develop
	$(BIN)/python -m bench

screenshots: develop
	$(BIN)/python -m tools.screenshots

# Points of evidence against annotated texts (docs/intake.md): make fit TEXTS=folder [FIT=--write]
fit: develop
	$(BIN)/python -m tools.fit_zones $(TEXTS) $(FIT)

# Which words of the intake's expressions do anything: make words [TEXTS=folder] [ONLY=part of a name]
words: develop
	$(BIN)/python -m tools.word_lists $(TEXTS) $(if $(ONLY),--only $(ONLY))

# For maintainers: renew the lock files (uv writes hashes for every platform, and no addresses), then
# ask whether each Python finds a wheel of everything, but for the two that have none. The container
# image and `make setup` have the extras that are chosen by a setting alone.
COMPILE := uv pip compile --universal --generate-hashes --python-version 3.11 \
	--no-emit-index-url --no-annotate --no-header --quiet
EXTRAS := --extra oidc --extra otel --extra postgres --extra s3
lock:
	$(COMPILE) pyproject.toml --all-extras -o requirements-dev.lock
	$(COMPILE) pyproject.toml $(EXTRAS) -c requirements-dev.lock -o requirements.lock
	echo "setuptools" | $(COMPILE) - -o requirements-build.lock
	for python in 3.11 3.12 3.13 3.14; do for machine in x86_64 aarch64; do \
		uv pip install --dry-run --quiet --target build/none --python-version $$python \
			--python-platform $$machine-unknown-linux-gnu --no-deps --require-hashes --only-binary :all: \
			--no-binary feedgen --no-binary flask-websub -r requirements-dev.lock || exit 1; \
	done; done

clean:
	rm -rf .venv build
