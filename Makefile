# Needs Python 3.11 or newer, pip and make; everything else goes into .venv.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed

.PHONY: setup run test check bench screenshots lock clean

setup: $(STAMP)

$(STAMP): requirements-dev.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

run: setup
	$(BIN)/pressrum serve --demo

test: setup
	$(BIN)/pytest

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest --cov --cov-report=term:skip-covered

bench: setup
	$(BIN)/python -m bench

screenshots: setup
	$(BIN)/python -m tools.screenshots

# For maintainers: renew the lock files (uv writes hashes for every platform, and no addresses).
lock:
	uv pip compile pyproject.toml --extra dev --universal --generate-hashes --python-version 3.11 \
		--no-emit-index-url --no-annotate --no-header --quiet -o requirements-dev.lock
	uv pip compile pyproject.toml --universal --generate-hashes --python-version 3.11 \
		--no-emit-index-url --no-annotate --no-header --quiet -c requirements-dev.lock -o requirements.lock
	echo "setuptools" | uv pip compile - --universal --generate-hashes --python-version 3.11 \
		--no-emit-index-url --no-annotate --no-header --quiet -c requirements-dev.lock -o requirements-build.lock

clean:
	rm -rf .venv build *.egg-info
