#!/usr/bin/env bash
# Every check there is, from nothing. Each step says what it is and how long it took; a step that fails shows the end
# of its log and the others still run. The last line counts tests (a failed step without tests counts as one failed).
#
#   tools/test.sh            everything
#   tools/test.sh STEP…      only these: format types words native sanitize tidy web e2e
set -uo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
tools/setup.sh || exit 1

logs=build/log
mkdir -p "$logs"
passed=0
failed=0
failed_steps=()
wanted=("$@")
jobs=$(nproc)

# step NAME TITLE COMMAND…
step() {
    local name=$1 title=$2 log=$logs/$1.txt start=$SECONDS
    shift 2
    if [ ${#wanted[@]} -gt 0 ] && [[ " ${wanted[*]} " != *" $name "* ]]; then return 0; fi
    printf '%-60s' "$title"
    if "$@" >"$log" 2>&1; then
        printf 'ok    %4d s\n' $((SECONDS - start))
        count_tests "$name"
        return 0
    fi
    printf 'FAILED %3d s\n' $((SECONDS - start))
    tail -n 40 "$log" | sed 's/^/    /'
    printf '    … the whole of it is in %s\n' "$log"
    failed_steps+=("$name")
    # Test steps count their own failures; any other step that fails counts as one.
    count_tests "$name" || failed=$((failed + 1))
    return 1
}

# Adds up the results that the step NAME left behind; fails when there are none or none of them failed.
count_tests() {
    local results ok bad
    case $1 in
        native) results=$logs/unit.json ;;
        e2e) results=$logs/e2e.tap ;;
        *) return 1 ;;
    esac
    [ -s "$results" ] || return 1
    # shellcheck disable=SC2016
    case $1 in
        native) read -r ok bad < <(node -p '
            const { tests, failures, errors = 0, disabled } = JSON.parse(fs.readFileSync(process.argv[1], "utf8"));
            `${tests - failures - errors - disabled} ${failures + errors}`' "$results") ;;
        e2e)
            ok=$(sed -n 's/^# pass //p' "$results" | tail -n 1)
            bad=$(sed -n 's/^# \(fail\|cancelled\) //p' "$results" | awk '{ sum += $1 } END { print sum + 0 }')
            ;;
    esac
    passed=$((passed + ${ok:-0}))
    failed=$((failed + ${bad:-0}))
    [ "${bad:-0}" -gt 0 ]
}

build() { cmake --preset "$1" && cmake --build --preset "$1"; }

check_format() {
    find src analytics tests cmake \( -name '*.hpp' -o -name '*.cpp' -o -name '*.c' \) -print0 |
        xargs -0 -r clang-format-19 --dry-run --Werror
}

check_native() {
    rm -f "$logs/unit.json"
    build native || return 1
    [ -x build/native/tests/unit_tests ] || return 0
    build/native/tests/unit_tests --gtest_brief=1 --gtest_output="json:$logs/unit.json" || return 1
    (cd build/native && ctest --output-on-failure --exclude-regex '^unit_tests$')
}

check_sanitize() {
    build sanitize && (cd build/sanitize && ctest --output-on-failure -j "$jobs")
}

check_tidy() {
    run-clang-tidy-19 -p build/sanitize -j "$jobs" -quiet "^$PWD/(src|analytics)/" 2>&1 |
        sed -E '/^[0-9]+ warnings? generated\.$/d; /^\[[0-9]+\/[0-9]+\]/d; /^$/d'
}

check_web() { build web && node tools/site.mjs; }

check_e2e() {
    rm -f "$logs/e2e.tap"
    local tests=(tests/e2e/*.test.mjs)
    [ -e "${tests[0]}" ] || { echo 'no tests/e2e/*.test.mjs'; return 0; }
    node --test --test-reporter=tap "${tests[@]}" >"$logs/e2e.tap"
    local status=$?
    grep -E '^ *(not ok|# (tests|pass|fail|cancelled|skipped))|error:|message:' "$logs/e2e.tap"
    return $status
}

step format 'Layout of the C++ sources (clang-format)' check_format
step types 'Types of the JavaScript (tsc)' node_modules/.bin/tsc --project tsconfig.json
step words 'Languages: no word is missing' node tools/languages.mjs
step native 'GCC: build, unit tests, fuzzers over their corpus' check_native
step sanitize 'clang, sanitizers: build, unit tests, corpus' check_sanitize
step tidy 'clang-tidy' check_tidy
# Without a site every test of the browser would wait for one in vain.
if step web 'WebAssembly: participant, studio, site' check_web; then
    step e2e 'In a browser, end to end' check_e2e
fi

[ ${#failed_steps[@]} = 0 ] || printf '\nfailed steps: %s\n' "${failed_steps[*]}"
printf '\n%d passed, %d failed\n' "$passed" "$failed"
[ ${#failed_steps[@]} = 0 ]
