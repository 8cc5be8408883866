#!/usr/bin/env bash
# How small and how fast packed bundles are. Medians of RUNS (5) runs, each beside its yardstick in turn.
#   examples/bench/pack.sh [DIRECTORY]     where F60 is made, and kept for the next time (default: a folder in /tmp)
# F60 comes from a generator of bundles, TRACEGEN, else ../shared/tools/tracegen.py; without one our own example writes a session like it.
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
work=${1:-${TMPDIR:-/tmp}/tracefold-bench}
runs=${RUNS:-5}
tracegen=${TRACEGEN:-$here/../shared/tools/tracegen.py}
tf=$here/tracefold
mkdir -p "$work"
"$tf" --version >/dev/null

if [ ! -d "$work/F60" ]; then
  if [ -r "$tracegen" ]; then
    python3 "$tracegen" "$work/F60" --seed 7 --turns 60 --inferences 8 --text 600 --mode full --flat >/dev/null
  else
    (cd "$here" && mvn -q -B -Pbench -DskipTests -pl examples -am package)
    "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "$here/examples/target/benchmarks.jar" dev.tracefold.examples.WriteALongSession "$work/F60" 240 600
  fi
fi

. "$here/examples/bench/compare.sh"

pack() { rm -f "$work/F60.tfb"; "$tf" pack --keep "$work/F60"; }

read_all() { cat "$work"/F60/payloads/*.json; }

# A payload in the middle of the log.
id=$("$tf" events "$work/F60" --json | grep -o 'raw_payload:[0-9]*' | awk '{ v[NR] = $0 } END { print v[int(NR / 2)] }')
pack >/dev/null
echo '| what | packed | beside | ratio | bar |'
echo '|---|---|---|---|---|'
compare 'F60 packed and verified; beside reading its payloads' '< 3 s' -- pack -- read_all
printf '| its size; beside the plain one | %s kB | %s kB | %s | < 1.5 MB |\n' $(($(stat -c %s "$work/F60.tfb") / 1000)) \
  $(($(du -sb "$work/F60" | cut -f1) / 1000)) "1 : $(($(du -sb "$work/F60" | cut -f1) / $(stat -c %s "$work/F60.tfb")))"
compare 'F60 reduced from the packed form; beside the plain one' '≤ 1.5' -- "$tf" reduce "$work/F60.tfb" -o "$work/out.json" -- "$tf" reduce "$work/F60" -o "$work/out.json"
compare "one payload in the middle shown; beside the plain one" '< 0.5 s' -- "$tf" show "$work/F60.tfb" "$id" --raw -- "$tf" show "$work/F60" "$id" --raw
compare 'F60 reduced from the packed form under -Xmx256m; beside without' '≤ 1.5' -- env TRACEFOLD_JAVA_OPTS=-Xmx256m "$tf" reduce "$work/F60.tfb" -o "$work/out.json" -- "$tf" reduce "$work/F60.tfb" -o "$work/out.json"
unpack() { rm -rf "$work/F60.out"; "$tf" unpack "$work/F60.tfb" -o "$work/F60.out"; }
copy() { rm -rf "$work/F60.out"; cp -a "$work/F60" "$work/F60.out"; sync "$work/F60.out"; }
compare 'F60 unpacked; beside cp' '' -- unpack -- copy
rm -rf "$work/F60.out"
