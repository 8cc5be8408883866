/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
import {h} from './dom.js';
import {facts} from './facts.js';
import {count, duration, moment, short} from './format.js';
import {agent, words} from './names.js';
import {objectButton, statusChip} from './objects.js';
import {partOf} from './source.js';

/** What happened, at a glance. */

const LISTED = 5;

export class Overview {
  constructor(app) {
    this.app = app;
    this.more = new Set();
    this.element = h('div', {'class': 'overview', 'data-testid': 'overview'});
    app.store.on(['seq'], () => this.draw());
    this.draw();
  }

  draw() {
    const {model, store} = this.app;
    const now = facts(model, store.seq);
    this.element.replaceChildren(
        this.asked(),
        this.part(),
        this.tiles(now),
        h('div', {'class': 'cards'},
            this.list('Failures', now.failures, 'failures', 'Nothing failed.'),
            this.list('Slowest', now.slowest, 'slowest'),
            this.list('Largest requests', now.largest, 'largest', null,
                call => ({
                  fact: count(call.usage[0]) + ' in' + (call.usage[1] ? ', ' + percent(call.usage[1], call.usage[0]) + ' cached' : ''),
                  says: agent(this.app.model, call.thread),
                })),
            this.list('Not finished', now.unfinished, 'unfinished')),
        h('div', {'class': 'cards wide'}, this.agents(now), this.tools(now)));
  }

  /** What the session was about, and its whole id. */
  asked() {
    const {model} = this.app;
    const root = model.of('thread')[0];
    const turn = root && model.of('turn').find(other => other.thread === root.n);
    const about = turn ? words(model, turn, 160) : '';
    return h('p', {'class': 'asked', 'data-testid': 'asked'}, about ? h('strong', null, about) : null,
        h('code', {'class': 'dim', 'data-testid': 'session-id'}, model.session.id));
  }

  /** Where this is not all of it, and the way to the rest. */
  part() {
    const {model, source} = this.app;
    const {events, later, 'seq_earlier': earlierSeq, 'seq_later': laterSeq} = model.leftOut;
    if (!model.isPart) {
      return null;
    }
    const beside = [events && count(events, 'event') + ' came before it', later && count(later, 'event') + ' came behind it'];
    const asked = new URLSearchParams(location.search).get('of');
    const found = !asked || model.nodes.some(node => node.type + ':' + node.id === asked);
    return h('p', {'class': 'part', 'data-testid': 'part'},
        found ? null : h('strong', null, 'No part begins with ' + asked + ', so this is the end. '),
        'This is the part of the session from seq ' + count(model.firstSeq) + ' to ' + count(model.lastSeq)
        + '. Counts and sums are of this part; ' + beside.filter(Boolean).join(', ') + '.',
        source.hasMore ? h('span', {'class': 'parts', 'data-testid': 'parts'},
            failureLink('← earlier failure', model.failuresBeside.earlier),
            events ? partLink('← earlier', earlierSeq) : null,
            later ? partLink('later →', laterSeq) : null,
            failureLink('later failure →', model.failuresBeside.later),
            later ? h('a', {'href': location.pathname}, 'the end') : null,
            partAsked()) : null);
  }

  tiles(now) {
    const {model, store} = this.app;
    const {session} = model;
    const atEnd = store.seq >= model.lastSeq && !model.leftOut.later;
    const took = model.isPart ? model.timeAt(store.seq) - model.timeAt(model.firstSeq)
        : atEnd && session.ended_at_unix_ms != null ? session.ended_at_unix_ms - session.started_at_unix_ms : model.timeAt(store.seq);
    const {total} = now;
    const running = !atEnd || session.status === 'running';
    const waits = now.agents.length && now.agents.every(({thread}) => model.statusAt(thread, store.seq) !== 'running');
    const status = !running ? session.status : waits ? 'idle' : 'running';
    return h('dl', {'class': 'tiles'},
        tile('status', statusChip(status), moment(session.started_at_unix_ms), 'fact-status'),
        tile('took', duration(took), count(now.events, 'event'), 'fact-duration'),
        tile('turns', count(total.turns), count(now.agents.length, 'agent'), 'fact-turns'),
        tile('inferences', count(total.inferences), total.failedInferences ? total.failedInferences + ' failed' : count(now.items, 'item'), 'fact-inferences'),
        tile('tools', count(total.tools), now.failures.length ? count(now.failures.length, 'failure') : 'no failures', 'fact-tools'),
        tile('tokens in', short(total.input), total.input ? percent(total.cached, total.input) + ' cached' : null, 'fact-input', count(total.input)),
        tile('tokens out', short(total.output), total.reasoning ? short(total.reasoning) + ' reasoning' : null, 'fact-output', count(total.output)),
        now.compactions.length ? tile('compactions', count(now.compactions.length), null, 'fact-compactions') : null);
  }

  list(title, nodes, testid, none, fact) {
    if (!nodes.length && !none) {
      return null;
    }
    const all = this.more.has(testid);
    const shown = nodes.slice(0, all ? 100 : LISTED);
    return h('section', {'class': 'card', 'data-testid': testid},
        h('h3', null, title, nodes.length > LISTED || testid === 'failures' ? h('span', {'class': 'dim'}, ' ' + count(nodes.length)) : null),
        nodes.length ? h('ol', {'class': 'plain'}, shown.map(node => h('li', null, objectButton(this.app, node, fact && fact(node)))))
            : h('p', {'class': 'dim'}, none),
        nodes.length > LISTED && testid !== 'slowest' && testid !== 'largest'
            ? h('button', {'type': 'button', 'class': 'link', 'onclick': () => this.toggle(testid)},
                all ? 'fewer' : 'more')
            : null);
  }

  toggle(name) {
    if (!this.more.delete(name)) {
      this.more.add(name);
    }
    this.draw();
  }

  agents(now) {
    const most = Math.max(1, ...now.agents.map(({work}) => work.input + work.output));
    return h('section', {'class': 'card', 'data-testid': 'agents'},
        h('h3', null, 'Agents by tokens'),
        table(['agent', 'turns', 'calls', 'tools', 'in', 'cached', 'out', ''], now.agents.map(({thread, work}) => [
          objectButton(this.app, thread, {says: ''}),
          count(work.turns), count(work.inferences), count(work.tools), count(work.input), percent(work.cached, work.input), count(work.output),
          bar((work.input + work.output) / most),
        ])));
  }

  tools(now) {
    const {model, store} = this.app;
    return now.tools.length ? h('section', {'class': 'card', 'data-testid': 'tools'},
        h('h3', null, 'Tools'),
        table(['tool', 'calls', 'failed', 'in all', 'slowest'], now.tools.slice(0, 12).map(tools => [
          tools.name, count(tools.calls),
          tools.failed ? h('span', {'class': 'bad'}, '✕ ' + tools.failed) : '0',
          duration(tools.ms),
          tools.slowest ? h('button', {'type': 'button', 'class': 'link', 'title': agent(model, tools.slowest.thread),
            'onclick': () => this.app.select(tools.slowest)}, duration(model.durationAt(tools.slowest, store.seq))) : '',
        ]))) : null;
  }
}

/** To the part that begins with that event. */
function partLink(words, seq) {
  return h('a', {'href': '?from=' + seq}, words);
}

/** To the part that begins with what failed, with that opened. */
function failureLink(words, failure) {
  return failure ? h('a', {'href': '?from=' + failure.seq + '#' + encodeURIComponent(failure.kind + ':' + failure.id)}, words) : null;
}

/** Where is typed what the part is to begin with. */
function partAsked() {
  return h('input', {
    'type': 'text', 'placeholder': 'from seq, or tool:ID …', 'aria-label': 'Show the part that begins with that seq or object', 'size': '20',
    'autocomplete': 'off', 'spellcheck': 'false', 'data-testid': 'part-asked',
    'onkeydown': event => {
      const asked = event.target.value.trim();
      if (event.key === 'Enter' && asked) {
        location.assign(/^[\d., ]+$/.test(asked) ? '?from=' + asked.replace(/\D/g, '') : partOf(encodeURIComponent(asked)));
      }
    },
  });
}

function tile(name, value, more, testid, exact) {
  return h('div', {'class': 'tile', 'title': exact}, h('dt', null, name), h('dd', {'data-testid': testid}, value), more ? h('dd', {'class': 'dim'}, more) : null);
}

function table(heads, rows) {
  return h('div', {'class': 'scroll-x'}, h('table', null,
      h('thead', null, h('tr', null, heads.map(head => h('th', {'scope': 'col'}, head)))),
      h('tbody', null, rows.map(row => h('tr', null, row.map(cell => h('td', null, cell)))))));
}

function percent(part, whole) {
  return whole ? Math.round(part / whole * 100) + '%' : '';
}

function bar(part) {
  const fill = h('span', {'class': 'meter-fill'});
  fill.style.width = Math.max(1, part * 100) + '%';
  return h('span', {'class': 'meter', 'aria-hidden': 'true'}, fill);
}
