/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
import {h} from './dom.js';
import {count, since} from './format.js';

/** The moment that is looked at: all views show the state after that event. */
export class Slider {
  constructor(app) {
    this.app = app;
    const step = (name, title, testid, act) => h('button', {
      'type': 'button', 'class': 'tool', 'title': title, 'aria-label': title, 'data-testid': testid, 'onclick': act}, name);
    this.range = h('input', {
      'type': 'range', 'min': '0', 'class': 'moment', 'aria-label': 'Moment: the state after the event with that seq', 'data-testid': 'slider',
      'oninput': () => this.choose(Number(this.range.value))});
    this.words = h('output', {'class': 'moment-words', 'data-testid': 'moment'});
    this.end = step('End', 'The whole session', 'slider-end', () => this.choose(this.app.model.seqs.length - 1));
    this.element = h('div', {'class': 'slider'},
        step('◂', 'One event back (,)', 'slider-back', () => this.step(-1)),
        this.range,
        step('▸', 'One event on (.)', 'slider-on', () => this.step(1)),
        this.end,
        this.words);
    app.store.on(['seq'], () => this.draw());
    this.show();
  }

  show() {
    this.range.max = String(Math.max(0, this.app.model.seqs.length - 1));
    this.draw();
  }

  /** Goes on by some events. */
  step(by) {
    this.choose(this.app.model.eventAt(this.app.store.seq) + by);
  }

  choose(event) {
    const {model, store} = this.app;
    const at = Math.max(0, Math.min(event, model.seqs.length - 1));
    store.set({seq: model.seqs.length ? model.seqs[at] : 0});
  }

  draw() {
    const {model, store} = this.app;
    const event = Math.max(0, model.eventAt(store.seq));
    const atEnd = store.seq >= model.lastSeq;
    this.range.value = String(event);
    const name = model.eventNames[model.eventTypes[event]] || '';
    this.range.setAttribute('aria-valuetext', 'seq ' + store.seq + ', ' + name);
    this.end.disabled = atEnd;
    this.element.classList.toggle('past', !atEnd);
    this.words.replaceChildren(
        h('strong', null, 'seq ' + count(store.seq)), ' of ' + count(model.lastSeq) + '  ',
        h('span', {'class': 'dim'}, since(model.times[event]) + '  ' + name.replace(/_/g, ' ')));
  }
}
