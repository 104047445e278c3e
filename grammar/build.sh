#!/usr/bin/env bash
# Builds grammar/nix.wasm from grammar.js, scanner.c and the published grammar they extend, and records in
# grammar/build.json what it was built from. Needs a Debian 12 or newer with clang, lld, wasi-libc, npm and node.
#
# Why not simpler: tree-sitter-cli on npm downloads a binary when it is installed, and Debian 12 has none, so
# Debian 13's is run with its own libc unpacked beside it. The published grammar is fetched with `npm pack` and is
# no dependency, because its install script compiles a binding nobody needs.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
published=0.0.2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# The generator. The mirror is the one this machine uses; only the suite differs.
mirror=$(apt-get indextargets --format '$(LABEL) $(CREATED_BY) $(REPO_URI)' | awk '$1 == "Debian" && $2 == "Packages" { print $3; exit }')
if [ -z "$mirror" ]; then
  echo 'build.sh: no Debian mirror in the apt sources (apt-get update first?)' >&2
  exit 2
fi
echo "deb $mirror trixie main" > trixie.list
mkdir -p lists/partial archives/partial root
own=(-o "Dir::Etc::sourcelist=$work/trixie.list" -o Dir::Etc::sourceparts=- -o "Dir::State::Lists=$work/lists"
  -o "Dir::Cache::archives=$work/archives" -o APT::Sandbox::User=root)
apt-get "${own[@]}" -qq update
apt-get "${own[@]}" -qq download tree-sitter-cli libc6 libgcc-s1
for package in ./*.deb; do dpkg -x "$package" root; done
loader=$(find root -name 'ld-linux-*.so.*' | head -n 1)
libraries=$(dirname "$(find root -name libc.so.6 | head -n 1)")
generator() { "$loader" --library-path "$libraries" root/usr/bin/tree-sitter "$@"; }

# The published grammar: only read, never installed.
npm pack --silent "tree-sitter-nix@$published" > /dev/null
mkdir -p node_modules/tree-sitter-nix
tar -xzf "tree-sitter-nix-$published.tgz" --strip-components=1 -C node_modules/tree-sitter-nix

cp "$here/grammar.js" "$here/scanner.c" .
generator generate --no-bindings grammar.js

compile=(--target=wasm32-unknown-emscripten -isystem /usr/include/wasm32-wasi -D__wasi__ -Isrc -O2 -fPIC -fvisibility=hidden)
clang "${compile[@]}" -c src/parser.c -o parser.o
clang "${compile[@]}" -c scanner.c -o scanner.o
wasm-ld -shared --experimental-pic --no-entry --export=tree_sitter_nix --export-if-defined=__wasm_call_ctors \
  --import-memory --import-table --allow-undefined --strip-debug parser.o scanner.o -o nix.wasm
mv nix.wasm "$here/nix.wasm"

hash() { sha256sum "$1" | cut -d ' ' -f 1; }
cat > "$here/build.json" << RECORD
{
  "inputs": {
    "build.sh": "$(hash "$here/build.sh")",
    "grammar.js": "$(hash "$here/grammar.js")",
    "scanner.c": "$(hash "$here/scanner.c")",
    "tree-sitter-nix": "$published $(hash node_modules/tree-sitter-nix/grammar.js)"
  },
  "tools": {
    "tree-sitter": "$(generator --version | cut -d ' ' -f 2)",
    "clang": "$(clang -dumpversion)",
    "lld": "$(wasm-ld --version | grep -o '[0-9][0-9.]*' | head -n 1)"
  },
  "outputs": {
    "nix.wasm": "$(hash "$here/nix.wasm")"
  }
}
RECORD
echo "built grammar/nix.wasm, $(stat -c %s "$here/nix.wasm") bytes"
