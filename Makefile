# Two commands, `make demo` and `make test`; `make` alone lists the rest.
# They need Python 3.11 or newer, and make themselves the rest: see make/.

SHELL = /bin/sh
MAKEFLAGS += --no-print-directory
PYTHON_HERE = .venv/bin/python
TESTING = @sh make/install.sh test && sh make/tools.sh
export PORT

.PHONY: help demo demo-reset shell test check fix lint types unit journeys docs prove bench screenshots lock audit release

help: ## List these commands
	@sed -n 's/^\([a-z-]*\):.*## /  make \1|/p' Makefile | sed -e :a -e 's/^\([^|]\{1,18\}\)|/\1 |/;ta' -e 's/|//'

demo: ## Run the product on this machine, with made-up people (PORT=8000)
	@sh make/install.sh demo && sh make/tools.sh --only-for-demo && exec $(PYTHON_HERE) -m wellschool.services demo

demo-reset: ## Delete the demo's data
	@sh make/install.sh demo && exec $(PYTHON_HERE) -m wellschool.services reset

shell: ## A Python shell on the running demo, as its web server sees the database
	@sh make/install.sh demo && exec $(PYTHON_HERE) -m wellschool.services shell

test: ## Everything that CI runs
	$(TESTING) && sh make/quality.sh all

check: ## Lint, types and the tests your change touches, in a minute (ARGS="--since COMMIT", "--list")
	$(TESTING) && sh make/quality.sh check $(ARGS)

fix: ## Have Ruff mend and lay out what it can
	@sh make/install.sh test && sh make/quality.sh fix

lint: ## Ruff, djLint
	$(TESTING) && sh make/quality.sh lint

types: ## mypy, import contracts, declared dependencies
	$(TESTING) && sh make/quality.sh types

unit: ## Tests without a browser (ARGS="-k name" for some)
	$(TESTING) && sh make/quality.sh unit $(ARGS)

journeys: ## Tests in Chromium (ARGS="-k name" for some)
	$(TESTING) && sh make/quality.sh journeys $(ARGS)

docs: ## Write again what is written from code: pages of docs/, style sheets, docs/database.sql
	@sh make/install.sh test && sh make/quality.sh docs

prove: ## The whole mutation gate and every attack on releases, and record that they held
	$(TESTING) && sh make/quality.sh prove

bench: ## Speed beside a floor of two views, in ten minutes (ARGS="--repeats 3", "--large", "--ten-times")
	@sh make/install.sh test && sh make/tools.sh --for-bench && exec $(PYTHON_HERE) -m tests.bench $(ARGS)

screenshots: ## Take the README's pictures from the running demo (PORT=8000)
	$(TESTING) && exec $(PYTHON_HERE) make/screenshots.py $(ARGS)

lock: ## Write requirements*.txt again from pyproject.toml
	@sh make/lock.sh

audit: ## Ask what vulnerabilities are known in requirements.txt (needs a network)
	@sh make/audit.sh $(ARGS)

release: ## Run make test, then commit and tag a version; pushes nothing (VERSION=0.2.0)
	$(TESTING) && exec $(PYTHON_HERE) -m make.release $(VERSION)
