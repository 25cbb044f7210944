# Sourced by scripts/bench and scripts/bench-page: what is measured.

# bench_binary [--write]: the release binary. For whoever changes the benchmark
# itself, ADDA_BENCH_BINARY names another one, such as a debug build. Its figures
# are no figures, so they are not written.
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
