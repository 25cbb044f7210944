# The tasks of the project. The recipes are scripts, which describe what they do.
SHELL := bash
.DEFAULT_GOAL := help
.PHONY: help run shop build dev test lint check-deploy fmt screenshots bench bench-large bench-crowd bench-page bench-console soak fuzz

help: ## This list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 14

run: ## Build, and serve the demonstration shop and the console at 127.0.0.1:3000
	@scripts/setup run
	@scripts/build
	@ADDA_DEMO_SHOP=$${ADDA_DEMO_SHOP:-on} target/release/adda serve

shop: ## The same, with the shop on a site of its own, at localhost:3001
	@scripts/setup run
	@scripts/build
	@scripts/shop

build: ## The release binary, at target/release/adda
	@scripts/setup run
	@scripts/build

APP ?= console
dev: ## Serve in debug mode and build again at each change (APP=console or APP=widget)
	@scripts/setup run
	@scripts/dev $(APP)

test: ## Everything that CI checks
	@scripts/setup test
	@scripts/test

FACTOR ?= 10
soak: ## The fault tests, ten times as long as in `make test` (FACTOR=10), with figures
	@scripts/setup test
	@scripts/soak $(FACTOR)

COUNT ?= 1000000
fuzz: ## Made-up inputs for each parser of untrusted bytes, COUNT=1000000 each
	@scripts/setup run
	@scripts/fuzz $(COUNT)

lint: ## Formatting, spelling, style sheets, dependencies, clippy and rustdoc
	@scripts/setup lint
	@scripts/lint

check-deploy: ## The files of deploy/; with a release binary, also what passes the proxies
	@scripts/check-deploy

fmt: ## Format the sources
	@scripts/setup run
	@. scripts/env.sh && cargo fmt --all

screenshots: ## The README's pictures, from the release binary
	@scripts/setup test
	@scripts/build
	@scripts/screenshots

QUICK ?=
bench: ## The figures of docs/benchmarks.md (QUICK=1: the requests only, briefly)
	@scripts/setup run
	@scripts/build
	@scripts/bench $(if $(QUICK),--quick)

bench-large: ## Measure shops of 1,000 to 100,000 conversations, on SQLite and PostgreSQL
	@scripts/setup run
	@scripts/build
	@scripts/bench-large

WIDGETS ?= 10000
bench-crowd: ## Ten thousand open widgets, 100 consoles, 50 messages a second (WIDGETS=2000)
	@scripts/setup run
	@scripts/build
	@scripts/bench-crowd $(WIDGETS)

bench-page: ## How the chat affects a shop's page: Lighthouse, click to writable
	@scripts/setup test
	@scripts/build
	@scripts/bench-page

bench-console: ## How quick the console is, and how soon a message is on the other screen
	@scripts/setup test
	@scripts/build
	@scripts/bench-console
