/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
import {curve, drawArrow} from './arrows.js';
import {count, duration, since} from './format.js';
import {HEAD} from './lanes.js';
import {label, mark, words} from './names.js';

/** Draws the timeline onto its canvas. */

export const RULER = 22;
const MIN_TEXT = 34;
const MANY_ARROWS = 20;
const NAMES = ['ink', 'dim', 'line', 'panel', 'stripe', 'accent', 'failed', 'future', 'turn', 'inference', 'tool', 'cell',
  'operation', 'terminal', 'compaction', 'edge', 'on-bar', 'on-pale', 'stopped'];
const PALE = new Set(['turn', 'terminal']);

/** The colours of the style sheet, as they are now. */
export function colours() {
  const style = getComputedStyle(document.documentElement);
  const all = {};
  NAMES.forEach(name => all[name] = style.getPropertyValue('--' + name).trim());
  all.font = style.getPropertyValue('--canvas-font').trim();
  return all;
}

export class Painter {
  constructor(canvas, model, colour) {
    this.canvas = canvas;
    this.ctx = canvas.getContext('2d');
    this.model = model;
    this.colour = colour;
    this.hatches = new Map();
  }

  /** A picture of what is in view: {plan, scale, width, height, top, seq, selected, hover, matches, narrow}. */
  draw(scene) {
    const {ctx} = this;
    const ratio = window.devicePixelRatio || 1;
    const [width, height] = [Math.round(scene.width * ratio), Math.round(scene.height * ratio)];
    if (this.canvas.width !== width || this.canvas.height !== height) {
      this.canvas.width = width;
      this.canvas.height = height;
    }
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.fillStyle = this.colour.panel;
    ctx.fillRect(0, 0, scene.width, scene.height);
    ctx.font = this.colour.font;
    ctx.textBaseline = 'middle';
    const ticks = this.ticks(scene);
    ctx.fillStyle = this.colour.line;
    ctx.globalAlpha = 0.6;
    ticks.forEach(at => ctx.fillRect(Math.round(scene.scale.x(at)), RULER, 1, scene.height));
    ctx.globalAlpha = 1;
    ctx.save();
    ctx.translate(0, RULER - scene.top);
    scene.plan.lanes.forEach((lane, i) => {
      if (lane.y + lane.height >= scene.top && lane.y <= scene.top + scene.height) {
        this.lane(lane, i, scene);
      }
    });
    this.future(scene);
    this.arrows(scene);
    scene.plan.lanes.forEach(lane => this.laneName(lane, scene));
    scene.plan.lanes.forEach(lane => lane.marks.forEach(compaction => this.compaction(compaction, lane, scene)));
    ctx.restore();
    this.ruler(scene, ticks);
  }

  lane(lane, index, scene) {
    const {ctx} = this;
    if (index % 2) {
      ctx.globalAlpha = 0.7;
      ctx.fillStyle = this.colour.stripe;
      ctx.fillRect(0, lane.y, scene.width, lane.height);
      ctx.globalAlpha = 1;
    }
    for (const row of lane.rows) {
      this.row(row, scene);
    }
  }

  row(row, scene) {
    // Where many bars share a pixel, one of them is drawn, and a failed one before others.
    const drawn = [];
    for (const bar of row.bars) {
      const {node} = bar;
      if (!this.model.isThere(node, scene.seq)) {
        continue;
      }
      const left = scene.scale.x(scene.scale.axis.start(node));
      const right = scene.scale.x(scene.scale.axis.end(node, scene.seq));
      if (right < -1 || left > scene.width + 1) {
        continue;
      }
      const thin = right - left < 1.5;
      const pixel = Math.floor(left);
      const failed = this.model.failedAt(node, scene.seq);
      const special = failed || node.n === scene.selected || node.n === scene.hover || scene.related.has(node.n);
      if (thin && drawn[bar.row] === pixel && !special) {
        continue;
      }
      drawn[bar.row] = pixel;
      this.bar(bar, left, Math.max(right - left, 1.5), failed, scene);
    }
  }

  bar(bar, left, width, failed, scene) {
    const {ctx, colour} = this;
    const {node, y, h} = bar;
    const x = Math.max(left, -4);
    const w = Math.min(left + width, scene.width + 4) - x;
    const status = this.model.statusAt(node, scene.seq);
    const pale = PALE.has(node.type);
    ctx.globalAlpha = scene.narrow && !scene.matches(node) ? 0.16 : 1;
    ctx.fillStyle = failed ? colour.failed : colour[node.type === 'compaction-request' ? 'compaction' : node.type];
    box(ctx, x, y, w, h, 3);
    ctx.fill();
    if (w > 6 && (failed || status === 'cancelled')) {
      ctx.fillStyle = this.hatch(failed ? colour['on-bar'] : colour.stopped);
      ctx.fill();
    } else if (status === 'running' && node.type !== 'terminal') {
      this.openEnd(x, y, w, h);
    }
    if (w > MIN_TEXT && node.type !== 'terminal') {
      ctx.fillStyle = pale && !failed ? colour['on-pale'] : colour['on-bar'];
      const sign = status === 'completed' ? '' : mark(status);
      this.text((sign ? sign + ' ' : '') + barText(this.model, node), Math.max(x, 0) + 5, y + h / 2 + 0.5, w - 9 - Math.max(0, -x));
    } else if (failed && w > 8) {
      ctx.fillStyle = colour['on-bar'];
      this.text('✕', x + w / 2 - 4, y + h / 2 + 0.5, 10);
    }
    if (node.n === scene.selected || node.n === scene.hover || scene.related.has(node.n)) {
      ctx.globalAlpha = 1;
      ctx.strokeStyle = node.n === scene.selected ? colour.accent : colour.ink;
      ctx.lineWidth = node.n === scene.selected ? 2.5 : 1;
      ctx.setLineDash(node.n === scene.selected || node.n === scene.hover ? [] : [3, 2]);
      box(ctx, x - 1, y - 1, w + 2, h + 2, 4);
      ctx.stroke();
      ctx.setLineDash([]);
    }
    ctx.globalAlpha = 1;
  }

  /** What still runs has no edge where it will end. */
  openEnd(x, y, w, h) {
    const {ctx, colour} = this;
    ctx.fillStyle = colour.panel;
    for (let i = 0; i < 3 && w > 16; i++) {
      ctx.fillRect(x + w - 4 * (i + 1), y, 1.5, h);
    }
  }

  text(words, x, y, room) {
    if (room < 6) {
      return;
    }
    const {ctx} = this;
    // Measured by the widest character that is common: exact enough, and many times faster.
    const fits = Math.floor(room / 6.1);
    ctx.fillText(words.length <= fits ? words : words.slice(0, Math.max(1, fits - 1)) + '…', x, y, room);
  }

  hatch(colour) {
    let pattern = this.hatches.get(colour);
    if (!pattern) {
      const tile = document.createElement('canvas');
      tile.width = tile.height = 8;
      const ctx = tile.getContext('2d');
      ctx.strokeStyle = colour;
      ctx.globalAlpha = 0.3;
      ctx.lineWidth = 1.6;
      for (const shift of [-8, 0, 8]) {
        ctx.beginPath();
        ctx.moveTo(shift - 1, 9);
        ctx.lineTo(shift + 9, -1);
        ctx.stroke();
      }
      pattern = this.ctx.createPattern(tile, 'repeat');
      this.hatches.set(colour, pattern);
    }
    return pattern;
  }

  compaction(compaction, lane, scene) {
    if (!this.model.isThere(compaction, scene.seq)) {
      return;
    }
    const {ctx, colour} = this;
    const x = scene.scale.x(scene.scale.axis.start(compaction));
    if (x < -10 || x > scene.width + 10) {
      return;
    }
    ctx.globalAlpha = scene.narrow && !scene.matches(compaction) ? 0.25 : 1;
    ctx.strokeStyle = colour.compaction;
    ctx.fillStyle = colour.compaction;
    ctx.lineWidth = compaction.n === scene.selected ? 3 : 1.5;
    ctx.beginPath();
    ctx.moveTo(x, lane.y + HEAD - 6);
    ctx.lineTo(x, lane.y + lane.height - 8);
    ctx.stroke();
    ctx.beginPath();
    ctx.moveTo(x, lane.y + HEAD - 16);
    ctx.lineTo(x + 6, lane.y + HEAD - 9);
    ctx.lineTo(x, lane.y + HEAD - 2);
    ctx.lineTo(x - 6, lane.y + HEAD - 9);
    ctx.closePath();
    ctx.fill();
    if (compaction.n === scene.selected) {
      ctx.strokeStyle = colour.accent;
      ctx.stroke();
    }
    ctx.globalAlpha = 1;
  }

  /** The name of an agent stays in view while its lane is. */
  laneName(lane, scene) {
    if (lane.y + lane.height < scene.top || lane.y > scene.top + scene.height) {
      return;
    }
    const {ctx, colour} = this;
    const {thread} = lane;
    const there = this.model.isThere(thread, scene.seq);
    const status = there ? this.model.statusAt(thread, scene.seq) : 'not there yet';
    const x = 8 + thread.depth * 12;
    const y = lane.y + HEAD / 2 + 1;
    const name = (thread.depth ? '└ ' : '') + label(this.model, thread);
    ctx.font = colour.font.replace('11px', 'bold 12px');
    const width = ctx.measureText(name).width;
    ctx.font = colour.font;
    const rest = [thread.role, (mark(status) + ' ' + status).trim(), thread.model].filter(Boolean).join(' · ').slice(0, 200);
    const all = width + 10 + Math.min(ctx.measureText(rest).width, scene.width - width - x - 20);
    ctx.globalAlpha = 0.85;
    ctx.fillStyle = colour.panel;
    box(ctx, x - 5, lane.y + 2, all + 10, HEAD - 4, 4);
    ctx.fill();
    ctx.globalAlpha = there ? 1 : 0.5;
    ctx.font = colour.font.replace('11px', 'bold 12px');
    ctx.fillStyle = thread.n === scene.selected ? colour.accent : colour.ink;
    ctx.fillText(name, x, y);
    ctx.font = colour.font;
    ctx.fillStyle = this.model.failedAt(thread, scene.seq) && there ? colour.failed : colour.dim;
    this.text(rest, x + width + 10, y, scene.width - width - x - 20);
    ctx.globalAlpha = 1;
  }

  arrows(scene) {
    if (scene.noArrows) {
      return;
    }
    const edges = this.model.of('edge');
    // Where there are many, they are not to hide what they lie over.
    const usual = edges.length > MANY_ARROWS ? 0.45 : 1;
    for (const edge of edges) {
      const path = this.model.isThere(edge, scene.seq) && curve(this.model, scene.plan, scene.scale, edge);
      if (!path || Math.max(path.from.x, path.to.x) < -80 || Math.min(path.from.x, path.to.x) > scene.width + 80) {
        continue;
      }
      const chosen = edge.n === scene.selected || edge.n === scene.hover;
      const related = chosen || scene.related.has(edge.n);
      this.ctx.globalAlpha = related ? 1 : !scene.narrow ? usual : scene.matches(edge) ? 1 : 0.2;
      drawArrow(this.ctx, path, edge.kind, chosen ? this.colour.accent : this.colour.edge, chosen ? 2.5 : 1.3);
      this.ctx.globalAlpha = 1;
    }
  }

  /** What comes behind the moment that is looked at. */
  future(scene) {
    if (scene.seq >= this.model.lastSeq) {
      return;
    }
    const x = scene.scale.x(scene.scale.axis.at(scene.seq));
    const {ctx, colour} = this;
    ctx.fillStyle = colour.future;
    ctx.fillRect(x, 0, Math.max(0, scene.width - x), Math.max(scene.plan.height, scene.top + scene.height));
    ctx.fillStyle = colour.accent;
    ctx.fillRect(x - 1, 0, 2, Math.max(scene.plan.height, scene.top + scene.height));
  }

  ticks({scale: {axis, from, to}, width}) {
    const step = niceStep((to - from) / Math.max(2, width / 110), axis.name);
    const first = Math.ceil(from / step);
    return Array.from({length: Math.max(0, Math.floor(to / step) - first + 1)}, (unused, i) => (first + i) * step);
  }

  ruler(scene, ticks) {
    const {ctx, colour} = this;
    const {axis} = scene.scale;
    ctx.fillStyle = colour.panel;
    ctx.fillRect(0, 0, scene.width, RULER);
    ctx.fillStyle = colour.line;
    ctx.fillRect(0, RULER - 1, scene.width, 1);
    for (const at of ticks) {
      const x = scene.scale.x(at);
      ctx.fillStyle = colour.line;
      ctx.fillRect(Math.round(x), RULER - 7, 1, 6);
      ctx.fillStyle = colour.dim;
      const words = axis.name === 'time' ? since(at) : 'seq ' + count(at);
      ctx.fillText(words, Math.min(Math.round(x) + 4, scene.width - 50), RULER / 2 - 1);
    }
  }
}

function barText(model, node) {
  switch (node.type) {
    case 'turn':
      return label(model, node) + '  ' + words(model, node, 120);
    case 'inference':
      return words(model, node, 80);
    case 'cell':
    case 'operation':
      return words(model, node, 120);
    default:
      return label(model, node) + '  ' + words(model, node, 120);
  }
}

/** What the pointer's tip says of an object. */
export function tip(model, node, seq) {
  const status = model.statusAt(node, seq);
  const ran = model.durationAt(node, seq);
  return [
    label(model, node) + (words(model, node) ? '  ' + words(model, node, 110) : ''),
    [status && (mark(status) + ' ' + status), status && (ran == null ? null : duration(ran)), since(node.t0), node.seq ? 'seq ' + node.seq : null]
        .filter(Boolean).join(' · '),
  ];
}

function niceStep(least, name) {
  const units = name === 'time'
      ? [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 15e3, 3e4, 6e4, 12e4, 3e5, 6e5, 9e5, 18e5, 36e5, 72e5, 108e5, 216e5, 432e5]
      : [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4];
  return units.find(unit => unit >= least) || Math.ceil(least / units[units.length - 1]) * units[units.length - 1];
}

function box(ctx, x, y, w, h, radius) {
  ctx.beginPath();
  if (w > radius * 2) {
    ctx.roundRect(x, y, w, h, radius);
  } else {
    ctx.rect(x, y, w, h);
  }
}
