#!/usr/bin/env bash
# Builds grammar/nix.wasm - tree-sitter, the grammar of Nix and bridge.c, which JavaScript calls - and records in
# grammar/build.json what it was built from. Needs a Debian 12 or newer with clang, lld, wasi-libc, npm and node.
#
# Why not simpler: tree-sitter-cli on npm downloads a binary when it is installed, and Debian 12 has none, so
# Debian 13's is run with its own libc unpacked beside it. The published grammar and tree-sitter's own sources are
# fetched with `npm pack` and are no dependencies, because their install scripts compile bindings nobody needs.
# web-tree-sitter, the published WebAssembly, hands a tree over node by node, which takes longer than parsing.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
published=0.0.2
engine=0.25.1
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

# Tree-sitter itself: the C library in the package of its native binding.
npm pack --silent "tree-sitter@$engine" > /dev/null
mkdir engine
tar -xzf "tree-sitter-$engine.tgz" --strip-components=4 -C engine package/vendor/tree-sitter/lib

compile=(--target=wasm32-wasi -O2 -DNDEBUG -mbulk-memory -fvisibility=hidden -Iengine/include -Iengine/src -Isrc)
clang "${compile[@]}" -c engine/src/lib.c -o lib.o
clang "${compile[@]}" -c src/parser.c -o parser.o
clang "${compile[@]}" -c scanner.c -o scanner.o
# It defines what the compiler thinks it knows.
clang "${compile[@]}" -fno-builtin -c "$here/bridge.c" -o bridge.o
wasm-ld --no-entry --gc-sections --strip-all --stack-first -z stack-size=1048576 --max-memory=1073741824 \
  -L/usr/lib/wasm32-wasi lib.o parser.o scanner.o bridge.o -lc -o nix.wasm
mv nix.wasm "$here/nix.wasm"

hash() { sha256sum "$1" | cut -d ' ' -f 1; }
cat > "$here/build.json" << RECORD
{
  "inputs": {
    "bridge.c": "$(hash "$here/bridge.c")",
    "build.sh": "$(hash "$here/build.sh")",
    "grammar.js": "$(hash "$here/grammar.js")",
    "scanner.c": "$(hash "$here/scanner.c")",
    "tree-sitter": "$engine $(hash engine/src/parser.c)",
    "tree-sitter-nix": "$published $(hash node_modules/tree-sitter-nix/grammar.js)"
  },
  "tools": {
    "tree-sitter-cli": "$(generator --version | cut -d ' ' -f 2)",
    "clang": "$(clang -dumpversion)",
    "lld": "$(wasm-ld --version | grep -o '[0-9][0-9.]*' | head -n 1)"
  },
  "outputs": {
    "nix.wasm": "$(hash "$here/nix.wasm")"
  }
}
RECORD
echo "built grammar/nix.wasm, $(stat -c %s "$here/nix.wasm") bytes"
