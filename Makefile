# Yalu: every target sets up its own environment first (.venv, see tools/bootstrap.py).
# Needs make and Python 3.11 or newer; `make help` lists the targets.

PYTHON ?=
HERE := $(shell dirname "$(strip $(MAKEFILE_LIST))")
RUN := .venv/bin/python

# The first Python that is new enough runs the bootstrap.
define bootstrap
@cd "$(HERE)" || exit 1; \
for candidate in "$(PYTHON)" python3 python3.14 python3.13 python3.12 python3.11 python; do \
  if "$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
    exec "$$candidate" tools/bootstrap.py $(1); \
  fi; \
done; \
echo "Yalu needs Python 3.11 or newer, and none was found on the PATH (python3 is" \
  "$$(python3 --version 2>&1 || echo missing)). Install one from your system's packages or" \
  "from python.org; if it is not called python3, name it: make report PYTHON=/path/to/python3.12" >&2; \
exit 1
endef

define say
@echo "== $(1)"
endef

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help report test format lint types imports tests docs bench peers calibrate refit tidy constraints env dev clean

help: ## list the targets
	@echo "Yalu. Targets (make -C <path> <target> works from anywhere):"
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  \1|\2/p' "$(HERE)/Makefile" | awk -F'|' '{ printf "%-14s %s\n", $$1, $$2 }'

report: env ## write report/index.html: the DPRK case from the data that comes with Yalu
	$(call say,report: the DPRK case on the embedded data)
	@cd "$(HERE)" && $(RUN) -m yalu report -o report && echo "The report is $$(pwd)/report/index.html; open it in a browser."

test: format lint types imports tests docs ## every check: format, lint, types, imports, tests, docs
	@echo "All checks passed."

format: dev ## is the code formatted?
	$(call say,format)
	@cd "$(HERE)" && $(RUN) -m ruff format --check .

lint: dev ## does the code keep the rules of style?
	$(call say,lint)
	@cd "$(HERE)" && $(RUN) -m ruff check .

types: dev ## do the types fit?
	$(call say,types)
	@cd "$(HERE)" && $(RUN) -m mypy

imports: dev ## do all imports point down?
	$(call say,imports)
	@cd "$(HERE)" && .venv/bin/lint-imports

tests: dev ## does the code do what it promises? (docstring examples included)
	$(call say,tests)
	@cd "$(HERE)" && $(RUN) -m pytest -q -n auto --maxprocesses 4 --dist loadgroup --no-loadscope-reorder --max-worker-restart 0

docs: dev ## build the documentation, write docs/_build/html/index.html
	$(call say,documentation)
	@cd "$(HERE)" && $(RUN) -m sphinx -q -W --keep-going -b html docs docs/_build/html && echo "The documentation is $$(pwd)/docs/_build/html/index.html"

bench: dev peers ## measure speed and memory against the alternatives
	$(call say,benchmarks)
	@cd "$(HERE)" && $(RUN) benchmarks/run.py
	@cd "$(HERE)" && $(RUN) benchmarks/engines.py
	@cd "$(HERE)" && $(RUN) benchmarks/counterfactuals.py --peers .venv-peers/bin/python
	@cd "$(HERE)" && $(RUN) benchmarks/cycle.py --peers .venv-peers/bin/python
	@cd "$(HERE)" && $(RUN) benchmarks/impact.py --peers .venv-peers/bin/python
	@cd "$(HERE)" && $(RUN) benchmarks/gravity.py
	@cd "$(HERE)" && $(RUN) benchmarks/crisis.py
	@cd "$(HERE)" && $(RUN) benchmarks/trees.py --peers .venv-games/bin/python
	@cd "$(HERE)" && $(RUN) benchmarks/strategy.py --peers .venv-games/bin/python
	@cd "$(HERE)" && $(RUN) benchmarks/scenario.py --peers .venv-scen/bin/python
	@cd "$(HERE)" && $(RUN) benchmarks/web.py

peers: dev ## make .venv-peers, with the programs that estimates are measured against
	@cd "$(HERE)" && { [ .venv-peers/stamp -nt benchmarks/peers.txt ] || \
	  { $(RUN) -m venv --clear .venv-peers && \
	    .venv-peers/bin/python -m pip install -q --disable-pip-version-check -r benchmarks/peers.txt && \
	    touch .venv-peers/stamp; }; }
	@cd "$(HERE)" && { [ .venv-games/stamp -nt benchmarks/game_peers.txt ] || \
	  { $(RUN) -m venv --clear .venv-games && \
	    .venv-games/bin/python -m pip install -q --disable-pip-version-check "numpy<2" cython setuptools wheel && \
	    .venv-games/bin/python -m pip install -q --disable-pip-version-check --no-build-isolation sgamesolver==1.0.2 && \
	    .venv-games/bin/python -m pip install -q --disable-pip-version-check -r benchmarks/game_peers.txt && \
	    touch .venv-games/stamp; }; }
	@cd "$(HERE)" && { [ .venv-scen/stamp -nt benchmarks/scenario_peers.txt ] || \
	  { $(RUN) -m venv --clear .venv-scen && \
	    .venv-scen/bin/python -m pip install -q --disable-pip-version-check -r benchmarks/scenario_peers.txt && \
	    touch .venv-scen/stamp; }; }

calibrate: dev ## simulate how often each estimate is right, write it down (minutes)
	$(call say,calibration)
	@cd "$(HERE)" && $(RUN) tools/calibrate.py

refit: dev ## fit the models anew and write down what they say (an hour and more)
	$(call say,refit)
	@cd "$(HERE)" && $(RUN) tools/refit.py

tidy: dev ## format the code and mend what the linter can mend
	@cd "$(HERE)" && $(RUN) -m ruff check --fix-only -q . && $(RUN) -m ruff format .

constraints: ## rewrite constraints.txt with the newest versions allowed
	$(call bootstrap,--refresh)

env: ## make or update .venv for the report
	$(call bootstrap)

dev: ## make or update .venv for the checks
	$(call bootstrap,--dev)

clean: ## delete .venv and everything that was built
	@cd "$(HERE)" && rm -rf .venv .venv-peers .venv-games .venv-scen build dist report docs/_build docs/generated
