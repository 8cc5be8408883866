/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
import {Controls} from './controls.js';
import {Conversation} from './conversation.js';
import {h} from './dom.js';
import {Filters} from './filters.js';
import {count} from './format.js';
import {Inspector} from './inspector.js';
import {helpDialog, listen} from './keys.js';
import {Model} from './model.js';
import {shortId} from './names.js';
import {Overview} from './overview.js';
import {Slider} from './slider.js';
import {partOf} from './source.js';
import {Store} from './store.js';
import {themeButton} from './theme.js';
import {Timeline} from './timeline.js';

/** The page of one session: its parts, and what they do together. */
export class App {
  constructor(data, source) {
    this.source = source;
    this.model = new Model(data);
    this.store = new Store({
      seq: this.model.lastSeq, selected: null, query: '', status: '', agent: '', hidden: new Set(), axis: usualAxis(this.model), theme: '',
    });
    this.filters = new Filters(this.model, this.store);
    this.timeline = new Timeline(this.model, this.store, this.filters, node => node ? this.select(node) : this.store.set({selected: null}));
    this.slider = new Slider(this);
    this.controls = new Controls(this);
    this.conversation = new Conversation(this);
    this.inspector = new Inspector(this);
    this.overview = new Overview(this);
    this.theme = themeButton(this.store);
    this.help = helpDialog();
    this.element = this.build();
    listen(this);
    this.store.on(['selected'], () => this.address());
  }

  build() {
    const section = (id, title, ...content) =>
      h('section', {'id': id, 'aria-labelledby': id + '-title'}, h('h2', {'id': id + '-title'}, title), content);
    this.leftOut = h('footer', {'class': 'dim', 'data-testid': 'left-out'}, this.leftOutWords());
    return h('div', {'class': 'page'},
        h('header', {'class': 'top'},
            h('h1', {'title': this.model.session.id}, h('span', {'class': 'brand'}, 'Tracefold'), ' ', shortId(this.model.session.id)),
            h('nav', {'aria-label': 'Parts'},
                h('a', {'href': '#overview'}, 'Overview'), h('a', {'href': '#timeline'}, 'Timeline'), h('a', {'href': '#conversation'}, 'Conversation')),
            this.slider.element,
            h('span', {'class': 'top-tools'},
                this.theme,
                h('button', {'type': 'button', 'class': 'tool', 'title': 'Keyboard (?)', 'aria-label': 'Keyboard', 'data-testid': 'help-button',
                  'onclick': () => this.help.showModal()}, '?'))),
        h('div', {'class': 'columns'},
            h('main', null,
                section('overview', 'What happened', this.overview.element),
                section('timeline', 'Timeline', this.controls.element, this.timeline.element, this.controls.results),
                section('conversation', 'Conversation as the model saw it', this.conversation.element),
                this.leftOut),
            this.inspector.element),
        this.help);
  }

  leftOutWords() {
    const {events, later, shortened, dropped, preview, asked} = this.model.leftOut;
    const parts = [];
    if (events) {
      parts.push('what was over before seq ' + count(this.model.firstSeq) + ' (' + count(events, 'event') + ')');
    }
    if (later) {
      parts.push('what came behind seq ' + count(this.model.lastSeq) + ' (' + count(later, 'event') + ')');
    }
    if (shortened) {
      parts.push('of ' + count(shortened, 'text') + ' the page has only the first ' + count(preview) + ' characters'
          + (preview < asked ? ' (' + count(asked) + ' were asked for)' : ''));
    }
    if (dropped) {
      parts.push('to stay small, ' + count(dropped, 'text') + (dropped === 1 ? ' is' : ' are') + ' left out, payloads and the oldest first');
    }
    return parts.length ? 'Left out: ' + parts.join('; ') + '.' : 'Nothing is left out of this page.';
  }

  /** Takes the session when it has grown. Who looked at its end, goes on to. */
  grow(data) {
    const atEnd = this.store.seq >= this.model.lastSeq;
    const selected = this.model.node(this.store.selected);
    const agent = this.store.agent && this.model.node(Number(this.store.agent));
    this.model = new Model(data);
    const same = node => {
      const found = node && this.model.find(node.type, node.id);
      return found ? found.n : null;
    };
    this.filters.model = this.model;
    this.filters.haystacks.clear();
    this.store.selected = same(selected);
    this.store.agent = agent ? String(same(agent)) : '';
    this.timeline.relatedOf = undefined;
    this.timeline.hover = null;
    this.timeline.show(this.model);
    this.controls.show();
    this.conversation.show();
    this.store.changed.add('seq').add('selected');
    this.store.set({seq: atEnd ? this.model.lastSeq : this.store.seq});
    this.slider.show();
    this.leftOut.textContent = this.leftOutWords();
  }

  /** Chooses an object and brings it into view; one that comes later moves the moment on to it. */
  select(chosen) {
    // Who chose it may hold on to the object as it was before the session grew.
    const node = this.model.find(chosen.type, chosen.id) || chosen;
    const there = this.model.isThere(node, this.store.seq);
    this.store.set({selected: node.n, seq: there ? this.store.seq : node.type === 'edge' ? node.arrival : node.seq});
    this.store.tell();
    this.timeline.reveal(node);
    this.clearOfSheet(node);
  }

  /** In a small window the object's sheet covers the lower part: what was chosen on the timeline moves out of it. */
  clearOfSheet(node) {
    const sheet = this.inspector.element.getBoundingClientRect();
    const canvas = this.timeline.canvas.getBoundingClientRect();
    const rect = sheet.left === 0 && canvas.bottom > 0 && canvas.top < window.innerHeight ? this.timeline.rectOf(node) : null;
    if (rect && rect.y + rect.height > sheet.top - 20) {
      window.scrollBy(0, rect.y - (sheet.top + this.slider.element.getBoundingClientRect().bottom) / 2);
    }
  }

  /** To the next object on the timeline among those that are looked for. */
  goOn(by, failed = false) {
    const {model, store} = this;
    const test = this.filters.test();
    const nodes = ['turn', 'inference', 'tool', 'cell', 'compaction', 'compaction-request'].flatMap(kind => model.of(kind))
        .filter(node => test(node) && (!failed || model.failedAt(node, store.seq)))
        .sort((a, b) => a.seq - b.seq);
    const now = model.node(store.selected);
    const at = nodes.indexOf(now);
    const next = at >= 0 ? nodes[at + by]
        : by > 0 ? nodes.find(node => !now || node.seq >= (now.seq || 0)) : nodes.reverse().find(node => !now || node.seq <= (now.seq || 0));
    if (next) {
      this.select(next);
    }
  }

  enter() {
    const node = this.model.node(this.store.selected) || this.timeline.hover;
    if (node) {
      this.select(node);
      this.inspector.title.focus();
    }
  }

  close() {
    const inside = this.inspector.element.contains(document.activeElement);
    this.store.set({selected: null});
    if (inside) {
      this.timeline.canvas.focus();
    }
  }

  toggleAxis() {
    this.store.set({axis: this.store.axis === 'time' ? 'events' : 'time'});
  }

  goTo(id) {
    document.getElementById(id).scrollIntoView({block: 'start'});
  }

  /** The address names the object, so that it can be passed on. */
  address() {
    const node = this.model.node(this.store.selected);
    history.replaceState(null, '', node ? '#' + encodeURIComponent(node.type + ':' + node.id) : location.pathname + location.search);
  }

  /** Opens the object that the address names. */
  openAddress() {
    const wanted = location.hash.slice(1);
    for (const node of wanted ? this.model.nodes : []) {
      // What is not an address is not decoded, so it cannot fail to be.
      if (encodeURIComponent(node.type + ':' + node.id) === wanted) {
        this.select(node);
        return;
      }
    }
    // It may be in another part. Where nobody knows it, that is the end, and the address stays as it is.
    const elsewhere = partOf(wanted);
    if (wanted.includes('%3A') && this.model.isPart && this.source.hasMore && location.search + location.hash !== elsewhere) {
      location.replace(elsewhere);
    }
  }
}

/** Time tells nothing where all events have the same. */
function usualAxis(model) {
  const {times} = model;
  return times.length && times[times.length - 1] - times[0] > 0 ? 'time' : 'events';
}
