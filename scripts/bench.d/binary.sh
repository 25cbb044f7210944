# Sourced by the scripts/bench* scripts: the binary that is measured.

# bench_binary [--write]: prints the path of the release binary. To try out a change of
# the benchmark itself, set ADDA_BENCH_BINARY to another one, such as a debug build. Its
# figures are never written.
bench_binary() {
  local binary=$ADDA_ROOT/target/release/adda
  if [ -n "${ADDA_BENCH_BINARY:-}" ]; then
    [ -z "${1:-}" ] || fail "only the figures of $binary are written" "unset ADDA_BENCH_BINARY, and make build"
    binary=$(realpath "$ADDA_BENCH_BINARY")
    say "A rehearsal with $binary: these are not the release's figures" >&2
  fi
  [ -x "$binary" ] || fail "there is no $binary" "make build"
  echo "$binary"
}
