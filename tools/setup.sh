#!/usr/bin/env bash
# Prepares this machine for building Ensaio: Debian packages, a private tool chain, npm packages.
# Safe to run again at any time; when nothing is missing it ends in well under a second.
#
#   tools/setup.sh           set up what is missing
#   tools/setup.sh --force   make the tool chain anew
#
# ENSAIO_CACHE chooses where the tool chain lives (default: ${XDG_CACHE_HOME:-~/.cache}/ensaio).
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
checkout=$PWD
pins=tools/pins.txt
cache=${ENSAIO_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/ensaio}
emcc_oldest=3.1.60
node_oldest=18

packages=(
    build-essential cmake ninja-build clang-19 lld-19 llvm-19 libclang-rt-19-dev clang-tidy-19 clang-tools-19
    clang-format-19 libcereal-dev googletest libgtest-dev libgmock-dev libboost-math-dev
    fonttools python3 node-acorn chromium curl git xz-utils bzip2 age libreoffice-calc-nogui
    firefox-esr webkit2gtk-driver xvfb libgl1-mesa-dri
)

step() { printf '[%s/9] %s\n' "$1" "$2"; }
note() { printf '      %s\n' "$1"; }
fail() { printf 'setup: %s\n' "$1" >&2; exit 1; }
at_least() { [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]; }
hash_of() { sha256sum "$@" | sha256sum | cut -c 1-12; }
pin() { awk -v name="$1" -v column="$2" '$1 == name { print $column }' "$pins"; }

# ---------------------------------------------------------------- nothing to do?

emcc_on_path() {
    local found version
    found=$(command -v emcc) || return 1
    version=$("$found" --version | sed -nE '1s/.* ([0-9]+\.[0-9]+\.[0-9]+).*/\1/p')
    [ -n "$version" ] && at_least "$version" "$emcc_oldest" && printf '%s\n' "$version"
}

stamp=build/.setup-stamp
stamp_now="$(hash_of tools/setup.sh "$pins" package-lock.json) $cache $(command -v emcc || true) $(command -v node || true)"
if [ "${1:-}" != --force ] && [ -e build/toolchain/complete ] && [ -d node_modules ] &&
    [ "$(cat "$stamp" 2>/dev/null)" = "$stamp_now" ]; then
    exit 0
fi
mkdir -p build
rm -f "$stamp"

# ---------------------------------------------------------------- the machine

step 1 'Looking at the machine'
[ "$(uname -s) $(uname -m)" = 'Linux x86_64' ] ||
    fail "this set-up knows Debian 12 and 13 on x86-64 only; here it found $(uname -s) on $(uname -m)."
# shellcheck source=/dev/null
distribution=$(. /etc/os-release && printf '%s %s' "${ID:-unknown}" "${VERSION_ID:-unknown}")
case $distribution in
    'debian 12' | 'debian 13') ;;
    *) fail "this set-up knows Debian 12 and 13 on x86-64 only; here it found $distribution." ;;
esac

as_root=()
can_install=yes
if [ "$(id -u)" != 0 ]; then
    if command -v sudo >/dev/null; then as_root=(sudo); else can_install=no; fi
fi

# The root of Debian's main archive, as this machine is configured to reach it.
archive_root() {
    # shellcheck disable=SC2016
    apt-get indextargets --format '$(ORIGIN)|$(LABEL)|$(REPO_URI)' 'Created-By: Packages' |
        awk -F'|' '$1 == "Debian" && $2 == "Debian" { print $3; exit }'
}

# ---------------------------------------------------------------- Debian packages

node_version=$(node --version 2>/dev/null | tr -d v || true)
if [ -z "$node_version" ] || ! at_least "$node_version" "$node_oldest"; then
    packages+=(nodejs npm)
elif ! command -v npm >/dev/null; then
    packages+=(npm)
fi

missing=()
for package in "${packages[@]}"; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
done

if [ ${#missing[@]} = 0 ]; then
    step 2 'Debian packages: all there'
else
    step 2 "Debian packages: ${missing[*]}"
    [ "$can_install" = yes ] ||
        fail "these packages are missing and neither root nor sudo is at hand to install them: ${missing[*]}"
    log=build/setup-apt.log
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update >"$log" 2>&1 ||
        note "apt-get update complained; going on with the lists at hand (see $log)"
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y --no-install-recommends "${missing[@]}" >>"$log" 2>&1 || {
        tail -n 5 "$log" >&2
        fail "Debian's packages could not be installed (is there a network?). The whole story is in $log."
    }
fi
node_version=$(node --version 2>/dev/null | tr -d v || true)
at_least "${node_version:-0}" "$node_oldest" || fail "Node.js $node_oldest or later is needed and was not found."

# ---------------------------------------------------------------- nginx, which the tests of the drop box start

# Unpacked and not installed: as a package it would serve this machine from now on.
nginx=$cache/nginx
if [ ! -x "$nginx/usr/sbin/nginx" ]; then
    rm -rf "$nginx"
    mkdir -p "$nginx"
    download_nginx() { (cd "$nginx" && apt-get download nginx) >build/setup-nginx.log 2>&1; }
    download_nginx || {
        [ "$can_install" = no ] || "${as_root[@]}" apt-get update >build/setup-apt.log 2>&1 || true
        download_nginx
    } || fail "Debian's package nginx could not be fetched (is there a network?). The whole story is in build/setup-nginx.log."
    dpkg-deb --fsys-tarfile "$nginx"/nginx_*.deb | tar -x -C "$nginx" --no-same-owner ./usr/sbin
    rm "$nginx"/nginx_*.deb
fi
ln -sfn "$nginx" build/nginx

# ---------------------------------------------------------------- fetching pinned files

archive=''
find_archive() {
    [ -z "$archive" ] || return 0
    archive=$(archive_root)
    if [ -z "$archive" ] && [ "$can_install" = yes ]; then
        "${as_root[@]}" apt-get update >build/setup-apt.log 2>&1 || true
        archive=$(archive_root)
    fi
    [ -n "$archive" ] || fail "no Debian main archive is configured on this machine (see apt's sources.list)."
    archive=${archive%/}
}

# Apt with lists of its own: reads the other suites without changing anything of the system.
suite_apt() {
    local suite=$1 folder=$cache/apt/$1
    shift
    if [ ! -e "$folder/apt.conf" ]; then
        mkdir -p "$folder/lists/partial" "$folder/cache/archives/partial"
        printf 'deb [arch=amd64] %s %s main\ndeb-src %s %s main\n' \
            "$archive" "$suite" "$archive" "$suite" >"$folder/sources.list"
        cat >"$folder/apt.conf.new" <<END
Dir::Etc::sourcelist "$folder/sources.list";
Dir::Etc::sourceparts "-";
Dir::State::lists "$folder/lists";
Dir::Cache "$folder/cache";
APT::Sandbox::User "";
END
        APT_CONFIG=$folder/apt.conf.new apt-get update >"$folder/update.log" 2>&1 || return 1
        mv "$folder/apt.conf.new" "$folder/apt.conf"
    fi
    APT_CONFIG=$folder/apt.conf "$@"
}

# fetch NAME: the pinned file, checked, ends up in the downloads folder; sets `fetched` to its path.
fetch() {
    local name=$1 version suite sum path file
    version=$(pin "$name" 2) suite=$(pin "$name" 3) sum=$(pin "$name" 5) path=$(pin "$name" 6)
    file=$downloads/${path##*/}
    fetched=$file
    if [ -e "$file" ] && printf '%s  %s\n' "$sum" "$file" | sha256sum --check --status; then return 0; fi
    rm -f "$file"
    find_archive
    if /usr/lib/apt/apt-helper download-file "$archive/$path" "$file" "SHA256:$sum" >"$downloads/log" 2>&1; then
        return 0
    fi
    rm -f "$file"
    fetch_current "$name" "$version" "$suite" "$path" && return 0
    cat "$downloads/log" >&2
    fail "$name $version could not be fetched: the network is down, or the archive no longer has it and nothing else
of its series. Put ${path##*/} (SHA-256 $sum) into $downloads by hand, or change its row in $pins."
}

# The suite's current file of the same series, trusted by Debian's signature instead of the pin.
fetch_current() {
    local name=$1 version=$2 suite=$3 path=$4 package=${4##*/} series folder=$downloads/$1.current
    package=${package%%_*}
    series=$(printf '%s' "$version" | cut -d. -f 1-2)
    # Expat keeps its interface, and Debian gives its suites the newer releases for their mended faults.
    [ "$name" != expat ] || series=${version%%.*}.
    rm -rf "$folder"
    mkdir -p "$folder"
    case $path in
        *.deb) suite_apt "$suite" sh -c "cd '$folder' && apt-get download '$package'" ;;
        *) suite_apt "$suite" sh -c "cd '$folder' && apt-get source --download-only --tar-only '$package'" ;;
    esac >>"$downloads/log" 2>&1 || return 1
    fetched=$(find "$folder" -type f ! -name '*.asc' | head -n 1)
    case ${fetched##*/} in
        "$package"_"$series"*) note "$name $version is gone from the archive; using ${fetched##*/} (signed by Debian)" ;;
        *) return 1 ;;
    esac
}

# ---------------------------------------------------------------- the private tool chain

emcc_found=$(emcc_on_path || true)
key=$(hash_of "$pins")-$(printf '%s' "layout 1 ${emcc_found:+$(command -v emcc)}" | sha256sum | cut -c 1-6)
toolchain=$cache/toolchain-$key
downloads=$cache/downloads
mkdir -p "$cache" "$downloads"
exec 9>"$cache/lock"
flock -n 9 || { note 'another set-up is at work; waiting for it'; flock 9; }
[ "${1:-}" != --force ] || rm -rf "$toolchain"

# unpack_source NAME: into src/NAME of the new tool chain.
unpack_source() {
    fetch "$1"
    mkdir -p "$new/src/$1"
    tar -xf "$fetched" -C "$new/src/$1" --strip-components=1 --no-same-owner "${@:2}"
}

unpack_package() {
    fetch "$1"
    mkdir -p "$2"
    dpkg-deb --fsys-tarfile "$fetched" | tar -x -C "$2" --no-same-owner "${@:3}"
}

megabytes() { printf '%d MB' "$((($(pin "$1" 4) + 500000) / 1000000))"; }

make_emscripten() {
    # Test suites, and libraries for threads, dynamic linking and link-time optimization, are 1.4 GB we never use.
    unpack_package emscripten "$new/unpacked" \
        --exclude='*/sysroot/lib/wasm32-emscripten/pic' --exclude='*/sysroot/lib/wasm32-emscripten/lto*' \
        --exclude='*/lib*-mt*.a' --exclude='*/lib*-ww*.a' --exclude='*/lib*-asan*.a' --exclude='*/libwasmfs-*.a' \
        --exclude='./usr/share/emscripten/test' --exclude='./usr/share/doc' --exclude='*/emscripten/docs'
    mv "$new/unpacked/usr/share/emscripten" "$new/emscripten"
    rm -rf "$new/unpacked"
    mkdir -p "$new/emscripten/node_modules"
    ln -s /usr/share/nodejs/acorn "$new/emscripten/node_modules/acorn"
    cat >"$new/emscripten/.emscripten" <<'END'
import os
here = os.path.dirname(os.path.realpath(os.environ['EM_CONFIG']))
LLVM_ROOT = '/usr/bin'
LLVM_ADD_VERSION = '19'
CLANG_ADD_VERSION = '19'
BINARYEN_ROOT = os.path.join(os.path.dirname(here), 'binaryen')
NODE_JS = 'node'
CACHE = os.path.join(here, 'cache')
FROZEN_CACHE = False
END
}

# Debian 13's Binaryen needs Debian 13's C library: both live in one folder, and wrappers bring them together.
make_binaryen() {
    local tool name
    unpack_package binaryen "$new/unpacked"
    for name in libc6 libstdc++6 libgcc-s1; do unpack_package "$name" "$new/unpacked"; done
    mkdir -p "$new/binaryen/bin" "$new/binaryen/tools" "$new/binaryen/lib"
    find "$new/unpacked" \( -name 'lib*.so*' -o -name 'ld-linux*.so*' \) ! -name '*.py' \
        -path '*/x86_64-linux-gnu/*' ! -path '*/gconv/*' -exec cp -P {} "$new/binaryen/lib/" \;
    for tool in "$new"/unpacked/usr/bin/wasm*; do
        name=${tool##*/}
        mv "$tool" "$new/binaryen/tools/$name"
        cat >"$new/binaryen/bin/$name" <<'END'
#!/bin/sh
home=$(dirname "$(dirname "$(readlink -f "$0")")")
exec "$home/lib/ld-linux-x86-64.so.2" --library-path "$home/lib" "$home/tools/${0##*/}" "$@"
END
        chmod +x "$new/binaryen/bin/$name"
    done
    rm -rf "$new/unpacked"
    "$new/binaryen/bin/wasm-opt" --version >/dev/null || fail 'the private Binaryen does not start.'
}

if [ -e "$toolchain/complete" ]; then
    step 3 'Private tool chain: there already'
else
    new=$cache/new-toolchain
    rm -rf "$new"
    mkdir -p "$new/src"
    # Emscripten's scripts are CommonJS, wherever the cache may be.
    printf '{ "private": true }\n' >"$new/package.json"
    if [ -n "$emcc_found" ]; then
        step 3 "Emscripten: the machine's own $emcc_found"
        ln -s "$(dirname "$(readlink -f "$(command -v emcc)")")" "$new/emscripten"
        step 4 "Binaryen: the machine's own"
    else
        step 3 "Emscripten $(pin emscripten 2) ($(megabytes emscripten), a minute)"
        make_emscripten
        step 4 "Binaryen $(pin binaryen 2) ($(megabytes binaryen)) with the C library it needs"
        make_binaryen
    fi
    step 5 "Sources: SDL2 $(pin SDL2 2), Dear ImGui $(pin imgui 2), libxlsxwriter $(pin libxlsxwriter 2), zlib $(pin zlib 2), expat $(pin expat 2), libmd $(pin libmd 2)"
    unpack_source SDL2
    unpack_source imgui
    unpack_source libxlsxwriter --exclude='*/docs' --exclude='*/test' --exclude='*/examples' --exclude='*/dev'
    unpack_source zlib
    unpack_source expat --exclude='*/testdata' --exclude='*/tests' --exclude='*/doc'
    unpack_source libmd
    step 6 "Font: Open Sans $(pin fonts-open-sans 2)"
    unpack_package fonts-open-sans "$new/src/open-sans"
    mv "$new"/src/open-sans/usr/share/fonts/truetype/open-sans/*.ttf "$new/src/open-sans/"
    rm -rf "$new/src/open-sans/usr"

    step 7 'First WebAssembly program (fills the compiler'"'"'s caches)'
    mkdir -p "$new/try"
    printf '#include <string>\n#include <cstdio>\nint main() { std::puts(std::string("ok").c_str()); }\n' >"$new/try/try.cpp"
    (cd "$new/try" && "$new/emscripten/em++" -Oz -fwasm-exceptions try.cpp -o try.js && [ "$(node try.js)" = ok ]) \
        >"$cache/try.log" 2>&1 || {
        tail -n 20 "$cache/try.log" >&2
        fail 'the WebAssembly tool chain is in place but could not build its first program; see above.'
    }
    rm -rf "$new/try"
    touch "$new/complete"
    rm -rf "$toolchain"
    mv "$new" "$toolchain"
    rm -rf "$downloads" "$cache/apt"
fi
ln -sfn "$toolchain" build/toolchain
exec 9>&-

# ---------------------------------------------------------------- npm packages

lock=$(hash_of package-lock.json)
if [ "$(cat node_modules/.ensaio-lock 2>/dev/null)" = "$lock" ]; then
    step 8 'npm packages: all there'
else
    step 8 'npm packages (development only)'
    npm ci --no-fund --no-audit --loglevel=error >build/setup-npm.log 2>&1 || {
        tail -n 10 build/setup-npm.log >&2
        fail 'npm could not install its packages (is there a network?). The whole story is in build/setup-npm.log.'
    }
    printf '%s\n' "$lock" >node_modules/.ensaio-lock
fi

stamp_now="$(hash_of tools/setup.sh "$pins" package-lock.json) $cache $(command -v emcc || true) $(command -v node || true)"
printf '%s\n' "$stamp_now" >"$stamp"
step 9 "Ready in $checkout"
