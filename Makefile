# make install | demo | test | proofs | lint | bench | lock | clean

# The first Python here that is new enough; another: make PYTHON=/path/to/python3.12 demo
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo "$$python" && break; done)
VENV_PYTHON = .venv/bin/python

.SILENT:
.PHONY: install demo test proofs lint bench lock clean python

install: python
	"$(PYTHON)" -m scripts.install
	echo "Installed in .venv"

demo: python
	"$(PYTHON)" -m scripts.demo

test: install
	$(VENV_PYTHON) -m scripts.check

proofs: install
	$(VENV_PYTHON) -m scripts.check proofs

lint: install
	$(VENV_PYTHON) -m scripts.check lint

bench: install
	$(VENV_PYTHON) -m bench

# For maintainers: brings the lock files to the newest packages that pyproject.toml allows.
# Without addresses: the files hold whatever index a machine uses.
UV_COMPILE = $(VENV_PYTHON) -m uv pip compile --universal --python-version 3.11 --generate-hashes \
	--upgrade --quiet --custom-compile-command "make lock"
lock: python
	test -x $(VENV_PYTHON) || "$(PYTHON)" -m venv .venv
	$(VENV_PYTHON) -m uv --version >/dev/null 2>&1 || $(VENV_PYTHON) -m pip install --quiet uv
	echo "Locking the Python packages ..."
	$(UV_COMPILE) pyproject.toml -o requirements.lock >/dev/null
	$(UV_COMPILE) pyproject.toml --extra test -c requirements.lock -o requirements-test.lock >/dev/null
	$(UV_COMPILE) scripts/node.in -o requirements-node.lock >/dev/null
	echo "Locking the front-end packages ..."
	npm update --package-lock-only --ignore-scripts >/dev/null

# The database, the key and what was uploaded stay in var/.
clean:
	rm -rf .venv node_modules static/vendor var/static var/compiled .pytest_cache .mypy_cache .ruff_cache
	echo "Removed what installing made; your database and key are still in var/"

python:
	"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "Python 3.11 or newer is missing: on Debian or Ubuntu, apt install python3 python3-venv." >&2; \
		exit 1; }
