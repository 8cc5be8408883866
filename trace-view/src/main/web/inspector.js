/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
import {chain} from './cause.js';
import {h} from './dom.js';
import {count, duration, moment, since} from './format.js';
import {KIND_NAMES, agent, label, partText, targetThread, words} from './names.js';
import {objectButton, statusChip, swatch} from './objects.js';
import {preview} from './preview.js';

/** One object: its fields, what is said in it, and its neighbours in the chain of cause. */

const FIELDS = {
  'thread': ['nickname', 'role', 'task', 'model', 'parent_id'],
  'turn': [],
  'item': ['role', 'channel', 'kind', 'author', 'recipient', 'call_id'],
  'inference': ['model', 'provider', 'response_id', 'upstream_request_id'],
  'cell': ['runtime_status', 'call_id', 'runtime_id'],
  'tool': ['server', 'tool', 'label', 'target', 'task', 'timeout_ms', 'call_id', 'runtime_id', 'mcp_call_id'],
  'terminal': [],
  'operation': ['kind', 'cwd', 'exit', 'yield_time_ms', 'max_output_tokens', 'original_tokens'],
  'compaction': ['trigger', 'reason', 'implementation', 'phase', 'window_number', 'window_id', 'previous_window_id', 'first_window_id',
    'installed_model', 'installed_provider', 'reference_context_installed', 'world_state_baseline_installed'],
  'compaction-request': ['model', 'provider', 'response_id', 'compaction_id'],
  'edge': ['kind'],
  'payload': ['kind', 'path', 'missing'],
};
const TEXTS = {
  'tool': ['message', 'input', 'output'],
  'cell': ['source'],
  'operation': ['command', 'stdin', 'stdout', 'stderr', 'formatted'],
};
const RAW = ['raw_request', 'raw_response', 'raw_invocation', 'raw_runtime', 'raw_result', 'raw'];
const USAGE = ['tokens in', 'cached', 'written to cache', 'tokens out', 'reasoning'];
const OF_ONE_PART = 8;

export class Inspector {
  constructor(app) {
    this.app = app;
    this.body = h('div', {'class': 'inspector-body'});
    this.title = h('h2', {'tabindex': '-1', 'aria-live': 'polite', 'data-testid': 'inspector-title'});
    const button = (sign, title, testid, act) =>
      h('button', {'type': 'button', 'class': 'tool', 'title': title, 'aria-label': title, 'data-testid': testid, 'onclick': act}, sign);
    this.element = h('aside', {'class': 'inspector', 'hidden': true, 'aria-label': 'Object', 'data-testid': 'inspector'},
        h('header', {'class': 'inspector-head'},
            this.title,
            h('span', {'class': 'inspector-tools'},
                button('‹', 'The one of its kind before it', 'inspector-previous', () => this.go(-1)),
                button('›', 'The next of its kind', 'inspector-next', () => this.go(1)),
                button('✕', 'Close (Esc)', 'inspector-close', () => app.store.set({selected: null})))),
        this.body);
    app.store.on(['selected', 'seq'], changed => this.draw(changed.has('selected')));
  }

  /** To a neighbour of the same kind and agent. */
  go(by) {
    const {model, store} = this.app;
    const node = model.node(store.selected);
    const like = model.of(node.type).filter(other => other.thread === node.thread && model.isThere(other, store.seq));
    const next = like[like.indexOf(node) + by];
    if (next) {
      this.app.select(next);
    }
  }

  draw(anew) {
    const {model, store} = this.app;
    const node = model.node(store.selected);
    this.element.hidden = !node;
    document.body.classList.toggle('inspecting', Boolean(node));
    if (!node) {
      this.body.replaceChildren();
      return;
    }
    this.element.dataset.kind = node.type;
    this.element.dataset.id = node.id;
    this.title.replaceChildren(swatch(node.type), h('span', null, node.type === 'item' || node.type === 'payload' || node.type === 'edge'
        ? KIND_NAMES[node.type] + ': ' + label(model, node) : label(model, node)));
    const says = words(model, node, 300);
    const inside = this.body.contains(document.activeElement);
    this.body.replaceChildren(...[
      says && node.type !== 'item' ? h('p', {'class': 'says'}, says) : null,
      this.actions(node),
      this.fields(node),
      this.saidIn(node),
      this.neighbours(node, true),
      this.neighbours(node, false),
      this.evidence(node),
    ].filter(Boolean));
    if (anew) {
      this.body.scrollTop = 0;
    }
    if (inside) {
      // What had the focus is gone.
      this.title.focus({preventScroll: true});
    }
  }

  actions(node) {
    const {app} = this;
    const inTalk = app.conversation.has(node);
    return h('p', {'class': 'actions'},
        inTalk ? h('button', {'type': 'button', 'class': 'link', 'data-testid': 'to-conversation', 'onclick': () => app.conversation.reveal(node)},
            'in the conversation') : null,
        app.model.shows(node.seq) ? h('button', {'type': 'button', 'class': 'link', 'data-testid': 'to-moment', 'onclick': () => app.store.set({seq: node.seq})},
            'the moment it began') : null,
        node.t1 != null && app.model.shows(node.end) && node.end !== node.seq ? h('button', {'type': 'button', 'class': 'link',
          'onclick': () => app.store.set({seq: node.end})}, 'ended') : null);
  }

  fields(node) {
    const {model, store} = this.app;
    const rows = [];
    const add = (name, value) => value == null || value === '' ? null : rows.push(h('dt', null, name), h('dd', null, value));
    add('id', h('code', {'data-testid': 'inspector-id'}, node.id));
    const status = model.statusAt(node, store.seq);
    add('status', status && h('span', {'data-testid': 'inspector-status'}, statusChip(status)));
    const ran = model.durationAt(node, store.seq);
    add('took', status && ran != null && node.type !== 'terminal' ? duration(ran) : null);
    if (node.seq) {
      add(node.status === undefined ? 'at' : 'from', since(node.t0) + ' · seq ' + count(node.seq));
    }
    if (node.to && node.end <= store.seq && node.to[0] != null) {
      add('to', since(node.t1) + ' · seq ' + count(node.end));
    }
    add('clock', node.t0 == null ? null : moment(model.session.started_at_unix_ms + node.t0));
    if (node.type === 'edge') {
      [['from agent', node.thread], ['to agent', targetThread(model, node)]].filter(([, n]) => model.node(n))
          .forEach(([name, n]) => add(name, objectButton(this.app, model.node(n), {testid: 'end', says: ''})));
    } else {
      add('agent', node.type === 'thread' ? null : agent(model, node.thread));
    }
    if (node.usage && node.end <= store.seq) {
      node.usage.forEach((tokens, i) => tokens ? add(USAGE[i], count(tokens)) : null);
    }
    if (node.type === 'compaction') {
      const [before, after] = [model.size(node.input), model.size(node.replacement)];
      add('before', count(before, 'item'));
      add('after', count(after, 'item'));
    }
    FIELDS[node.type].forEach(name => node[name] === undefined || (name === 'label' && node.label === node.tool) ? null : add(name.replace(/_/g, ' '), String(node[name])));
    const operation = node.type === 'tool' ? model.node(node.operation) : null;
    add('exit', operation && operation.exit !== undefined && operation.end <= store.seq ? String(operation.exit) : null);
    ['initial_response', 'yielded'].forEach(name => node[name] ? add(name.replace('_', ' '), since(node[name][1]) + ' · seq ' + node[name][0]) : null);
    return h('dl', {'class': 'fields'}, rows);
  }

  /** What was said, typed and printed. */
  saidIn(node) {
    const {app} = this;
    const {model, source} = app;
    const boxes = [];
    for (const part of node.parts || []) {
      const text = model.text(part[1]);
      if (text && part[0] !== 'encoded') {
        const payload = model.node(part[2]);
        const load = part[0] === 'json' && payload && payload.type === 'payload' ? null : () => wholeParts(source, node);
        boxes.push(h('h3', null, part[0] === 'code' && part[2] ? part[2] : part[0]), preview(app, text, {load, name: part[0]}));
      } else if (text) {
        boxes.push(h('p', {'class': 'dim'}, partText(model, part)));
      }
    }
    // What a tool had a terminal do is what people want to see of the tool.
    const operation = node.type === 'tool' ? model.node(node.operation) : null;
    const seen = new Set();
    for (const teller of [node, operation].filter(Boolean)) {
      for (const name of TEXTS[teller.type] || []) {
        const text = model.text(teller[name]);
        // Output often is what the terminal printed, once more.
        if (text && !seen.has(teller[name])) {
          seen.add(teller[name]);
          boxes.push(h('h3', null, name), preview(app, text, {name}));
        }
      }
    }
    return boxes.length ? h('section', {'data-testid': 'said'}, boxes) : null;
  }

  neighbours(node, before) {
    const {app} = this;
    // The evidence of an arrow is listed with the payloads.
    const steps = chain(app.model, node).filter(step => step.before === before && step.part !== 'evidence');
    if (!steps.length) {
      return null;
    }
    const rows = [];
    let last = '';
    let same = 0;
    for (const {part, node: other} of steps) {
      same = part === last ? same + 1 : 0;
      if (same < OF_ONE_PART) {
        rows.push(h('dt', null, same ? '' : part), h('dd', null, objectButton(app, other, {testid: 'neighbour', most: 60})));
      } else if (same === OF_ONE_PART) {
        rows.push(h('dt'), h('dd', {'class': 'dim'}, 'and ' + count(steps.filter(step => step.part === part).length - OF_ONE_PART) + ' more'));
      }
      last = part;
    }
    return h('section', {'data-testid': before ? 'caused-by' : 'led-to'},
        h('h3', null, before ? 'Caused by' : 'Led to'), h('dl', {'class': 'chain'}, rows));
  }

  /** The payloads behind the object; each opens when asked for. */
  evidence(node) {
    const {model} = this.app;
    if (node.type === 'payload') {
      return this.payload(node, true);
    }
    const boxes = RAW.flatMap(name => (Array.isArray(node[name]) ? node[name] : [node[name]])
        .map(n => model.node(n)).filter(Boolean).map(payload => this.payload(payload, false)));
    return boxes.length ? h('section', {'data-testid': 'payloads'}, h('h3', null, 'Payloads'), boxes) : null;
  }

  payload(payload, open) {
    const {app} = this;
    const {model, source} = app;
    const details = h('details', {'class': 'payload', 'open': open, 'data-testid': 'payload', 'data-id': payload.id},
        h('summary', null, payload.kind.replace(/_/g, ' '), h('span', {'class': 'dim'}, ' · ' + payload.id + ' · ' + (payload.missing ? 'missing' : count(payload.bytes, 'byte')))));
    const fill = () => {
      if (details.open && details.childElementCount === 1) {
        const text = model.text(payload.text) || {text: '', total: payload.bytes || 0, whole: false};
        details.append(payload.missing ? h('p', {'class': 'dim'}, 'It is not in the session any more.')
            : preview(app, text, {unit: 'byte', load: () => source.payload(payload.id), name: payload.kind}));
      }
    };
    details.addEventListener('toggle', fill);
    fill();
    return details;
  }
}

async function wholeParts(source, item) {
  const body = await source.body(item.id);
  return (body.parts || []).map(part => part.text || part.source || part.summary || JSON.stringify(part)).join('\n');
}
