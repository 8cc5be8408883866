/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
import {curve, isNear, placeOf} from './arrows.js';
import {chain} from './cause.js';
import {h} from './dom.js';
import {Axis, HEAD, layOut} from './lanes.js';
import {Painter, RULER, colours, tip} from './paint.js';

/** The timeline: what is in view, and what pointer and wheel do to it. */

const STILL = 4;
const MOST_HEIGHT = 0.62;

export class Timeline {
  constructor(model, store, filters, choose) {
    this.choose = choose;
    this.store = store;
    this.filters = filters;
    this.pointers = new Map();
    this.canvas = h('canvas', {
      'class': 'timeline-canvas', 'tabindex': '0', 'role': 'img', 'data-testid': 'timeline',
      'aria-label': 'Timeline. Arrow keys move it, plus and minus zoom, n and p go through the objects; the list below has them too.',
    });
    this.spacer = h('div', {'class': 'timeline-spacer'});
    this.scroller = h('div', {'class': 'timeline-scroller'}, this.canvas, this.spacer);
    this.tip = h('div', {'class': 'tip', 'hidden': true, 'role': 'presentation'});
    this.element = h('div', {'class': 'timeline'}, this.scroller, this.tip);
    this.show(model);
    this.listen();
    store.on(['seq', 'selected', 'query', 'status', 'agent'], () => this.draw());
    store.on(['hidden', 'axis'], changed => {
      if (changed.has('axis')) {
        this.axis = new Axis(this.model, store.axis);
        this.fit();
      }
      this.plan = layOut(this.model, node => filters.shows(node));
      this.resize();
    });
    store.on(['theme'], () => {
      this.painter = new Painter(this.canvas, this.model, colours());
      this.draw();
    });
    new ResizeObserver(() => this.resize()).observe(this.scroller);
  }

  /** Takes a session, or the same when it has grown; what is in view stays there. */
  show(model) {
    const whole = !this.axis || (this.from <= this.axis.min && this.to >= this.axis.max);
    this.model = model;
    this.axis = new Axis(model, this.store.axis);
    this.plan = layOut(model, node => this.filters.shows(node));
    this.painter = new Painter(this.canvas, model, colours());
    if (whole) {
      this.fit();
    }
    this.resize();
  }

  fit() {
    const margin = (this.axis.max - this.axis.min) * 0.01;
    this.view(this.axis.min - margin, this.axis.max + margin);
  }

  view(from, to) {
    const span = this.axis.max - this.axis.min;
    const least = this.axis.name === 'time' ? Math.min(5, span) : Math.min(4, span);
    const width = Math.min(Math.max(to - from, least), span * 1.2);
    const middle = (from + to) / 2;
    // At least a part of the session stays in view.
    const start = Math.min(Math.max(middle - width / 2, this.axis.min - width * 0.9), this.axis.max - width * 0.1);
    this.from = start;
    this.to = start + width;
    this.draw();
  }

  /** Makes it larger or smaller around a place on the canvas. */
  zoom(factor, x = this.width / 2) {
    const at = this.from + x / this.width * (this.to - this.from);
    this.view(at - (at - this.from) * factor, at + (this.to - at) * factor);
  }

  /** Moves it by parts of its width. */
  pan(part) {
    const by = part * (this.to - this.from);
    this.view(this.from + by, this.to + by);
  }

  /** Brings an object into view. */
  reveal(node) {
    const place = placeOf(this.model, this.plan, this.scale(), node);
    if (!place) {
      return;
    }
    const start = this.axis.start(node);
    const end = Math.max(start, this.axis.end(node, this.store.seq));
    const width = this.to - this.from;
    if (end < this.from + width * 0.02 || start > this.to - width * 0.02) {
      this.view(Math.min((start + end) / 2, start + width * 0.4) - width / 2, Math.min((start + end) / 2, start + width * 0.4) + width / 2);
    }
    const room = this.scroller.clientHeight - RULER;
    if (place.y - 24 < this.scroller.scrollTop || place.y + 24 > this.scroller.scrollTop + room) {
      this.scroller.scrollTop = place.y - room / 2;
    }
    this.draw();
  }

  resize() {
    this.width = this.scroller.clientWidth;
    const wanted = this.plan.height + RULER;
    const height = Math.max(120, Math.min(wanted, window.innerHeight * MOST_HEIGHT));
    this.height = Math.floor(height);
    this.scroller.style.height = this.height + 'px';
    this.canvas.style.height = this.height + 'px';
    this.spacer.style.height = Math.max(0, wanted - this.height) + 'px';
    this.draw();
  }

  scale() {
    const {from, to, width, axis} = this;
    return {from, to, axis, x: at => (at - from) / (to - from) * width};
  }

  draw() {
    if (!this.waiting) {
      this.waiting = true;
      requestAnimationFrame(() => {
        this.waiting = false;
        this.drawNow();
      });
    }
  }

  drawNow() {
    if (!this.width) {
      return;
    }
    const {store, filters} = this;
    this.painter.draw({
      plan: this.plan,
      scale: this.scale(),
      width: this.width,
      height: this.height,
      top: this.scroller.scrollTop,
      seq: store.seq,
      selected: store.selected,
      hover: this.hover ? this.hover.n : null,
      related: this.related(),
      narrow: filters.narrows,
      matches: filters.narrows ? filters.test() : () => true,
      noArrows: store.hidden.has('edge'),
    });
  }

  /** The neighbours of the chosen object in its chain of cause. */
  related() {
    const {selected} = this.store;
    if (this.relatedOf !== selected) {
      this.relatedOf = selected;
      const node = this.model.node(selected);
      // An agent or a turn is related to all that it did.
      this.relatedSet = new Set(!node || node.type === 'thread' || node.type === 'turn'
          ? [] : chain(this.model, node).map(step => step.node).filter(other => other.type !== 'turn').map(other => other.n));
    }
    return this.relatedSet;
  }

  /** The object at a place on the canvas. */
  at(x, y) {
    const top = y - RULER + this.scroller.scrollTop;
    const scale = this.scale();
    const {seq} = this.store;
    const lane = y < RULER ? null : this.plan.lanes.find(other => top >= other.y && top < other.y + other.height);
    if (lane) {
      const mark = lane.marks.find(node => this.model.isThere(node, seq) && Math.abs(scale.x(this.axis.start(node)) - x) < 7
          && top < lane.y + HEAD);
      const bar = this.barAt(lane, x, top, scale, seq);
      if (mark || bar) {
        return mark || bar;
      }
    }
    const edge = this.store.hidden.has('edge') ? null : this.model.of('edge').find(other => {
      const path = this.model.isThere(other, seq) && curve(this.model, this.plan, scale, other);
      return path && isNear(path, x, top);
    });
    return edge || (lane && top < lane.y + HEAD && x < 220 && this.model.isThere(lane.thread, seq) ? lane.thread : null);
  }

  barAt(lane, x, top, scale, seq) {
    let best = null;
    let least = 5;
    for (const row of lane.rows) {
      if (top < row.y || top > row.y + row.height) {
        continue;
      }
      for (const bar of row.bars) {
        if (top < bar.y - 1 || top > bar.y + bar.h + 1 || !this.model.isThere(bar.node, seq)) {
          continue;
        }
        const left = scale.x(this.axis.start(bar.node));
        const right = Math.max(scale.x(this.axis.end(bar.node, seq)), left + 1.5);
        const off = Math.max(left - x, x - right, 0) - (bar.node.type === 'terminal' ? 0 : 0.01);
        if (off < least) {
          least = off;
          best = bar.node;
        }
      }
    }
    return best;
  }

  /** Where an object is on the screen: {x, y, width, height}; null if it is not in view. For tests. */
  rectOf(node) {
    this.drawNow();
    const place = placeOf(this.model, this.plan, this.scale(), node);
    if (!place) {
      return null;
    }
    const bar = this.plan.places.get(node.n);
    const box = this.canvas.getBoundingClientRect();
    const left = Math.max(0, place.x);
    const right = bar ? Math.min(this.width, Math.max(this.scale().x(this.axis.end(node, this.store.seq)), place.x + 1.5)) : place.x + 1.5;
    const y = place.y - this.scroller.scrollTop + RULER;
    if (left > this.width || right < 0 || y < RULER || y > this.height) {
      return null;
    }
    const height = bar ? bar.h : 8;
    return {x: box.left + left, y: box.top + y - height / 2, width: Math.max(1.5, right - left), height};
  }

  listen() {
    const {canvas} = this;
    canvas.addEventListener('pointerdown', event => this.down(event));
    canvas.addEventListener('pointermove', event => this.move(event));
    canvas.addEventListener('pointerup', event => this.up(event));
    canvas.addEventListener('pointercancel', event => this.pointers.delete(event.pointerId));
    canvas.addEventListener('pointerleave', () => this.point(null));
    canvas.addEventListener('dblclick', event => this.zoom(0.4, event.offsetX));
    canvas.addEventListener('wheel', event => this.wheel(event), {passive: false});
    this.scroller.addEventListener('scroll', () => this.draw(), {passive: true});
  }

  /** Zooms with a pinch or with Control, and once it was clicked; else the wheel stays with the page. */
  wheel(event) {
    if (Math.abs(event.deltaX) > Math.abs(event.deltaY) || event.shiftKey) {
      event.preventDefault();
      this.pan((event.deltaX || event.deltaY) / this.width);
    } else if (event.ctrlKey || event.metaKey || document.activeElement === this.canvas) {
      event.preventDefault();
      this.zoom(Math.exp(Math.max(-60, Math.min(60, event.deltaY)) * (event.ctrlKey ? 0.012 : 0.005)), event.offsetX);
    }
  }

  down(event) {
    this.canvas.setPointerCapture(event.pointerId);
    this.pointers.set(event.pointerId, {x: event.offsetX, y: event.offsetY});
    this.pressed = this.pointers.size === 1
        ? {x: event.offsetX, y: event.offsetY, from: this.from, to: this.to, top: this.scroller.scrollTop} : null;
  }

  move(event) {
    const known = this.pointers.get(event.pointerId);
    const here = {x: event.offsetX, y: event.offsetY};
    if (!known) {
      this.point(event.pointerType === 'touch' ? null : here);
      return;
    }
    if (this.pointers.size === 2) {
      this.pinch(event.pointerId, here);
    } else if (this.pressed && (this.pressed.dragged || Math.abs(here.x - this.pressed.x) > STILL)) {
      this.pressed.dragged = true;
      this.point(null);
      const by = (this.pressed.x - here.x) / this.width * (this.pressed.to - this.pressed.from);
      this.view(this.pressed.from + by, this.pressed.to + by);
      if (event.pointerType !== 'touch') {
        this.scroller.scrollTop = this.pressed.top + this.pressed.y - here.y;
      }
    }
    this.pointers.set(event.pointerId, here);
  }

  pinch(moved, here) {
    const [one, two] = [...this.pointers.entries()];
    const other = one[0] === moved ? two[1] : one[1];
    const before = this.pointers.get(moved);
    const apart = Math.abs(before.x - other.x);
    const now = Math.abs(here.x - other.x);
    if (apart > 10 && now > 10) {
      this.zoom(apart / now, (here.x + other.x) / 2);
    }
  }

  up(event) {
    this.pointers.delete(event.pointerId);
    if (this.pressed && !this.pressed.dragged) {
      const node = this.at(event.offsetX, event.offsetY);
      this.choose(node);
    }
    this.pressed = null;
  }

  /** Shows what the pointer is on. */
  point(here) {
    const node = here && this.at(here.x, here.y);
    this.canvas.classList.toggle('on-object', Boolean(node));
    if (node !== this.hover) {
      this.hover = node;
      this.draw();
    }
    this.tip.hidden = !node;
    if (node) {
      const [title, facts] = tip(this.model, node, this.store.seq);
      this.tip.replaceChildren(h('strong', null, title), h('span', null, facts));
      const wide = this.tip.offsetWidth;
      this.tip.style.left = Math.max(0, Math.min(here.x + 12, this.width - wide - 4)) + 'px';
      this.tip.style.top = here.y + 18 + 'px';
    }
  }
}
