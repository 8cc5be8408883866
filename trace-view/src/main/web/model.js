/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** A session as the page holds it: its objects by number and by kind, and what was the case at any moment. */

const KINDS = ['thread', 'turn', 'item', 'inference', 'cell', 'tool', 'terminal', 'operation', 'compaction',
  'compaction-request', 'edge', 'payload'];

// Requests are gone through one after the other, and each goes on from one shortly before it.
const LISTS_KEPT = 8;

export class Model {
  constructor(data) {
    if (data.format !== 1) {
      throw new Error('This page does not know the format of its data.');
    }
    this.session = data.session;
    this.texts = data.texts;
    this.lists = data.lists;
    this.leftOut = data.left_out;
    this.failuresBeside = data.failures_beside || {};
    this.isPart = data.left_out.events + data.left_out.later > 0;
    this.expanded = new Map();
    this.readEvents(data.events);
    this.readObjects(data.objects);
    this.link();
  }

  readEvents(events) {
    this.eventNames = events.names;
    this.eventTypes = events.types;
    this.seqs = sums(events.seqs);
    this.times = sums(events.times);
    this.firstSeq = this.seqs.length ? this.seqs[0] : 0;
    this.lastSeq = this.seqs.length ? this.seqs[this.seqs.length - 1] : 0;
  }

  readObjects(objects) {
    /** All objects by number. @type {!Array<!Object>} */
    this.nodes = [];
    this.byKind = {};
    this.byId = new Map();
    for (const type of KINDS) {
      const own = objects[type] || [];
      this.byKind[type] = own;
      for (const node of own) {
        node.type = type;
        node.n = this.nodes.length;
        this.byId.set(type + ':' + node.id, node);
        this.nodes.push(node);
      }
    }
  }

  link() {
    for (const node of this.nodes) {
      [node.seq, node.t0] = node.from || [null, null];
      const end = node.to || [null, null];
      node.end = end[0] == null ? Infinity : end[0];
      node.t1 = end[1];
    }
    this.turnsOf = new Map();
    for (const turn of this.byKind['turn']) {
      if (!this.turnsOf.has(turn.thread)) {
        this.turnsOf.set(turn.thread, []);
      }
      this.turnsOf.get(turn.thread).push(turn);
    }
    for (const terminal of this.byKind['terminal']) {
      // Nothing ever tells when one ends, so it is not said to run on.
      terminal.status = undefined;
      terminal.end = terminal.seq;
    }
    for (const edge of this.byKind['edge']) {
      const source = this.nodes[edge.source];
      const target = this.nodes[edge.target];
      edge.seq = edge.seq == null ? (source ? source.seq : 0) : edge.seq;
      // It is seen once both of its ends are.
      edge.arrival = Math.max(edge.seq, target && target.seq != null ? target.seq : 0);
      edge.end = edge.arrival;
      edge.thread = source ? this.threadOf(source) : undefined;
    }
    for (const payload of this.byKind['payload']) {
      payload.seq = 0;
    }
    for (const operation of this.byKind['operation']) {
      const terminal = this.nodes[operation.terminal];
      if (terminal) {
        // A terminal is known by its id only once its first command is under way.
        const until = operation.t1 == null ? operation.t0 : operation.t1;
        terminal.first = Math.min(terminal.first === undefined ? Infinity : terminal.first, operation.seq);
        terminal.firstTime = Math.min(terminal.firstTime === undefined ? Infinity : terminal.firstTime, operation.t0);
        terminal.last = Math.max(terminal.last || 0, Math.min(operation.end, this.lastSeq));
        terminal.lastTime = Math.max(terminal.lastTime || 0, until);
      }
    }
    const turns = new Map();
    for (const turn of this.byKind['turn']) {
      const before = this.nodes[turn.thread] && this.nodes[turn.thread].turns_before || 0;
      turn.number = (turns.get(turn.thread) || before) + 1;
      turns.set(turn.thread, turn.number);
    }
  }

  of(type) {
    return this.byKind[type];
  }

  node(n) {
    return n == null ? null : this.nodes[n];
  }

  find(type, id) {
    return this.byId.get(type + ':' + id) || null;
  }

  /** The number of the agent that an object belongs to. */
  threadOf(node) {
    return node.type === 'thread' ? node.n : node.thread;
  }

  /** Whether the moment after that event is one of those that the page shows. */
  shows(seq) {
    return seq >= this.firstSeq && seq <= this.lastSeq;
  }

  /** Whether an object is there after the event with that seq. */
  isThere(node, seq) {
    return (node.type === 'edge' ? node.arrival : node.seq || 0) <= seq;
  }

  /** How it stands after that event; undefined for what has no course of its own. */
  statusAt(node, seq) {
    const status = node.status === undefined || node.end <= seq ? node.status : 'running';
    return node.type === 'thread' && status === 'running' && this.waits(node, seq) ? 'idle' : status;
  }

  /** Whether an agent is in no turn any more, though it has not ended. */
  waits(thread, seq) {
    const turns = (this.turnsOf.get(thread.n) || []).filter(turn => this.isThere(turn, seq));
    return turns.length > 0 && turns.every(turn => this.statusAt(turn, seq) !== 'running');
  }

  failedAt(node, seq) {
    const status = this.statusAt(node, seq);
    return status === 'failed' || status === 'aborted';
  }

  /** How long it ran; null if it had not ended after that event. */
  durationAt(node, seq) {
    return node.t1 == null || node.end > seq ? null : node.t1 - node.t0;
  }

  /** The place of the last event up to that seq, -1 if there is none. */
  eventAt(seq) {
    let low = 0;
    let high = this.seqs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.seqs[middle] <= seq) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }

  /** Milliseconds since the start of the session at that seq. */
  timeAt(seq) {
    const event = this.eventAt(seq);
    return event < 0 ? 0 : this.times[event];
  }

  /** A text: {text, total, whole}; null if nothing of it is here. */
  text(number) {
    const entry = number == null ? null : this.texts[number];
    if (entry == null) {
      return null;
    }
    return typeof entry === 'string'
        ? {text: entry, total: entry.length, whole: true}
        : {text: entry[0], total: entry[1], whole: false};
  }

  /** The characters of a text that are here. */
  words(number) {
    const text = this.text(number);
    return text ? text.text : '';
  }

  /** How many items a list has, those among them that the page does not have. */
  size(number) {
    return number == null ? 0 : this.lists[number][2] + this.list(number).length;
  }

  /**
   * The items of a list, by number; not to be changed. Those at its beginning that the page does not have are not there,
   * others are null.
   */
  list(number) {
    if (number == null) {
      return [];
    }
    const chain = [];
    let known = null;
    for (let at = number; at >= 0 && !known; at = this.lists[at][0]) {
      known = this.expanded.get(at);
      if (!known) {
        chain.push(at);
      }
    }
    let items = known || [];
    for (const at of chain.reverse()) {
      const [, same, , ...rest] = this.lists[at];
      items = items.slice(0, same).concat(rest.flatMap(n => n < 0 ? Array(-n).fill(null) : n));
      this.expanded.set(at, items);
      if (this.expanded.size > LISTS_KEPT) {
        this.expanded.delete(this.expanded.keys().next().value);
      }
    }
    return items;
  }
}

function sums(steps) {
  let sum = 0;
  return Float64Array.from(steps, step => sum += step);
}
