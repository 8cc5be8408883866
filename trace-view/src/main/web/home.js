/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
import {h} from './dom.js';
import {bytes, moment} from './format.js';
import {themeButton} from './theme.js';

/** The sessions of a server, a page at a time; the server looks for those that are wanted. */

const TYPING_MS = 200;

/** Lists them. Fails if the first page cannot be had. */
export async function home(root) {
  const list = new SessionList();
  root.replaceChildren(list.element);
  await list.load();
}

class SessionList {
  constructor() {
    this.next = null;
    // Answers come in any order; only that to the last question counts.
    this.asked = 0;
    this.title = h('p', {'class': 'place', 'data-testid': 'home-title'});
    this.search = h('input', {
      'type': 'search', 'class': 'search', 'placeholder': 'Search  ( / )', 'aria-label': 'Search sessions', 'data-testid': 'session-search',
      'spellcheck': 'false', 'autocomplete': 'off', 'oninput': () => this.typed()});
    this.archived = h('input', {'type': 'checkbox', 'data-testid': 'archived', 'onchange': () => this.anew()});
    this.archive = h('label', {'class': 'archive', 'hidden': true}, this.archived, ' archived');
    this.note = h('p', {'class': 'dim', 'role': 'status', 'data-testid': 'sessions-note'});
    this.list = h('ol', {'class': 'plain sessions', 'data-testid': 'sessions'});
    this.more = h('button', {'type': 'button', 'class': 'tool', 'data-testid': 'more-sessions', 'hidden': true, 'onclick': () => this.goOn()}, 'more');
    this.element = h('div', {'class': 'page home'},
        h('header', {'class': 'top'},
            h('h1', null, h('span', {'class': 'brand'}, 'Tracefold'), ' sessions'),
            h('span', {'class': 'top-tools'}, themeButton({set() {}}))),
        h('main', null,
            this.title,
            h('div', {'class': 'home-controls'}, this.search, this.archive),
            this.note, this.list, this.more));
    document.addEventListener('keydown', event => this.key(event));
  }

  key(event) {
    if (event.key === '/' && document.activeElement !== this.search && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      this.search.focus();
    }
  }

  typed() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.anew(), TYPING_MS);
  }

  /** Asks for the first page of what is wanted now. */
  anew() {
    this.next = null;
    return this.tell(this.load());
  }

  /** Asks for the next page. The keyboard goes on where it was: at the first session that is new. */
  async goOn() {
    const known = this.list.childElementCount;
    await this.tell(this.load());
    const first = this.list.children[known];
    if (first) {
      first.querySelector('a').focus();
    }
  }

  async tell(loading) {
    try {
      await loading;
    } catch (problem) {
      this.note.textContent = 'The sessions cannot be listed: ' + problem.message;
    }
  }

  async load() {
    const asked = ++this.asked;
    const goingOn = this.next;
    const query = new URLSearchParams();
    if (goingOn) {
      query.set('cursor', goingOn);
    }
    const text = this.search.value.trim();
    if (text) {
      query.set('q', text);
    }
    if (this.archived.checked) {
      query.set('archived', '');
    }
    const answer = await fetch('sessions.json?' + query, {cache: 'no-store'});
    const page = await answer.json();
    if (!answer.ok) {
      throw new Error(page.error || 'the server answered ' + answer.status);
    }
    if (asked === this.asked) {
      this.show(page, Boolean(goingOn));
    }
  }

  show(page, goingOn) {
    this.next = page.next;
    this.title.textContent = page.title;
    this.archive.hidden = !page.has_archive;
    this.more.hidden = !page.next;
    if (!goingOn) {
      this.list.replaceChildren();
    }
    this.list.append(...page.sessions.map(session => h('li', null, entry(session))));
    this.note.textContent = this.list.childElementCount ? ''
        : page.next ? 'None of those that were looked at is like that; there are more.'
        : this.search.value.trim() ? 'No session is like that.' : 'There is no session here.';
  }
}

function entry(session) {
  const facts = [
    session.started_at_unix_ms == null ? null : moment(session.started_at_unix_ms),
    session.bytes == null ? null : bytes(session.bytes),
    session.place,
  ];
  return h('a', {'href': 's/' + encodeURIComponent(session.id) + '/', 'data-testid': 'session', 'data-id': session.id},
      h('strong', null, session.title || '(nothing was said)'),
      h('span', {'class': 'dim'}, facts.filter(Boolean).join(' · ')));
}
