/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
import {Chart} from './chart.js';
import {h} from './dom.js';
import {label} from './names.js';
import {boundary, request, turnHead} from './talk.js';
import {requests} from './requests.js';

/** The conversation as the model saw it: what each request brought to it, and what came back. */

// So many blocks are made at once; the others when there is time, or when they are scrolled to.
const CHUNK = 40;
const TABS = 6;

export class Conversation {
  constructor(app) {
    this.app = app;
    this.picker = h('div', {'class': 'picker', 'role': 'group', 'aria-label': 'Agent'});
    this.chart = new Chart(app);
    this.list = h('div', {'class': 'talk', 'data-testid': 'conversation'});
    this.rest = h('div', {'class': 'rest', 'aria-hidden': 'true'});
    this.empty = h('p', {'class': 'dim'}, 'Nothing was said.');
    this.element = h('div', null, this.picker, this.chart.element, this.list, this.empty, this.rest);
    new IntersectionObserver(seen => seen.some(entry => entry.isIntersecting) && this.build(this.built + CHUNK), {rootMargin: '800px'})
        .observe(this.rest);
    app.store.on(['seq'], () => this.drawMoment());
    app.store.on(['selected'], () => this.drawChosen());
    this.show();
  }

  /** Takes the session, or the same when it has grown. */
  show() {
    const {model} = this.app;
    const had = this.thread;
    this.open((had && model.find('thread', had.id)) || model.of('thread')[0] || null);
  }

  drawPicker() {
    const threads = this.app.model.of('thread');
    if (threads.length <= 1) {
      this.picker.replaceChildren();
    } else if (threads.length <= TABS) {
      this.picker.replaceChildren(...threads.map(thread => h('button', {
        'type': 'button', 'class': 'chip', 'aria-pressed': String(thread === this.thread), 'data-testid': 'talk-of', 'data-id': thread.id,
        'onclick': () => this.open(thread)}, label(this.app.model, thread))));
    } else {
      const select = h('select', {'aria-label': 'Agent', 'data-testid': 'talk-of', 'onchange': () => this.open(this.app.model.node(Number(select.value)))},
          threads.map(thread => h('option', {'value': thread.n, 'selected': thread === this.thread}, label(this.app.model, thread))));
      this.picker.replaceChildren(select);
    }
  }

  /** Shows the conversation of an agent. What is shown already, and is still the same, stays where it is. */
  open(thread) {
    const {model} = this.app;
    const before = this.thread && thread && this.thread.id === thread.id ? this.entries.slice(0, this.built) : [];
    this.thread = thread;
    this.entries = thread ? entries(model, thread) : [];
    this.places = new Map();
    this.entries.forEach((entry, i) => entry.nodes.forEach(n => this.places.has(n) || this.places.set(n, i)));
    let same = 0;
    while (same < before.length && same < this.entries.length && before[same].signature === this.entries[same].signature) {
      same++;
    }
    this.built = same;
    this.blocks = (this.blocks || []).slice(0, same);
    while (this.list.childElementCount > same) {
      this.list.lastElementChild.remove();
    }
    const calls = this.entries.filter(entry => entry.kind === 'request').map(entry => entry.call);
    const compactions = this.entries.filter(entry => entry.kind === 'compaction').map(entry => entry.compaction);
    this.chart.show(calls, compactions);
    this.drawPicker();
    this.build(Math.max(CHUNK, before.length + 1));
    this.empty.hidden = this.entries.length > 0;
    this.buildOn();
  }

  build(upTo) {
    const most = Math.min(upTo, this.entries.length);
    const made = document.createDocumentFragment();
    for (; this.built < most; this.built++) {
      const block = this.block(this.entries[this.built]);
      this.blocks.push(block);
      made.append(block);
    }
    this.list.append(made);
    this.drawMoment();
    this.drawChosen();
    this.rest.hidden = this.built === this.entries.length;
  }

  /** Goes on with it while nothing else is to be done, so that scrolling meets what is there already. */
  buildOn() {
    const entries = this.entries;
    const later = window.requestIdleCallback || (act => setTimeout(act, 30));
    const go = () => {
      if (this.entries === entries && this.built < entries.length) {
        this.build(this.built + CHUNK);
        later(go);
      }
    };
    later(go);
  }

  block(entry) {
    switch (entry.kind) {
      case 'turn':
        return turnHead(this.app, entry);
      case 'compaction':
        return boundary(this.app, entry);
      default:
        return request(this.app, entry);
    }
  }

  /** Hides what had not been said by the moment that is looked at. */
  drawMoment() {
    const {seq} = this.app.store;
    for (let i = 0; i < this.built; i++) {
      const entry = this.entries[i];
      const block = this.blocks[i];
      const hidden = entry.seq > seq;
      if (block.hidden !== hidden) {
        block.hidden = hidden;
      }
      if (entry.kind === 'request') {
        block.classList.toggle('waiting', entry.call.end > seq);
      }
    }
  }

  /** Marks what is chosen, where it is said. */
  drawChosen() {
    const node = this.app.model.node(this.app.store.selected);
    const chosen = node && (node.type === 'item' ? this.itemOf(node) : this.blocks[this.places.get(node.n)]);
    if (chosen !== this.chosen) {
      this.chosen?.classList.remove('chosen');
      chosen?.classList.add('chosen');
      this.chosen = chosen;
    }
  }

  /** The element of an item; ids may hold anything, so they are compared and not written into a selector. */
  itemOf(node) {
    const block = this.blocks[this.places.get(node.n)];
    return block ? [...block.querySelectorAll('[data-testid="item"]')].find(item => item.dataset.id === node.id) : null;
  }

  has(node) {
    return ['inference', 'item', 'compaction', 'turn'].includes(node.type) && node.thread !== undefined;
  }

  /** Scrolls to where an object is. */
  reveal(node) {
    if (this.thread.n !== node.thread) {
      this.open(this.app.model.node(node.thread));
    }
    const place = this.places.get(node.n);
    if (place === undefined) {
      return;
    }
    this.build(place + CHUNK);
    const block = this.blocks[place];
    const own = node.type === 'item' ? this.itemOf(node) || block : block;
    const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    own.scrollIntoView({block: 'center', behavior: 'auto'});
    own.classList.add(still ? 'found-still' : 'found');
    setTimeout(() => own.classList.remove('found', 'found-still'), 2000);
  }
}

/** What the conversation of an agent consists of, in its order. */
function entries(model, thread) {
  const all = [];
  const shown = new Set();
  const fresh = numbers => numbers.filter(n => !shown.has(n) && shown.add(n));
  const compactions = model.of('compaction').filter(compaction => compaction.thread === thread.n).sort((a, b) => a.seq - b.seq);
  let turn;
  let number = thread.inferences_before || 0;
  for (const {call, size, added, dropped} of requests(model, thread.n).calls) {
    while (compactions.length && compactions[0].seq <= call.seq) {
      all.push(boundaryEntry(compactions.shift(), all));
    }
    if (call.turn !== turn) {
      turn = call.turn;
      const node = model.node(turn);
      if (node) {
        all.push({kind: 'turn', seq: node.seq, turn: node, nodes: [node.n]});
      }
    }
    const told = fresh(added);
    const answered = fresh(call.response || []);
    all.push({
      kind: 'request', seq: call.seq, call, number: ++number, size, added, dropped, told, answered,
      nodes: [call.n, ...told, ...answered],
    });
  }
  compactions.forEach(compaction => all.push(boundaryEntry(compaction, all)));
  for (let i = 0; i < all.length; i++) {
    if (all[i].kind === 'compaction') {
      const next = all.slice(i).find(entry => entry.kind === 'request');
      all[i].after = next && next.call.usage ? next.call.usage[0] : null;
    }
  }
  all.forEach(entry => entry.signature = signature(model, entry));
  return all;
}

/** All that a block shows of what may change while a session grows. */
function signature(model, {kind, nodes, call, after}) {
  const tools = call ? (call.tools || []).map(n => model.node(n).status) : [];
  return [kind, after, call && call.status, call && call.end, ...tools, ...nodes.map(n => model.node(n) && model.node(n).id)].join(' ');
}

function boundaryEntry(compaction, before) {
  const last = [...before].reverse().find(entry => entry.kind === 'request');
  return {
    kind: 'compaction', seq: compaction.seq, compaction, nodes: [compaction.n, compaction.marker],
    before: last && last.call.usage ? last.call.usage[0] : null,
  };
}
