/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
import {App} from './app.js';
import {chain} from './cause.js';
import {h} from './dom.js';
import {facts} from './facts.js';
import {home} from './home.js';
import {EmbeddedSource, ServerSource, mode} from './source.js';

async function start() {
  const root = document.getElementById('app');
  try {
    if (mode() === 'home') {
      await home(root);
    } else {
      await session(root, mode() === 'report' ? new EmbeddedSource() : new ServerSource());
    }
  } catch (problem) {
    root.replaceChildren(h('p', {'class': 'problem', 'role': 'alert'}, 'This page cannot show the session: ' + problem.message));
    throw problem;
  }
}

async function session(root, source) {
  // A long session takes a while, and an empty page would look like a broken one.
  root.replaceChildren(h('p', {'class': 'waiting', 'role': 'status', 'data-testid': 'waiting'}, 'Reading the session …'));
  const app = new App(await source.data(), source);
  document.title = app.model.session.id + ' · Tracefold';
  root.replaceChildren(app.element);
  app.openAddress();
  window.addEventListener('hashchange', () => app.openAddress());
  let last = Promise.resolve();
  source.follow(() => last = last.then(async () => app.grow(await source.data())).catch(problem => console.warn(problem)));
  // For tests and for the curious: what cannot be read off a canvas.
  window['tracefold'] = Object.freeze({
    'objectAt': (kind, id) => {
      const node = app.model.find(kind, id);
      return node ? app.timeline.rectOf(node) : null;
    },
    'selected': () => {
      const node = app.model.node(app.store.selected);
      return node ? {'kind': node.type, 'id': node.id} : null;
    },
    'seq': () => app.store.seq,
    'view': () => ({'from': app.timeline.from, 'to': app.timeline.to, 'axis': app.store.axis}),
    'facts': () => ({'events': app.model.seqs.length, 'lastSeq': app.model.lastSeq, 'total': {...facts(app.model, app.store.seq).total}}),
    'chain': (kind, id) => {
      const node = app.model.find(kind, id);
      return node ? chain(app.model, node).map(step => ({'part': step.part, 'kind': step.node.type, 'id': step.node.id})) : null;
    },
  });
}

start();
