# Functions that the benchmarks beside this file share; wants $work, a directory, $runs, how often, and $tf, the launcher.

under() { # HEAP ARGUMENTS…
  local heap=$1
  shift
  TRACEFOLD_JAVA_OPTS=-Xmx$heap "$tf" "$@"
}

seconds() { # COMMAND…: how long it takes
  local start end
  start=$(date +%s%N)
  "$@" >/dev/null 2>&1 || echo "exit code $? of $*" >&2
  end=$(date +%s%N)
  awk -v ns=$((end - start)) 'BEGIN { printf "%.3f\n", ns / 1e9 }'
}

median() { sort -g | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

# Before each run of the command, and not timed, comes what $before names.
compare() { # LABEL BAR -- COMMAND… -- YARDSTICK…: both in turn, and the median of the ratios
  local label=$1 bar=$2 mine=() other=() a b
  shift 3
  while [ "$1" != -- ]; do mine+=("$1"); shift; done
  shift
  other=("$@")
  ${before:-true} >/dev/null 2>&1 || true
  seconds "${mine[@]}" >/dev/null
  seconds "${other[@]}" >/dev/null
  : >"$work/a"; : >"$work/b"; : >"$work/ratio"
  for _ in $(seq "$runs"); do
    ${before:-true} >/dev/null 2>&1 || true
    a=$(seconds "${mine[@]}"); b=$(seconds "${other[@]}")
    echo "$a" >>"$work/a"; echo "$b" >>"$work/b"
    awk -v a="$a" -v b="$b" 'BEGIN { printf "%.3f\n", a / b }' >>"$work/ratio"
  done
  printf '| %s | %s s | %s s | %s | %s |\n' "$label" "$(median <"$work/a")" "$(median <"$work/b")" "$(median <"$work/ratio")" "$bar"
}
