/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What a session came to up to a moment, counted. */

const NO_WORK = {turns: 0, inferences: 0, failedInferences: 0, tools: 0, input: 0, cached: 0, output: 0, reasoning: 0};

export function facts(model, seq) {
  const there = type => model.of(type).filter(node => model.isThere(node, seq));
  const work = new Map();
  const of = thread => {
    if (!work.has(thread)) {
      work.set(thread, {...NO_WORK});
    }
    return work.get(thread);
  };
  there('turn').forEach(turn => of(turn.thread).turns++);
  const inferences = there('inference');
  for (const call of inferences) {
    const own = of(call.thread);
    own.inferences++;
    own.failedInferences += model.failedAt(call, seq) ? 1 : 0;
    if (call.usage && call.end <= seq) {
      own.input += call.usage[0];
      own.cached += call.usage[1];
      own.output += call.usage[3];
      own.reasoning += call.usage[4];
    }
  }
  const tools = there('tool');
  tools.forEach(tool => of(tool.thread).tools++);
  const agents = there('thread').map(thread => ({thread, work: of(thread.n)}));
  return {
    agents,
    total: sum([...work.values()]),
    tools: byName(model, tools, seq),
    failures: failures(model, there, seq),
    slowest: slowest(model, [...inferences, ...tools, ...there('cell')], seq),
    largest: inferences.filter(call => call.usage && call.end <= seq).sort((a, b) => b.usage[0] - a.usage[0]),
    compactions: there('compaction'),
    unfinished: [...there('turn'), ...inferences, ...tools, ...there('cell'), ...there('compaction-request')]
        .filter(node => model.statusAt(node, seq) === 'running'),
    items: there('item').length,
    events: model.eventAt(seq) + 1,
  };
}

function sum(all) {
  const total = {...NO_WORK};
  all.forEach(work => Object.keys(total).forEach(name => total[name] += work[name]));
  return total;
}

/** What an operation or an agent failed of is told by its tool or its turn, once. */
function failures(model, there, seq) {
  return ['turn', 'inference', 'tool', 'cell', 'compaction-request'].flatMap(there)
      .filter(node => model.failedAt(node, seq))
      .sort((a, b) => a.seq - b.seq);
}

function slowest(model, nodes, seq) {
  return nodes.filter(node => model.durationAt(node, seq) > 0)
      .sort((a, b) => model.durationAt(b, seq) - model.durationAt(a, seq) || a.seq - b.seq);
}

function byName(model, tools, seq) {
  const all = new Map();
  for (const tool of tools) {
    const name = tool.server ? tool.server + '.' + tool.tool : tool.tool;
    const own = all.get(name) || {name, calls: 0, failed: 0, ms: 0, slowest: null};
    const ran = model.durationAt(tool, seq);
    own.calls++;
    own.failed += model.failedAt(tool, seq) ? 1 : 0;
    own.ms += ran || 0;
    if (ran != null && (!own.slowest || ran > model.durationAt(own.slowest, seq))) {
      own.slowest = tool;
    }
    all.set(name, own);
  }
  return [...all.values()].sort((a, b) => b.calls - a.calls || (a.name < b.name ? -1 : 1));
}
