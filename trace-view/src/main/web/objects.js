/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
import {h} from './dom.js';
import {duration} from './format.js';
import {label, mark, words} from './names.js';

/** Objects as elements: a sign for the kind, a sign for how they stand, a button that leads to them. */

/** How something stands; its colour is never all that tells. */
export function statusChip(status) {
  return status ? h('span', {'class': 'status ' + status}, mark(status) + ' ' + status) : null;
}

/** A square in the colour of a kind. */
export function swatch(type) {
  return h('span', {'class': 'swatch kind-' + type, 'aria-hidden': 'true'});
}

/** A button that chooses an object. */
export function objectButton(app, node, options = {}) {
  const {model, store} = app;
  const status = model.statusAt(node, store.seq);
  const ran = model.durationAt(node, store.seq);
  const says = options.says === undefined ? words(model, node, options.most || 70) : options.says;
  return h('button', {
    'class': 'object' + (model.failedAt(node, store.seq) ? ' failed' : '') + (model.isThere(node, store.seq) ? '' : ' later'),
    'type': 'button',
    'data-testid': options.testid || 'object',
    'data-kind': node.type,
    'data-id': node.id,
    'onclick': () => app.select(node),
  },
  swatch(node.type),
  h('span', {'class': 'object-name'}, label(model, node)),
  says ? h('span', {'class': 'object-words'}, says) : null,
  h('span', {'class': 'object-facts'}, [
    status && status !== 'completed' ? mark(status) + ' ' + status : null,
    options.fact || (status && ran != null ? duration(ran) : null),
  ].filter(Boolean).join(' · ')));
}
