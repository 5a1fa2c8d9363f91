#!/usr/bin/env bash
# Runs each fuzzer of build/fuzz for a number of seconds, two at a time, from its corpus in tests/fuzz/corpus.
# Inputs grow to a megabyte, which is what is promised of the readers. What it learns goes to build/fuzz/corpus; what breaks it, to build/fuzz/found, and the exit status says so.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
export seconds=${1:-60}
mkdir -p build/fuzz/found build/log

run_one() {
    local program=$1 name=${1##*/fuzz_} learned=build/fuzz/corpus/${1##*/fuzz_} log=build/log/fuzz_${1##*/fuzz_}.txt
    local corpora=("$learned")
    mkdir -p "$learned"
    [ -d "tests/fuzz/corpus/$name" ] && corpora+=("tests/fuzz/corpus/$name")
    if "$program" -max_total_time="$seconds" -max_len=1000000 -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
        -artifact_prefix="build/fuzz/found/$name-" "${corpora[@]}" >"$log" 2>&1; then
        printf '%-16s %s runs, nothing found\n' "$name" "$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")"
    else
        printf '%-16s FOUND SOMETHING: see %s and build/fuzz/found\n' "$name" "$log"
        return 1
    fi
}
export -f run_one

# shellcheck disable=SC2016
find build/fuzz/tests -maxdepth 1 -name 'fuzz_*' -type f -executable -print0 | sort -z |
    xargs -0 -r -n 1 -P 2 bash -c 'run_one "$0"'
