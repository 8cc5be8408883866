/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Where things lie on the timeline: a lane for each agent, rows for what it did, and the two ways to measure along. */

export const HEAD = 20;
const BAR = 15;
const GAP = 2;
const LANE_GAP = 8;

// Agents that do more at once than this have the rest on top of each other.
const MOST_ROWS = 10;

const ROWS = [
  {kinds: ['turn'], name: 'turns'},
  {kinds: ['inference', 'compaction-request'], name: 'model'},
  {kinds: ['tool'], name: 'tools'},
  {kinds: ['cell'], name: 'code'},
  {kinds: ['terminal', 'operation'], name: 'terminal'},
];

/** Along the time that passed, or along the events, which shows what time hides. */
export class Axis {
  constructor(model, name) {
    this.model = model;
    this.name = name;
    this.min = name === 'time' ? Math.min(model.leftOut.events ? Infinity : 0, ...model.times.slice(0, 1)) : model.firstSeq;
    let most = name === 'time' ? 0 : model.lastSeq;
    if (name === 'time') {
      model.times.forEach(time => most = Math.max(most, time));
    }
    this.max = Math.max(most, this.min + 1);
  }

  start(node) {
    if (node.type === 'terminal' && node.first !== undefined) {
      return this.name === 'time' ? node.firstTime : node.first;
    }
    return this.name === 'time' ? node.t0 || 0 : node.seq || 0;
  }

  /** Where it ends; what had not ended at that seq goes up to there. */
  end(node, seq) {
    if (node.type === 'terminal') {
      return this.name === 'time' ? node.lastTime || node.t0 : node.last || node.seq;
    }
    if (node.end > seq) {
      return this.at(seq);
    }
    return this.name === 'time' ? (node.t1 == null ? node.t0 : node.t1) : node.end;
  }

  at(seq) {
    return this.name === 'time' ? this.model.timeAt(seq) : seq;
  }
}

/** The lanes from top to bottom; which kinds are there depends on what is hidden. */
export function layOut(model, shows) {
  const byThread = new Map(model.of('thread').map(thread => [thread.n, new Map()]));
  for (const row of ROWS) {
    for (const kind of row.kinds) {
      for (const node of model.of(kind)) {
        const rows = byThread.get(node.thread);
        if (rows && shows(node)) {
          const own = rows.get(row) || [];
          own.push(node);
          rows.set(row, own);
        }
      }
    }
  }
  const lanes = [];
  const places = new Map();
  let y = 0;
  for (const thread of model.of('thread')) {
    const lane = {thread, y, head: HEAD, rows: [], marks: []};
    let top = y + HEAD;
    for (const row of ROWS) {
      const nodes = byThread.get(thread.n).get(row);
      if (nodes) {
        const placed = stack(nodes);
        placed.bars.forEach(bar => {
          bar.y = top + bar.row * (BAR + GAP);
          bar.h = BAR;
          bar.lane = lane;
          places.set(bar.node.n, bar);
        });
        lane.rows.push({name: row.name, y: top, height: placed.rows * (BAR + GAP), bars: placed.bars});
        top += placed.rows * (BAR + GAP) + GAP;
      }
    }
    lane.height = top - y + LANE_GAP;
    lanes.push(lane);
    y += lane.height;
  }
  for (const compaction of model.of('compaction')) {
    const lane = lanes.find(other => other.thread.n === compaction.thread);
    if (lane && shows(compaction)) {
      lane.marks.push(compaction);
    }
  }
  return {lanes, places, height: y};
}

/** Puts bars into the first row that is free; by the log's order, so that it is the same for both axes. */
function stack(nodes) {
  const free = [];
  // An operation lies inside of its terminal's bar.
  const insides = new Map();
  const bars = [];
  const start = node => node.first === undefined ? node.seq : node.first;
  const order = [...nodes].sort((a, b) => start(a) - start(b) || (a.type === 'terminal' ? -1 : b.type === 'terminal' ? 1 : 0));
  for (const node of order) {
    const inside = node.type === 'operation' ? insides.get(node.terminal) : undefined;
    let row = inside;
    if (row === undefined) {
      row = free.findIndex(end => end <= start(node));
      if (row < 0) {
        row = Math.min(free.length, MOST_ROWS - 1);
      }
      const end = node.type === 'terminal' ? node.last || node.seq : node.end;
      free[row] = Math.max(free[row] || 0, end);
    }
    if (node.type === 'terminal') {
      insides.set(node.n, row);
    }
    bars.push({node, row});
  }
  return {bars, rows: free.length};
}
