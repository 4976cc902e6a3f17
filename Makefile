# The commands of the project. `make site` and `make test` are the whole set-up on a fresh machine.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
FORMAT := text
COMPILE = $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	--no-strip-extras --no-annotate --no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock'
VERSION = $(shell sed -n 's/^version = "\(.*\)"$$/\1/p' pyproject.toml)

# Without bytecode, each process of a build or a test would compile its libraries anew: most of what it does.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: site published check serve test fix golden facts gallery bench lock package clean

site: $(VENV)/site.stamp ## Check the data and build the site into site/
	$(BIN)/python -m builder build

published: $(VENV)/site.stamp ## Fetch the list of published addresses, none of which may be lost
	list=$$($(BIN)/python -m builder ledger) && curl --fail --silent --show-error --location --max-time 60 \
		--create-dirs --output build/published.txt "$$list" || echo "Without that list, no addresses are compared."

check: $(VENV)/site.stamp ## Check the data and build nothing
	$(BIN)/python -m builder check --format $(FORMAT) $(if $(SINCE),--since $(SINCE))

serve: $(VENV)/site.stamp ## Preview the site, with reload when anything changes
	$(BIN)/python -m builder serve

test: $(VENV)/test.stamp ## Run everything that CI runs
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/zizmor --offline --quiet .github
	$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.github-issue-config .github/ISSUE_TEMPLATE/config.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.github-issue-forms \
		$(filter-out %/config.yml,$(wildcard .github/ISSUE_TEMPLATE/*.yml))
	$(BIN)/python -m builder check
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder

fix: $(VENV)/test.stamp ## Mend what a program can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

golden: $(VENV)/test.stamp ## Rewrite the golden files, to be read before they are committed
	$(BIN)/python -m pytest --golden --facts

facts: $(VENV)/test.stamp ## Hold the facts of the published documents against datasets/, and record that they were
	$(BIN)/python -m pytest --no-cov tests/shipped --facts
	$(BIN)/python -m tests.shipped.as_read

gallery: $(VENV)/test.stamp ## Take pictures of every kind of page into build/gallery/, to be looked through
	$(BIN)/python -m tests.gallery

bench: $(VENV)/test.stamp ## Measure every stage, on frozen packages and on two generated sites
	$(BIN)/python -m tests.bench

lock: $(VENV)/test.stamp ## Resolve the requirements anew, with hashes and without addresses
	$(COMPILE) requirements/uv.in -o requirements/uv.txt
	$(COMPILE) pyproject.toml -o requirements/site.txt
	$(COMPILE) pyproject.toml --group test -o requirements/test.txt

package: $(VENV)/test.stamp ## Build the files of a release into dist/, with their digests
	rm -rf dist
	$(BIN)/uv build --quiet --wheel --no-build-isolation --python $(BIN)/python --out-dir dist
	git archive --prefix=plainsight-$(VERSION)/ --output=dist/plainsight-$(VERSION).tar.gz HEAD
	cd dist && sha256sum * > SHA256SUMS

clean: ## Remove everything that was made
	rm -rf $(VENV) build site dist

# One wheel that every pip can install, whatever it thinks of extras and markers. It installs the rest.
$(VENV)/uv.stamp: requirements/uv.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Plainsight needs Python 3.11 or later.")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	touch $@

$(VENV)/site.stamp: requirements/site.txt $(VENV)/uv.stamp
	$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r $<
	touch $@

$(VENV)/test.stamp: requirements/test.txt tests/browser/install.py $(VENV)/site.stamp
	$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r $<
	$(BIN)/python tests/browser/install.py
	touch $@
