/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
import {h} from './dom.js';
import {bytes, count} from './format.js';

/** Texts of which the page may hold only the beginning. */

const FOLDED = 900;

/** A text in a box of its own: {text, total, whole}; what can be had beyond it is loaded when asked for. */
export function preview(app, text, {unit = 'character', load = null, name = ''} = {}) {
  const box = h('div', {'class': 'preview'});
  const pre = h('pre', {'tabindex': '0', 'aria-label': name || 'text'}, pretty(text));
  box.append(pre);
  if (!text.whole) {
    const shown = text.text.length;
    const whole = unit === 'byte' ? bytes(text.total) : count(text.total, 'character');
    const note = h('p', {'class': 'dim cut', 'data-testid': 'cut'},
        shown ? 'the first ' + count(shown, 'character') + ' of ' + whole : whole + ', left out of this page');
    if (load && app.source.hasMore) {
      note.append(' ', h('button', {'type': 'button', 'class': 'link', 'data-testid': 'load-all', 'onclick': async event => {
        event.target.disabled = true;
        try {
          const all = await load();
          pre.textContent = pretty({text: all, whole: true});
          note.remove();
        } catch (problem) {
          event.target.disabled = false;
          event.target.textContent = 'try again';
          note.prepend(problem.message + '. ');
        }
      }}, 'load all'));
    }
    box.append(note);
  }
  return box;
}

/** JSON with an indent; anything else as it is. */
function pretty({text, whole}) {
  if (whole && text.length < 200000 && /^\s*[[{]/.test(text)) {
    try {
      return JSON.stringify(JSON.parse(text), null, 2);
    } catch (notJson) {
      return text;
    }
  }
  return text;
}

/** A text within a conversation: folded where it is long. */
export function passage(text, className) {
  const long = text.length > FOLDED || text.split('\n', 20).length > 14;
  const words = h('div', {'class': 'passage part-' + className}, text);
  if (!long) {
    return words;
  }
  words.classList.add('folded');
  const button = h('button', {'type': 'button', 'class': 'link unfold', 'aria-expanded': 'false', 'onclick': () => {
    const folded = words.classList.toggle('folded');
    button.textContent = folded ? 'show all' : 'show less';
    button.setAttribute('aria-expanded', String(!folded));
  }}, 'show all');
  return h('div', null, words, button);
}
