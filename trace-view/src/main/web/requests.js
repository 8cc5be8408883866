/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What each request of an agent told the model, compared with the one before. */

const known = new WeakMap();

/**
 * The requests of an agent in their order: {call, size, added, dropped}; and which of them carried an item first and
 * last. It costs what the differences are, not what the requests repeat.
 */
export function requests(model, thread) {
  let all = known.get(model);
  if (!all) {
    known.set(model, all = new Map());
  }
  let own = all.get(thread);
  if (!own) {
    all.set(thread, own = compare(model, model.of('inference').filter(call => call.thread === thread)));
  }
  return own;
}

/** The first and the last request that carried an item; null twice if none did. */
export function carriers(model, item) {
  const {first, last} = requests(model, item.thread);
  return [first.get(item.n) || null, last.get(item.n) || null];
}

function compare(model, calls) {
  const first = new Map();
  const last = new Map();
  const compared = [];
  let before = null;
  for (const call of calls) {
    const items = model.list(call.request);
    const earlier = before ? model.list(before.request) : [];
    let same = before && model.lists[call.request][0] === before.request ? model.lists[call.request][1] : 0;
    while (same < items.length && items[same] === earlier[same]) {
      same++;
    }
    const now = new Set(items.slice(same));
    const then = new Set(earlier.slice(same));
    const added = [...now].filter(n => n != null && !then.has(n));
    const dropped = [...then].filter(n => n != null && !now.has(n));
    added.filter(n => !first.has(n)).forEach(n => first.set(n, call));
    dropped.forEach(n => last.set(n, before));
    compared.push({call, size: model.size(call.request), added, dropped});
    before = call;
  }
  if (before) {
    model.list(before.request).forEach(n => last.set(n, before));
  }
  return {calls: compared, first, last};
}
