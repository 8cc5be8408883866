#!/bin/sh
# Copyright The Tracefold Authors
# SPDX-License-Identifier: Apache-2.0
#
# Measures the rollout store against the tools that people would use instead. Not part of the build.
#
#   rollout-store/bench/run.sh [data directory]
#
# Needs zstd and ripgrep on the path, 12 GB of disk, and a machine that does nothing else. Every Java number is that of
# a whole process under the heap that it names. Data is made once and kept, so a second run measures warm files; compare
# only numbers of one run.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
data=${1:-$root/rollout-store/target/bench}
mkdir -p "$data"
classpath=$data/classpath
if [ ! -s "$classpath" ]; then
    (cd "$root" && mvn -q -pl rollout-store -am test-compile dependency:build-classpath \
        -Dmdep.outputFile="$classpath" -Dmdep.includeScope=test)
fi
cp="$root/rollout-store/target/classes:$root/rollout-store/target/test-classes:$(cat "$classpath")"

bench() {
    heap=$1
    shift
    java "-Xmx$heap" -cp "$cp" dev.tracefold.rollout.bench.StoreBenchmark "$@"
}
timed() {
    label=$1
    shift
    start=$(date +%s.%N)
    "$@"
    end=$(date +%s.%N)
    printf '%-46s %6.2f s\n' "$label" "$(echo "$end - $start" | bc)"
}

one=$data/one
if [ ! -d "$one" ]; then
    bench 1g make-repeated "$one" $((2 * 1024 * 1024 * 1024))
fi
file=$(find "$one/sessions" -name '*.jsonl')
echo "== one rollout of $(stat -c %s "$file") bytes, repeated history, -Xmx256m"
timed 'profile' bench 256m profile "$one"
timed 'search, word near the end' bench 256m search "$one" glockenspiel
timed 'zstd -3' zstd -q -f -3 "$file" -o "$data/plain3.zst"
timed 'zstd -3 --long=27 -T1' zstd -q -f -3 --long=27 -T1 "$file" -o "$data/long27.zst"
timed 'compress, verified' bench 256m compress "$one"
stat -c '%s %n' "$data/plain3.zst" "$data/long27.zst" "$file.zst"
timed 'search compressed, word near the end' bench 256m search "$one" glockenspiel
timed 'profile compressed' bench 256m profile "$one"
timed 'restore' bench 256m restore "$one"
rm -f "$data/plain3.zst" "$data/long27.zst"

many=$data/many
if [ ! -d "$many" ]; then
    bench 1g make-many "$many" 10000
fi
rm -rf "$many/.tracefold"
echo "== 10,000 rollouts"
timed 'backfill' bench 512m backfill "$many"
timed 'first page through the index, with repair' bench 256m list "$many" REPAIR
timed 'first page from the index alone' bench 256m list "$many" INDEX
timed 'first page from the files alone' bench 256m list "$many" FILES

corpus=$data/corpus
if [ ! -d "$corpus" ]; then
    bench 1g make-corpus "$corpus" $((1024 * 1024 * 1024))
fi
echo "== content search of 1 GiB"
timed 'rg -i -l xylophone (warms the cache)' sh -c "rg -i -l xylophone '$corpus/sessions' | wc -l"
timed 'rg -i -l xylophone' sh -c "rg -i -l xylophone '$corpus/sessions' | wc -l"
timed 'search' bench 256m search "$corpus" xylophone
zipped=$data/zipped
if [ ! -d "$zipped" ]; then
    cp -r "$corpus" "$zipped"
    bench 512m compress "$zipped"
fi
timed 'rg -z -i -l xylophone (warms the cache)' sh -c "rg -z -i -l xylophone '$zipped/sessions' | wc -l"
timed 'rg -z -i -l xylophone' sh -c "rg -z -i -l xylophone '$zipped/sessions' | wc -l"
timed 'search compressed' bench 256m search "$zipped" xylophone
