#!/usr/bin/env bash
# How fast bundles reduce, beside programs that everybody has. Medians of RUNS (5) runs, each beside its yardstick in turn.
#   examples/bench/reduce.sh [DIRECTORY]     where the bundles are made, and kept for the next time (default: a folder in /tmp)
# Needs jq, and python3 with a generator of bundles: TRACEGEN, else ../shared/tools/tracegen.py. Without one, a long session
# written by our own example takes the place of F20, F60 and F120, and the lines for I100 are left out.
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
work=${1:-${TMPDIR:-/tmp}/tracefold-bench}
runs=${RUNS:-5}
tracegen=${TRACEGEN:-$here/../shared/tools/tracegen.py}
mkdir -p "$work"

command -v jq >/dev/null || { echo "reduce.sh: needs jq" >&2; exit 2; }
"$here/tracefold" --version >/dev/null
(cd "$here" && mvn -q -B -Pbench -DskipTests -pl examples -am package)
jar=$here/examples/target/benchmarks.jar
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

make() { # NAME TURNS MODE
  [ -d "$work/$1" ] && return
  if [ -r "$tracegen" ]; then
    python3 "$tracegen" "$work/$1" --seed 7 --turns "$2" --inferences 8 --text 600 --mode "$3" --flat >/dev/null
  elif [ "$3" = full ]; then
    "$java" -cp "$jar" dev.tracefold.examples.WriteALongSession "$work/$1" $(($2 * 4)) 600
  fi
}

. "$here/examples/bench/compare.sh"

fresh() { rm -f "$work/out.json"; }
payloads() { cat "$work/$1"/payloads/*.json >"$work/$1.all"; }

make F20 20 full; make F60 60 full; make F120 120 full; make I100 100 incremental
payloads F60
tf=$here/tracefold

echo '| what | Tracefold | beside | ratio | bar |'
echo '|---|---|---|---|---|'
compare 'F60 reduced, whole process; beside `jq empty` of its payloads' '≤ 0.75' -- "$tf" reduce "$work/F60" -o "$work/out.json" -- jq empty "$work/F60.all"
small=$("$java" -cp "$jar" dev.tracefold.examples.bench.ReduceVersusRead "$work/F60" 15 "$runs")
echo "| F60 reduced in process, warm; beside reading its files | $small | | | ≤ 4 |"
compare 'F120 beside F60' "≤ 1.1 × $(du -sb "$work/F120" "$work/F60" | awk '{ v[NR] = $1 } END { printf "%.2f", v[1] / v[2] }')" -- "$tf" reduce "$work/F120" -o "$work/out.json" -- "$tf" reduce "$work/F60" -o "$work/out.json"
if [ -d "$work/I100" ]; then
  "$tf" reduce "$work/I100" -o "$work/I100.state" 2>/dev/null
  cat "$work/I100.state" "$work/I100"/payloads/*.json >"$work/I100.all"
  before=fresh compare 'I100 reduced, whole process; beside `jq empty` of its state and payloads' '≤ 0.9' -- "$tf" reduce "$work/I100" -o "$work/out.json" -- jq empty "$work/I100.all"
  compare 'the same, in place of an older state' '' -- "$tf" reduce "$work/I100" -o "$work/out.json" -- jq empty "$work/I100.all"
fi
compare 'smallest bundle, whole process; beside `java -version`' '≤ 10' -- "$tf" reduce "$here/examples/bundles/small" -o "$work/out.json" -- "$java" -version
compare 'F60 under -Xmx256m beside F60' '≤ 1.5' -- env TRACEFOLD_JAVA_OPTS=-Xmx256m "$tf" reduce "$work/F60" -o "$work/out.json" -- "$tf" reduce "$work/F60" -o "$work/out.json"
