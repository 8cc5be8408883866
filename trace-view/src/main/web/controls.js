/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
import {h} from './dom.js';
import {count} from './format.js';
import {SHOWN_KINDS} from './filters.js';
import {KIND_NAMES, label} from './names.js';
import {objectButton, swatch} from './objects.js';
import {WholeSearch} from './whole.js';

/** What stands over the timeline: the search, the filters, the scale; and below it the objects that were found. */

const LISTED = 50;
const SEARCHED = ['thread', 'turn', 'inference', 'tool', 'cell', 'operation', 'compaction', 'compaction-request', 'edge', 'item'];
const STATUSES = ['completed', 'failed', 'running', 'cancelled'];

export class Controls {
  constructor(app) {
    this.app = app;
    this.listed = LISTED;
    this.open = false;
    const {store} = app;
    this.search = h('input', {
      'type': 'search', 'class': 'search', 'placeholder': 'Search  ( / )', 'aria-label': 'Search objects', 'data-testid': 'search',
      'spellcheck': 'false', 'autocomplete': 'off',
      'oninput': () => store.set({query: this.search.value}),
      'onkeydown': event => this.key(event),
    });
    this.status = choice('Status', 'filter-status', [['', 'any status'], ...STATUSES.map(name => [name, name])],
        value => store.set({status: value}));
    this.agent = choice('Agent', 'filter-agent', [], value => {
      store.set({agent: value});
      if (value !== '') {
        app.timeline.reveal(app.model.node(Number(value)));
      }
    });
    this.kinds = h('div', {'class': 'kinds', 'role': 'group', 'aria-label': 'Kinds'});
    this.axis = h('button', {'type': 'button', 'class': 'tool', 'data-testid': 'axis', 'title': 'Measure along time or along events (e)',
      'onclick': () => app.toggleAxis()});
    const button = (name, title, testid, act) =>
      h('button', {'type': 'button', 'class': 'tool', 'title': title, 'aria-label': title, 'data-testid': testid, 'onclick': act}, name);
    this.listButton = h('button', {'type': 'button', 'class': 'tool', 'data-testid': 'toggle-list', 'aria-expanded': 'false',
      'onclick': () => this.toggle()}, 'List');
    this.element = h('div', {'class': 'controls'},
        h('div', {'class': 'controls-row'},
            this.search, this.status, this.agent,
            h('span', {'class': 'zoom'},
                this.axis,
                button('−', 'Zoom out (-)', 'zoom-out', () => app.timeline.zoom(1.6)),
                button('+', 'Zoom in (+)', 'zoom-in', () => app.timeline.zoom(0.6)),
                button('Fit', 'Show all of it (0)', 'zoom-fit', () => app.timeline.fit()),
                this.listButton)),
        this.kinds);
    this.found = h('p', {'class': 'dim found', 'role': 'status', 'data-testid': 'found'});
    this.list = h('ol', {'class': 'plain results', 'data-testid': 'results'});
    this.whole = new WholeSearch(app);
    this.results = h('div', {'class': 'results-box', 'hidden': true}, this.found, this.list, this.whole.element);
    store.on(['query', 'status', 'agent', 'hidden', 'seq'], changed => this.draw(changed));
    store.on(['axis'], () => this.drawAxis());
    this.show();
  }

  /** Takes the session anew. */
  show() {
    const {model, store} = this.app;
    const agents = [['', 'any agent'], ...model.of('thread').map(thread => [String(thread.n), label(model, thread)])];
    this.agent.replaceChildren(...agents.map(([value, name]) => h('option', {'value': value, 'selected': value === store.agent}, name)));
    this.drawAxis();
    this.draw(new Set(['hidden']));
  }

  drawAxis() {
    this.axis.textContent = this.app.store.axis === 'time' ? 'by time' : 'by event';
  }

  draw(changed) {
    const {model, store, filters} = this.app;
    if (changed.has('hidden')) {
      const kinds = SHOWN_KINDS.filter(kind => model.of(kind).length);
      this.kinds.replaceChildren(...kinds.map(kind => h('button', {
        'type': 'button', 'class': 'chip', 'data-testid': 'kind-' + kind,
        'aria-pressed': String(!store.hidden.has(kind)),
        'onclick': () => this.toggleKind(kind),
      }, swatch(kind), count(model.of(kind).length, KIND_NAMES[kind]))));
    }
    if (!changed.has('seq') || changed.size > 1) {
      this.listed = LISTED;
    }
    this.search.value = store.query;
    this.results.hidden = !(this.open || filters.narrows);
    this.listButton.setAttribute('aria-expanded', String(!this.results.hidden));
    if (!this.results.hidden) {
      this.drawResults();
    }
  }

  drawResults() {
    const {model, store, filters} = this.app;
    const test = filters.test();
    const looked = store.query.trim() === '' ? SEARCHED.filter(kind => kind !== 'item') : SEARCHED;
    this.nodes = looked.flatMap(kind => model.of(kind).filter(test)).sort((a, b) => a.seq - b.seq);
    this.found.textContent = this.nodes.length ? count(this.nodes.length, 'object') : 'Nothing is like that.';
    const shown = this.nodes.slice(0, this.listed).map(node => h('li', null, objectButton(this.app, node, {testid: 'result', most: 110})));
    if (this.nodes.length > this.listed) {
      shown.push(h('li', null, h('button', {'type': 'button', 'class': 'link', 'data-testid': 'more-results',
        'onclick': () => {
          this.listed += 200;
          this.drawResults();
        }}, 'more')));
    }
    this.list.replaceChildren(...shown);
    this.whole.offer(store.query.trim());
  }

  toggle() {
    this.open = !this.open;
    this.draw(new Set());
  }

  toggleKind(kind) {
    const hidden = new Set(this.app.store.hidden);
    if (!hidden.delete(kind)) {
      hidden.add(kind);
    }
    this.app.store.set({hidden});
    this.app.store.tell();
    this.kinds.querySelector('[data-testid="kind-' + kind + '"]').focus();
  }

  key(event) {
    if (event.key === 'Enter' && this.nodes && this.nodes.length && !this.results.hidden) {
      this.app.store.tell();
      this.app.select(this.nodes[0]);
      event.preventDefault();
    } else if (event.key === 'Escape') {
      this.app.store.set({query: ''});
      this.search.blur();
      event.stopPropagation();
    } else if (event.key === 'ArrowDown') {
      const first = this.list.querySelector('button');
      if (first) {
        first.focus();
        event.preventDefault();
      }
    }
  }
}

function choice(name, testid, options, chosen) {
  const select = h('select', {'aria-label': name, 'data-testid': testid, 'onchange': () => chosen(select.value)},
      options.map(([value, text]) => h('option', {'value': value}, text)));
  return select;
}
