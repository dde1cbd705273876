# `make run` and `make test` are all that a newcomer needs; both set up what they stand on.

HOST ?= 127.0.0.1
PORT ?= 8000
export HOST PORT

# The first of these that is new enough; PYTHON=… chooses another.
PYTHON ?= $(shell for python in python3.13 python3.12 python3.11 python3; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)

VENV := .venv
BIN := $(VENV)/bin
# A stamp is named after what it stands for, so that another lock, newer or older, is installed anew.
stamp = $(VENV)/$(1)-$(firstword $(shell cksum < $(2)))
RUNTIME := $(call stamp,runtime,requirements.txt)
DEV := $(call stamp,dev,requirements-dev.txt)
PIP_INSTALL := $(BIN)/python -m pip install -qq --disable-pip-version-check --no-input --require-hashes
PIP_COMPILE := CUSTOM_COMPILE_COMMAND='make lock' $(BIN)/pip-compile --quiet --generate-hashes --strip-extras \
	--allow-unsafe --no-emit-index-url --no-emit-find-links --no-emit-trusted-host
STATIC := $(VENV)/static-compressed
CATALOGS := $(patsubst %.po,%.mo,$(wildcard hamyar_support/translations/*/LC_MESSAGES/messages.po))

DATA_DIR = $(or $(HAMYAR_DATA_DIR),$(CURDIR)/instance)

.PHONY: help setup run test check bench faults guide-pictures check-html lock catalogs wheel clean

help:
	@echo 'make run             the site with demo data, at http://$(HOST):$(PORT)'
	@echo 'make test            all tests, in a browser and on both databases'
	@echo 'make check           lint, format, types, import rules, catalogs, templates'
	@echo 'make setup           only the virtual environment and the compiled catalogs'
	@echo 'make bench           measure the pages against a bare Flask view'
	@echo 'make faults          kill, fill, lock, cut and stall a running site, and see what comes of it'
	@echo 'make check-html      the Nu HTML checker over every page (needs Java and npm)'
	@echo 'make guide-pictures  take the pictures of the guide anew'
	@echo 'make catalogs        gather the words of the site into the catalogs'
	@echo 'make lock            pin what requirements*.in allow (UPGRADE=1: the newest)'
	@echo 'make wheel           build dist/*.whl'
	@echo 'make clean           remove all that was made, but the data'

setup: $(RUNTIME) $(CATALOGS) $(STATIC)

run: setup
	@set -eu; umask 077; \
	export HAMYAR_DATA_DIR='$(DATA_DIR)' HAMYAR_LOG_FORMAT="$${HAMYAR_LOG_FORMAT:-text}"; \
	mkdir -p "$$HAMYAR_DATA_DIR"; \
	if [ -z "$${HAMYAR_SECRET_KEY:-}" ]; then \
		key="$$HAMYAR_DATA_DIR/development.key"; \
		[ -s "$$key" ] || $(BIN)/python -c 'import secrets; print("dev-" + secrets.token_urlsafe(48))' > "$$key"; \
		HAMYAR_SECRET_KEY=$$(cat "$$key"); export HAMYAR_SECRET_KEY; \
	fi; \
	$(BIN)/flask --app wsgi db upgrade; \
	$(BIN)/flask --app wsgi demo; \
	echo 'Hamyar Support: http://$(HOST):$(PORT)  (Ctrl+C stops it)'; \
	exec $(BIN)/gunicorn -c python:hamyar_support.server wsgi:app

test: $(DEV) setup
	@tests/install_services
	@$(BIN)/pytest -n auto --database sqlite --database postgresql $(ARGS)

check: $(DEV) setup
	$(BIN)/ruff check --quiet --output-format concise
	$(BIN)/ruff format --check --quiet
	$(BIN)/mypy --no-error-summary
	$(BIN)/lint-imports > $(VENV)/imports.txt || { cat $(VENV)/imports.txt; exit 1; }
	$(BIN)/python -m tests.checks

bench: $(DEV) setup
	@$(BIN)/python -m tests.bench

faults: $(DEV) setup
	@tests/install_services redis
	@SOAK_MINUTES='$(SOAK_MINUTES)' $(BIN)/python -m tests.faults $(ARGS)

guide-pictures: $(DEV) setup
	@tests/install_services
	@$(BIN)/python -m tests.browser.guide_pictures

check-html: $(DEV) setup
	@$(BIN)/python -m tests.html

lock: $(DEV)
	$(PIP_COMPILE) $(if $(UPGRADE),--upgrade) --output-file requirements.txt requirements.in
	$(PIP_COMPILE) $(if $(UPGRADE),--upgrade) --output-file requirements-dev.txt requirements-dev.in
	@sed -i.old '/considered to be unsafe/d' requirements-dev.txt && rm requirements-dev.txt.old

catalogs: $(DEV)
	@$(BIN)/python -m tests.checks.catalogs update
	@$(MAKE) --no-print-directory setup

wheel: $(DEV) setup
	@$(BIN)/python -m build --wheel --no-isolation .

clean:
	rm -rf $(VENV) .cache build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
	find hamyar_support -name '*.mo' -delete
	find static \( -name '*.gz' -o -name '*.br' \) -delete
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@[ -n '$(PYTHON)' ] || { echo 'Hamyar Support needs Python 3.11 or newer (PYTHON=/path/to/python3 names one).' >&2; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV) || \
		{ echo '$(PYTHON) cannot make a virtual environment; on Debian: apt-get install python3-venv' >&2; exit 1; }

$(RUNTIME): | $(BIN)/python
	@echo 'Installing what requirements.txt locks …'
	@$(PIP_INSTALL) -r requirements.txt
	@rm -f $(VENV)/runtime-* && touch $@

$(DEV): | $(RUNTIME)
	@echo 'Installing what requirements-dev.txt locks …'
	@$(PIP_INSTALL) -r requirements-dev.txt
	@rm -f $(VENV)/dev-* && touch $@

# Files are sent compressed to browsers that can take it; compressing them once is cheaper than at every start.
$(STATIC): $(shell find static -type f ! -name '*.gz' ! -name '*.br') | $(RUNTIME)
	@find static -type f \( -name '*.gz' -o -name '*.br' \) -delete
	@$(BIN)/python -m whitenoise.compress --quiet static
	@touch $@

%.mo: %.po | $(RUNTIME)
	@$(BIN)/pybabel -q compile -i $< -o $@ -l $(notdir $(patsubst %/LC_MESSAGES/,%,$(dir $<)))
