# The front door. Every target is one line here; the work is in bin/.
.DEFAULT_GOAL := help
.PHONY: help run test test-quick test-all test-postgres bench bench-browser lint messages shots map reset lock

help: ## say what can be made
	@echo "make run starts the site; make test checks it. All of them:"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile

run: ## set up everything and serve on http://localhost:8000/ (PORT=, PYTHON=)
	@bin/run

test: ## run the tests, with a browser
	@bin/test

test-quick: ## run the tests that need no browser
	@bin/test --quick

test-all: ## run all tests and visit every page
	@bin/test --all

test-postgres: ## run the tests that need no browser on a throwaway PostgreSQL
	@bin/test-postgres

bench: ## measure how fast the site answers, beside a bare Django view (four minutes)
	@bin/bench

bench-browser: ## measure what a visitor of the timeline waits for, in a headless Chromium (ten minutes)
	@bin/bench --browser

lint: ## check style, types, walls, shell scripts, the container file and migrations
	@bin/lint

messages: ## collect the interface's words for translation and compile them (needs gettext)
	@bin/messages

shots: ## take the README's screenshots again
	@bin/shots

map: ## draw the countries of the locator map again (needs npm)
	@bin/map

reset: ## delete the development database, after asking (YES=1 does not ask)
	@bin/reset

lock: ## bring uv.lock and the requirements files into step with pyproject.toml (needs uv)
	@bin/lock
