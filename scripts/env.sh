# Sourced by every script and by the Makefile's recipes: the tools, their versions and
# their folders. Changes only the environment of the process.

ADDA_ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export ADDA_ROOT

# The version of Rust that builds everything. Older ones cannot compile the tools.
RUST_VERSION=$(sed -n 's/^channel = "\(.*\)"$/\1/p' "$ADDA_ROOT/rust-toolchain.toml")
export RUST_VERSION

# Versions that must agree with each other. `wasm-bindgen` must be the one that
# Cargo.toml pins; scripts/check-versions fails if it is not.
export WASM_BINDGEN_VERSION=0.2.130
export CARGO_LEPTOS_VERSION=0.3.11
export GECKODRIVER_VERSION=0.37.1
export CARGO_DENY_VERSION=0.20.2
export CARGO_MACHETE_VERSION=0.9.2
export WASM_TARGET=wasm32-unknown-unknown

# Tools that are compiled are kept outside the checkout, one folder for each version, so
# that a fresh clone reuses them and versions do not mix.
export ADDA_CACHE=${ADDA_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/adda}
export WASM_BINDGEN_DIR=$ADDA_CACHE/tools/wasm-bindgen-$WASM_BINDGEN_VERSION
export CARGO_LEPTOS_DIR=$ADDA_CACHE/tools/cargo-leptos-$CARGO_LEPTOS_VERSION
export GECKODRIVER_DIR=$ADDA_CACHE/tools/geckodriver-$GECKODRIVER_VERSION
export CARGO_DENY_DIR=$ADDA_CACHE/tools/cargo-deny-$CARGO_DENY_VERSION
export CARGO_MACHETE_DIR=$ADDA_CACHE/tools/cargo-machete-$CARGO_MACHETE_VERSION
# The Python environments of tests/clients and of scripts/lint. Their versions are those of
# requirements.txt, so a changed file gets another folder.
API_CLIENTS_DIR=$ADDA_CACHE/tools/api-clients-$(cksum <"$ADDA_ROOT/tests/clients/requirements.txt" | cut -d ' ' -f 1)
LINT_PYTHON_DIR=$ADDA_CACHE/tools/lint-$(cksum <"$ADDA_ROOT/scripts/lint.d/requirements.txt" | cut -d ' ' -f 1)
export API_CLIENTS_DIR LINT_PYTHON_DIR

# Rust comes from rustup in the version above. If rustup is missing or cannot download, it
# comes from Debian (see scripts/setup-rust). Then a folder of links to it comes first in
# PATH, so that every cargo, rustc and clippy is that one.
export DEBIAN_RUST_BIN=$ADDA_CACHE/tools/debian-rust/bin

# has_wasm_std RUSTC: succeeds if the toolchain of this rustc has a std for WASM and its
# source, from which scripts/build-bundles builds a smaller one.
has_wasm_std() {
  local sysroot
  sysroot=$("$1" --print sysroot 2>/dev/null) || return 1
  [ -e "$sysroot/lib/rustlib/src/rust/library/std/src/lib.rs" ] \
    && compgen -G "$sysroot/lib/rustlib/$WASM_TARGET/lib/libstd-*.rlib" >/dev/null
}

if [ -d "$HOME/.cargo/bin" ] && [[ ":$PATH:" != *":$HOME/.cargo/bin:"* ]]; then
  PATH=$HOME/.cargo/bin:$PATH
fi
RUSTUP_RUST_DIR=$(compgen -G "${RUSTUP_HOME:-$HOME/.rustup}/toolchains/$RUST_VERSION-*" | head -n 1 || true)
if [ -n "$RUSTUP_RUST_DIR" ] && has_wasm_std "$RUSTUP_RUST_DIR/bin/rustc"; then
  export RUSTUP_TOOLCHAIN=$RUST_VERSION
elif [ -e "$DEBIAN_RUST_BIN/rustc" ] && [[ ":$PATH:" != *":$DEBIAN_RUST_BIN:"* ]]; then
  PATH=$DEBIAN_RUST_BIN:$PATH
fi
PATH=$WASM_BINDGEN_DIR/bin:$CARGO_LEPTOS_DIR/bin:$GECKODRIVER_DIR/bin:$CARGO_DENY_DIR/bin:$CARGO_MACHETE_DIR/bin:$ADDA_ROOT/node_modules/.bin:$PATH
export PATH

say() { printf '\033[1m==> %s\033[0m\n' "$*"; }
fail() { printf '\033[31mFailed: %s\033[0m\n' "$1" >&2; [ -z "${2:-}" ] || printf '  Remedy: %s\n' "$2" >&2; exit 1; }

# step WHAT COMMAND…: prints WHAT, runs the command, and prints how long it took.
step() {
  local what=$1 start=$SECONDS
  shift
  say "$what"
  "$@"
  printf '    %s: %d s\n' "$what" $((SECONDS - start))
}

# as_root COMMAND…: runs a command as root, through sudo if needed.
as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo >/dev/null; then sudo "$@"
  else fail "'$*' needs root and there is no sudo" "run it as root, then try again"
  fi
}

# need_packages PACKAGE…: installs the Debian packages that are missing.
need_packages() {
  local missing=() package
  for package in "$@"; do
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  command -v apt-get >/dev/null || fail "missing: ${missing[*]} (and this is not Debian)" "install them with your system's package manager"
  say "Installing Debian packages: ${missing[*]}"
  as_root apt-get update -qq || fail "apt-get update" "check this machine's package sources"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null \
    || fail "apt-get could not install ${missing[*]}" "run 'apt-get install ${missing[*]}' and read what it says"
}

# python_install FOLDER REQUIREMENTS: makes a virtual environment with the packages of a
# list of exact versions.
python_install() {
  local folder=$1 requirements=$2
  [ -e "$folder/.complete" ] && return 0
  say "Python packages of ${requirements#"$ADDA_ROOT"/}"
  rm -rf "$folder"
  python3 -m venv "$folder" && "$folder/bin/pip" install --quiet --disable-pip-version-check --no-deps -r "$requirements" \
    || fail "pip install -r $requirements" "read pip's output above"
  touch "$folder/.complete"
}

# npm_install FOLDER: installs what its lock file lists, once for each lock file.
npm_install() {
  local folder=$1 stamp=$1/node_modules/.adda-lock
  cmp -s "$folder/package-lock.json" "$stamp" && return 0
  say "npm packages in ${folder#"$ADDA_ROOT"/}"
  (cd "$folder" && PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --no-audit --no-fund --loglevel=error) \
    || fail "npm ci in $folder" "read npm's output above"
  cp "$folder/package-lock.json" "$stamp"
}
