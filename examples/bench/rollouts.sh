#!/usr/bin/env bash
# How fast rollouts are taken care of, beside the tools that people would use instead. Medians of RUNS (5) runs, each beside its
# yardstick in turn, and whole processes all.
#   examples/bench/rollouts.sh [DIRECTORY]   where the rollouts are made, and kept for the next time (default: a folder in /tmp)
# Needs zstd, ripgrep and jq, 10 GB of disk, and a machine that does nothing else.
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
work=${1:-${TMPDIR:-/tmp}/tracefold-bench}
runs=${RUNS:-5}
tf=$here/tracefold
mkdir -p "$work"
for tool in zstd rg jq; do command -v $tool >/dev/null || { echo "rollouts.sh: needs $tool" >&2; exit 2; }; done
"$tf" --version >/dev/null
(cd "$here" && mvn -q -B -Pbench -DskipTests -pl examples -am package)

make() { # WHAT SIZE
  [ -d "$work/$1" ] ||
    "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "$here/examples/target/benchmarks.jar" dev.tracefold.examples.bench.MakeRollouts "$1" "$work/$1" "$2"
}

. "$here/examples/bench/compare.sh"

the_rollout() { find "$work/$1/sessions" -name 'rollout-*' ! -name '*.retired.*' | sed 's/\.zst$//'; }

make repeated $((2 << 30)); make corpus $((1 << 30)); make many 10000

echo '| what | Tracefold | beside | ratio | aim |'
echo '|---|---|---|---|---|'
home=(--home "$work/repeated")
restored() { [ ! -e "$one.zst" ] || under 256m rollouts restore latest "${home[@]}"; find "$work/repeated" -name '*.retired.*' -delete; }
compressed() { under 256m rollouts compress latest --live "${home[@]}"; find "$work/repeated" -name '*.retired.*' -delete; }
one=$(the_rollout repeated)
restored >/dev/null
plain=$work/repeated.jsonl # the same file, for who needs it while it is compressed
ln -f "$one" "$plain"
before=restored compare '2 GiB of repeated history compressed and verified; beside `zstd -3 --long=27 -T1`' '≤ 2.5' -- \
  compressed -- zstd -q -f -3 --long=27 -T1 "$plain" -o "$work/long.zst"
zstd -q -f -3 "$plain" -o "$work/plain.zst"
compressed >/dev/null
awk -v a="$(stat -c %s "$one.zst")" -v b="$(stat -c %s "$work/plain.zst")" \
  'BEGIN { printf "| its size; beside `zstd -3` | %.1f MB | %.1f MB | 1 : %.0f | ≥ 8 |\n", a / 1e6, b / 1e6, b / a }'
before=compressed compare 'restored; beside `zstd -d`' '' -- restored -- zstd -q -d -f --long=27 "$work/long.zst" -o "$work/plain"
rm -f "$work/plain.zst" "$work/long.zst" "$work/plain" "$plain"
restored >/dev/null
compare 'profiled, under -Xmx256m; beside `jq empty`' '' -- under 256m rollouts profile latest "${home[@]}" -- jq empty "$one"
compare 'its end searched, under -Xmx256m; beside `rg`' '' -- under 256m rollouts search glockenspiel "${home[@]}" -- rg -i -l glockenspiel "$work/repeated/sessions"
compare 'the same file reduced, under -Xmx1g; beside `jq empty`' '' -- under 1g reduce "$one" -o "$work/out.json" -- jq empty "$one"
rm -f "$work/out.json"

home=(--home "$work/many")
without_index() { rm -rf "$work/many/.tracefold"; }
before=without_index compare '10,000 rollouts entered into the index; beside `wc -l` of them' '≤ 10 s' -- \
  "$tf" rollouts index backfill "${home[@]}" -- sh -c "find '$work/many/sessions' -type f -exec cat {} + | wc -l"
compare 'first page of 10,000; beside `java -version`' '< 0.5 s' -- "$tf" rollouts list "${home[@]}" -- "${JAVA_HOME:+$JAVA_HOME/bin/}java" -version

compare '1 GiB of plain files searched for what is not there; beside `rg -i -l`' '≤ 4' -- \
  "$tf" rollouts search glockenspiel --home "$work/corpus" -- rg -i -l glockenspiel "$work/corpus/sessions"
if [ ! -d "$work/zipped" ]; then
  cp -rp "$work/corpus" "$work/zipped"
  "$tf" rollouts compress --live --older-than 1m --home "$work/zipped" >/dev/null
  find "$work/zipped" -name '*.retired.*' -delete
fi
compare 'the same compressed; beside `rg -z -i -l`' '≤ 2' -- \
  "$tf" rollouts search glockenspiel --home "$work/zipped" -- rg -z -i -l glockenspiel "$work/zipped/sessions"
