/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
import {h} from './dom.js';

/** Light, dark, or as the machine has it. */

const NEXT = {'': 'dark', 'dark': 'light', 'light': ''};
const NAMES = {'': '◐ auto', 'dark': '● dark', 'light': '○ light'};

export function themeButton(store) {
  const root = document.documentElement;
  let theme = '';
  const button = h('button', {'type': 'button', 'class': 'tool', 'data-testid': 'theme', 'title': 'Light or dark (t)', 'onclick': () => {
    theme = NEXT[theme];
    if (theme) {
      root.dataset.theme = theme;
    } else {
      delete root.dataset.theme;
    }
    button.textContent = NAMES[theme];
    store.set({theme: theme + Date.now()});
  }}, NAMES['']);
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => store.set({theme: theme + Date.now()}));
  return button;
}
