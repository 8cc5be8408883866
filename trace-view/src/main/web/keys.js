/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
import {h} from './dom.js';

/** What the keyboard does. */

const HELP = [
  ['/', 'search; Enter takes the first that is found, ↓ goes into the list'],
  ['n  p', 'next and previous object on the timeline'],
  ['f  F', 'next and previous failure'],
  ['Enter', 'into the object that is chosen'],
  ['Esc', 'close the object'],
  ['← →', 'move the timeline (when it has the focus; ↑ ↓ scroll it)'],
  ['+  −  0', 'zoom in, zoom out, show all; Ctrl and wheel, or pinch, as well'],
  ['e', 'measure along time, or along events'],
  [',  .', 'one event back, one event on'],
  ['1  2  3', 'to what happened, to the timeline, to the conversation'],
  ['t', 'light or dark'],
  ['?', 'this'],
];

export function helpDialog() {
  const close = h('button', {'type': 'button', 'class': 'tool', 'autofocus': true, 'onclick': () => dialog.close()}, 'Close');
  const dialog = h('dialog', {'class': 'help', 'aria-label': 'Keyboard', 'data-testid': 'help'},
      h('h2', null, 'Keyboard'),
      h('dl', null, HELP.map(([keys, does]) => [h('dt', null, keys.split('  ').map(key => h('kbd', null, key))), h('dd', null, does)])),
      h('p', {'class': 'dim'}, 'Click the timeline once, and the wheel zooms it. Drag moves it, double click zooms in.'),
      close);
  return dialog;
}

export function listen(app) {
  const {timeline, slider} = app;
  const acts = {
    '/': () => app.controls.search.focus(),
    '?': () => app.help.showModal(),
    'n': () => app.goOn(1),
    'p': () => app.goOn(-1),
    'f': () => app.goOn(1, true),
    'F': () => app.goOn(-1, true),
    '+': () => timeline.zoom(0.6),
    '=': () => timeline.zoom(0.6),
    '-': () => timeline.zoom(1.6),
    '0': () => timeline.fit(),
    'e': () => app.toggleAxis(),
    ',': () => slider.step(-1),
    '.': () => slider.step(1),
    't': () => app.theme.click(),
    '1': () => app.goTo('overview'),
    '2': () => app.goTo('timeline'),
    '3': () => app.goTo('conversation'),
    'Escape': () => app.close(),
  };
  const onTimeline = {
    'ArrowLeft': () => timeline.pan(-0.15),
    'ArrowRight': () => timeline.pan(0.15),
    'ArrowUp': () => timeline.scroller.scrollBy(0, -60),
    'ArrowDown': () => timeline.scroller.scrollBy(0, 60),
    'Enter': () => app.enter(),
  };
  document.addEventListener('keydown', event => {
    const typing = event.target.closest && event.target.closest('input:not([type=range]), select, textarea, dialog');
    if (typing || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const act = (event.target === timeline.canvas && onTimeline[event.key]) || acts[event.key];
    if (act) {
      event.preventDefault();
      act();
    }
  });
}
