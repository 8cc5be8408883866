/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
import {h} from './dom.js';
import {count, duration, since} from './format.js';
import {itemKind, label, partText, toolName, words} from './names.js';
import {objectButton, statusChip, swatch} from './objects.js';
import {passage} from './preview.js';

/** The blocks of a conversation: turns, requests with their answers, and compactions between them. */

const LISTED = 60;

export function turnHead(app, {turn}) {
  return h('h3', {'class': 'turn-head'},
      h('button', {'type': 'button', 'class': 'link', 'onclick': () => app.select(turn)}, label(app.model, turn)),
      h('span', {'class': 'dim'}, words(app.model, turn, 120)));
}

/** A request: what it told that the one before did not, what it left out, and what came back. */
export function request(app, {call, number, size, added, dropped, told, answered}) {
  const {model} = app;
  const usage = call.usage;
  return h('article', {'class': 'request', 'data-testid': 'request', 'data-id': call.id},
      h('header', null,
          h('button', {'type': 'button', 'class': 'request-name', 'onclick': () => app.select(call)}, swatch('inference'), 'request ' + number),
          h('span', {'class': 'plus', 'title': 'items that the request before did not have'}, '+' + added.length),
          h('span', {'class': dropped.length ? 'minus' : 'dim', 'title': 'items of the request before that this one has not'}, '−' + dropped.length),
          h('span', {'class': 'dim'}, [
            count(size, 'item'),
            usage ? count(usage[0]) + ' in' + (usage[1] ? ' (' + count(usage[1]) + ' cached)' : '') + ', ' + count(usage[3]) + ' out' : null,
            call.t1 == null ? null : duration(call.t1 - call.t0),
            since(call.t0),
          ].filter(Boolean).join(' · ')),
          call.status === 'completed' ? null : statusChip(call.status)),
      dropped.length ? items(app, dropped, dropped.length, 'dropped', 'no longer told: ' + count(dropped.length, 'item')) : null,
      said(added, told),
      told.map(n => item(app, model.node(n))),
      answered.length ? h('div', {'class': 'answer'}, answered.map(n => item(app, model.node(n)))) : null,
      h('p', {'class': 'dim no-answer'}, 'no answer yet'));
}

/** Of what was added, some was to be seen before: the model's own words, or what a compaction kept. */
function said(added, told) {
  const before = added.length - told.length;
  return before ? h('p', {'class': 'dim again'}, count(before, 'item') + ' of the added ' + (before === 1 ? 'is' : 'are') + ' shown above already') : null;
}

/** The boundary that a compaction is: before it one history, behind it another. */
export function boundary(app, {compaction, before, after}) {
  const {model} = app;
  const [input, replacement] = [model.size(compaction.input), model.size(compaction.replacement)];
  const why = [compaction.trigger, compaction.reason, compaction.phase].filter(Boolean).join(' · ');
  return h('section', {'class': 'boundary', 'data-testid': 'boundary', 'data-id': compaction.id},
      h('header', null,
          h('button', {'type': 'button', 'class': 'request-name', 'onclick': () => app.select(compaction)}, swatch('compaction'), 'compaction'),
          h('strong', null, count(input, 'item') + ' → ' + count(replacement)),
          before != null && after != null ? h('strong', null, count(before) + ' → ' + count(after) + ' tokens in') : null,
          h('span', {'class': 'dim'}, [why, since(compaction.t0)].filter(Boolean).join(' · '))),
      items(app, model.list(compaction.input), input, 'before', 'before: ' + count(input, 'item')),
      items(app, model.list(compaction.replacement), replacement, 'after', 'after: ' + count(replacement, 'item')));
}

/** Items in a line each, of so many; made when they are asked for. */
function items(app, numbers, all, className, title) {
  // Numbers change when the session grows, the objects go on to be known by their ids.
  const nodes = numbers.filter(n => n != null).slice(0, LISTED).map(n => app.model.node(n));
  const list = h('ol', {'class': 'plain'});
  const details = h('details', {'class': 'items ' + className, 'data-testid': className, 'ontoggle': () => {
    if (!list.childElementCount) {
      nodes.forEach(node => list.append(h('li', null, objectButton(app, node))));
      if (all > nodes.length) {
        list.append(h('li', {'class': 'dim'}, 'and ' + count(all - nodes.length) + ' more'));
      }
    }
  }}, h('summary', null, title), list);
  return details;
}

/** One item: who says it, and what. */
export function item(app, node) {
  const {model} = app;
  const call = node.kind.endsWith('call') ? calledBy(model, node) : null;
  return h('div', {'class': 'item ' + className(node), 'data-testid': 'item', 'data-id': node.id},
      h('div', {'class': 'item-head'},
          h('button', {'type': 'button', 'class': 'item-name', 'onclick': () => app.select(node)}, itemKind(node)),
          node.channel && node.kind === 'message' ? h('span', {'class': 'dim'}, node.channel) : null,
          call ? h('button', {'type': 'button', 'class': 'link', 'onclick': () => app.select(call)},
              (call.type === 'tool' ? toolName(call) : 'code cell'), ' ', call.status === 'completed' ? '' : statusChip(call.status)) : null),
      (node.parts || []).map(part => body(app, part)));
}

function body(app, part) {
  const text = app.model.text(part[1]);
  if (!text || part[0] === 'encoded') {
    return h('div', {'class': 'passage dim'}, partText(app.model, part));
  }
  return [
    passage(text.text, part[0]),
    text.whole ? null : h('p', {'class': 'dim cut'}, 'the first ' + count(text.text.length) + ' of ' + count(text.total, 'character')),
  ];
}

/** The tool or the code cell that an item asked for. */
function calledBy(model, node) {
  if (!model.callers) {
    model.callers = new Map();
    model.of('tool').forEach(tool => (tool.calls || []).forEach(n => model.callers.set(n, tool)));
    model.of('cell').forEach(cell => model.callers.set(cell.item, cell));
  }
  return model.callers.get(node.n) || null;
}

function className(node) {
  return node.kind === 'message' ? (node.author !== undefined ? 'agent' : node.role) : node.kind === 'reasoning' ? 'reasoning'
      : node.kind.endsWith('output') ? 'output' : node.kind === 'compaction_marker' ? 'marker' : 'call';
}
