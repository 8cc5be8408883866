/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
import {h} from './dom.js';
import {moment} from './format.js';
import {statusChip} from './objects.js';

/**
 * The sessions of a server. sessions.json?after=KEY is {sessions: [{href, name, title, started_at_unix_ms, status, detail}],
 * next: KEY or null}; all but href and name may be missing.
 */
export async function home(root) {
  const list = h('ol', {'class': 'plain sessions', 'data-testid': 'sessions'});
  const more = h('button', {'type': 'button', 'class': 'tool', 'data-testid': 'more-sessions', 'hidden': true}, 'more');
  root.replaceChildren(h('div', {'class': 'page home'},
      h('header', {'class': 'top'}, h('h1', null, h('span', {'class': 'brand'}, 'Tracefold'), ' sessions')),
      h('main', null, list, more)));
  let next = '';
  const load = async () => {
    const answer = await fetch('sessions.json' + (next ? '?after=' + encodeURIComponent(next) : ''), {cache: 'no-store'});
    if (!answer.ok) {
      throw new Error('the server answered ' + answer.status);
    }
    const page = await answer.json();
    page.sessions.forEach(session => list.append(h('li', null, entry(session))));
    next = page.next;
    more.hidden = !next;
    if (!list.childElementCount) {
      list.append(h('li', {'class': 'dim'}, 'There is no session here.'));
    }
  };
  more.addEventListener('click', load);
  await load();
}

function entry(session) {
  return h('a', {'href': session.href, 'data-testid': 'session'},
      h('strong', null, session.title || session.name),
      h('span', {'class': 'dim'}, [session.title ? session.name : null,
        session.started_at_unix_ms == null ? null : moment(session.started_at_unix_ms), session.detail].filter(Boolean).join(' · ')),
      statusChip(session.status));
}
