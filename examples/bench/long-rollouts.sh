#!/usr/bin/env bash
# How fast a GiB of a rollout is translated and reduced under -Xmx1g, beside `jq empty` of it. Medians of RUNS (5) runs, each beside
# its yardstick in turn, and whole processes all.
#   examples/bench/long-rollouts.sh [DIRECTORY]   where the rollouts are made, one after the other (default: a folder in /tmp)
# Some are made up, each of one kind of work. Those in the directory SESSIONS, else in ../shared/rollouts, are real ones, of
# which each is repeated; where a publisher took texts out, once with others of their length and once as it is. At last each
# is laid end to end, so that its ids come again too, as those of models do that count their calls anew in every turn.
# Needs jq, 3 GB of disk, and a machine that does nothing else.
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
work=${1:-${TMPDIR:-/tmp}/tracefold-bench}
runs=${RUNS:-5}
sessions=${SESSIONS:-$here/../shared/rollouts}
gigabyte=$((1 << 30))
smallest=100000 # a shorter session is none
tf=$here/tracefold
one=$work/one.jsonl
mkdir -p "$work"
command -v jq >/dev/null || { echo "long-rollouts.sh: needs jq" >&2; exit 2; }
"$tf" --version >/dev/null
export TRACEFOLD_NO_BUILD=1 # what is measured is what was there when it began
(cd "$here" && mvn -q -B -Pbench -DskipTests -pl examples -am package)

. "$here/examples/bench/compare.sh"

benchmark() { # CLASS ARGUMENTS…
  "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "$here/examples/target/benchmarks.jar" "dev.tracefold.examples.bench.$@"
}

measure() { # LABEL
  compare "$1, $(($(stat -c %s "$one") / $(wc -l <"$one"))) bytes a line" '100 MB/s: ≤ 10.7 s' -- under 1g summary "$one" -- jq empty "$one"
}

state() { # LABEL WHERE
  compare "the same, the state to $1" '' -- under 1g reduce "$one" -o "$2" -- jq empty "$one"
}

echo '| 1 GiB of | Tracefold | `jq empty` | ratio | aim |'
echo '|---|---|---|---|---|'
made_up() { # KIND LABEL
  benchmark MakeSession "$1" "$one" $gigabyte
  measure "$2"
}

made_up COMMANDS 'commands and their outputs'
state /dev/null /dev/null
state 'a file' "$work/out.json"
rm -f "$work/out.json"
made_up ONE_TURN 'one turn of commands'
made_up REASONING 'thoughts and answers'
made_up ARGUMENTS 'calls with long arguments'
made_up PATCHES 'patches'
made_up MCP 'calls of MCP tools'
made_up PICTURES 'pictures'
made_up COMPACTIONS 'compactions'
made_up ESCAPED 'commands whose outputs are all escaped'
for real in "$sessions"/rollout-*.jsonl; do
  [ -f "$real" ] && [ "$(stat -Lc %s "$real")" -ge $smallest ] || continue
  day=${real##*/rollout-}
  day=${day:0:16}
  benchmark RepeatRollout "$real" "$one" $gigabyte
  measure "the session of $day"
  state /dev/null /dev/null
  if grep -q '\[REDACTED_' "$real"; then
    benchmark RepeatRollout "$real" "$one" $gigabyte redacted
    measure "the session of $day, its texts left out"
  fi
  rm -f "$one"
  for ((bytes = 0; bytes < gigabyte; bytes += $(stat -Lc %s "$real"))); do
    cat "$real" >>"$one"
  done
  measure "the session of $day, end to end"
done
rm -f "$one"
