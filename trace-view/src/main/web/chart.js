/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
import {h} from './dom.js';
import {count, short} from './format.js';
import {colours} from './paint.js';

/** The tokens of each request of an agent, as a chart; compactions stand between them. */

const HEIGHT = 132;
const TOP = 14;
const LEFT = 40;

export class Chart {
  constructor(app) {
    this.app = app;
    this.canvas = h('canvas', {'class': 'chart', 'role': 'img', 'data-testid': 'chart'});
    this.words = h('p', {'class': 'dim chart-words', 'role': 'status'});
    this.element = h('figure', {'class': 'chart-box'},
        h('figcaption', null, 'Tokens per request',
            h('span', {'class': 'legend'}, ['cached', 'input', 'output'].map(name => [h('span', {'class': 'swatch token-' + name}), name]))),
        this.canvas, this.words);
    app.store.on(['seq', 'selected', 'theme'], () => this.draw());
    new ResizeObserver(() => this.draw()).observe(this.canvas);
    this.canvas.addEventListener('pointermove', event => this.point(event.offsetX));
    this.canvas.addEventListener('pointerleave', () => this.point(null));
    this.canvas.addEventListener('click', event => {
      const call = this.at(event.offsetX);
      if (call) {
        this.app.select(call);
        this.app.conversation.reveal(call);
      }
    });
  }

  /** Takes the requests of an agent and its compactions. */
  show(calls, compactions) {
    this.calls = calls;
    this.marks = compactions.map(compaction => calls.filter(call => call.seq < compaction.seq).length);
    this.most = Math.max(1, ...calls.map(call => call.usage ? call.usage[0] + call.usage[3] : 0));
    this.element.hidden = !calls.some(call => call.usage);
    this.usual = 'at most ' + count(this.most) + ' in ' + count(calls.length, 'request')
        + (compactions.length ? ', ' + count(compactions.length, 'compaction') : '');
    this.words.textContent = this.usual;
    this.canvas.setAttribute('aria-label', 'Tokens of ' + count(calls.length, 'request') + ', at most ' + count(this.most)
        + '; ' + count(compactions.length, 'compaction'));
    this.draw();
  }

  draw() {
    const width = this.canvas.clientWidth;
    if (!width || !this.calls) {
      return;
    }
    const ratio = window.devicePixelRatio || 1;
    this.canvas.width = Math.round(width * ratio);
    this.canvas.height = Math.round(HEIGHT * ratio);
    const ctx = this.canvas.getContext('2d');
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    const colour = colours();
    const {store} = this.app;
    const room = HEIGHT - TOP - 4;
    ctx.clearRect(0, 0, width, HEIGHT);
    ctx.font = colour.font;
    ctx.textBaseline = 'middle';
    for (const part of [1, 0.5]) {
      const y = TOP + room * (1 - part);
      ctx.fillStyle = colour.line;
      ctx.fillRect(LEFT, y, width, 1);
      ctx.fillStyle = colour.dim;
      ctx.fillText(short(Math.round(this.most * part)), 2, y);
    }
    const step = this.step = (width - LEFT) / Math.max(1, this.calls.length);
    const bar = Math.min(28, Math.max(1, step - (step > 4 ? 1.5 : 0)));
    this.calls.forEach((call, i) => {
      if (!call.usage) {
        return;
      }
      const [input, cached, , output] = call.usage;
      const x = LEFT + i * step + (step - bar) / 2;
      ctx.globalAlpha = call.end > store.seq ? 0.15 : 1;
      let y = TOP + room;
      for (const [tokens, fill] of [[cached, colour.turn], [input - cached, colour.inference], [output, colour.operation]]) {
        const height = Math.max(0, tokens) / this.most * room;
        ctx.fillStyle = fill;
        ctx.fillRect(x, y - height, bar, height);
        y -= height;
      }
      if (call.n === store.selected || call === this.pointed) {
        ctx.globalAlpha = 1;
        ctx.strokeStyle = colour.accent;
        ctx.lineWidth = 2;
        ctx.strokeRect(x - 1, y - 1, bar + 2, TOP + room - y + 2);
      }
    });
    ctx.globalAlpha = 1;
    ctx.strokeStyle = colour.compaction;
    ctx.fillStyle = colour.compaction;
    ctx.lineWidth = 1.5;
    for (const mark of this.marks) {
      const x = Math.min(LEFT + mark * step, width - 6);
      ctx.setLineDash([4, 3]);
      ctx.beginPath();
      ctx.moveTo(x, TOP - 4);
      ctx.lineTo(x, TOP + room);
      ctx.stroke();
      ctx.setLineDash([]);
      ctx.beginPath();
      ctx.moveTo(x, 0);
      ctx.lineTo(x + 5, 5);
      ctx.lineTo(x, 10);
      ctx.lineTo(x - 5, 5);
      ctx.fill();
    }
  }

  at(x) {
    return this.step ? this.calls[Math.floor((x - LEFT) / this.step)] || null : null;
  }

  point(x) {
    const call = x == null ? null : this.at(x);
    if (call !== this.pointed) {
      this.pointed = call;
      const usage = call && call.usage;
      this.words.textContent = call ? 'request ' + (this.calls.indexOf(call) + 1) + (usage
          ? ': ' + count(usage[0]) + ' in, ' + count(usage[1]) + ' cached, ' + count(usage[3]) + ' out' : ': no tokens told') : this.usual;
      this.draw();
    }
  }
}
