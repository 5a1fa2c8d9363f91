# The front door. `make help` lists what there is.

PORT ?= 8080
FUZZ_SECONDS ?= 60
own_sources = $(shell find src analytics tests cmake -name '*.hpp' -o -name '*.cpp' -o -name '*.c')

.PHONY: help run site serve test bench fuzz format pictures twins setup native clean
.DEFAULT_GOAL := help

help:
	@echo 'make run      set up, build and serve the site on http://localhost:$(PORT)  (PORT=… to change)'
	@echo 'make test     every check there is; ends with "N passed, N failed"'
	@echo 'make site     set up and build build/site'
	@echo 'make native   the command line tool, unit tests and benches, in build/native'
	@echo 'make bench    measure'
	@echo 'make fuzz     each fuzzer for a minute  (FUZZ_SECONDS=… to change)'
	@echo 'make format   lay out the C++ sources'
	@echo 'make pictures take the pictures of every screen (docs/pictures)'
	@echo 'make twins    beside each screen the same in gov.br HTML (build/twins)'
	@echo 'make setup    only prepare the machine'
	@echo 'make clean    remove what was built (the tool chain stays)'

setup:
	@tools/setup.sh

site: setup
	@cmake --preset web --log-level=WARNING >/dev/null
	@cmake --build --preset web -- --quiet
	@node tools/site.mjs

run: site
	@$(MAKE) --no-print-directory serve

serve:
	@echo
	@echo '  http://localhost:$(PORT)/#/                          what there is'
	@echo '  http://localhost:$(PORT)/#/test/veiculo-abandonado   a test, as a citizen sees it'
	@echo '  http://localhost:$(PORT)/#/test/calcada              another one'
	@echo '  http://localhost:$(PORT)/#/studio                    for researchers and designers'
	@echo
	@echo '  Ctrl+C ends it.'
	@NODE_NO_WARNINGS=1 node_modules/.bin/http-server build/site --port $(PORT) --gzip --brotli -c-1 -d false --silent

native: setup
	@cmake --preset native --log-level=WARNING >/dev/null
	@cmake --build --preset native -- --quiet

test:
	@tools/test.sh

bench: native site
	@for bench in build/native/tests/bench_*; do [ -x "$$bench" ] && { echo "== $${bench##*/}"; "$$bench" || exit 1; }; done
	@echo '== metrics in WebAssembly'
	@cmake --build --preset web --target bench_analytics -- --quiet
	@node build/web/bench_analytics.cjs build/native/bench-sessions/00000*.ensaio
	@echo '== metrics beside DuckDB'
	@NODE_NO_WARNINGS=1 node tests/bench/duckdb.mjs
	@echo '== speed'
	@NODE_NO_WARNINGS=1 node tests/bench/speed.mjs
	@echo '== going to any moment, in a browser'
	@NODE_NO_WARNINGS=1 node tests/bench/seeking.mjs
	@echo '== recording'
	@NODE_NO_WARNINGS=1 node tests/bench/recording.mjs

fuzz: setup
	@cmake --preset fuzz --log-level=WARNING >/dev/null
	@cmake --build --preset fuzz -- --quiet
	@tools/fuzz.sh $(FUZZ_SECONDS)

format: setup
	@clang-format-19 -i $(own_sources)

pictures: site native
	@node tools/pictures.mjs
	@node tools/report_pictures.mjs

twins: site
	@node tools/twins.mjs

clean:
	@rm -rf build/native build/debug build/sanitize build/fuzz build/web build/web-checked build/site build/log
