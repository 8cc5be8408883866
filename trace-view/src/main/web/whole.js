/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
import {h} from './dom.js';
import {count} from './format.js';
import {KIND_NAMES} from './names.js';
import {swatch} from './objects.js';
import {partOf} from './source.js';

/** The page has a part of the session; what is looked for may be in another. */
export class WholeSearch {
  constructor(app) {
    this.app = app;
    this.words = '';
    this.element = h('div', {'class': 'whole'});
  }

  /** Offers to look for the words everywhere. What was found of the same words stays. */
  offer(words) {
    const {model, source} = this.app;
    const wanted = model.isPart && source.hasMore ? words : '';
    if (wanted !== this.words) {
      this.words = wanted;
      this.element.replaceChildren(wanted ? h('button', {'type': 'button', 'class': 'link', 'data-testid': 'look-everywhere',
        'onclick': () => this.look()}, 'Look for this in the whole session') : '');
    }
  }

  async look() {
    const {words} = this;
    this.say('Looking …');
    try {
      const found = await this.app.source.found(words);
      if (words === this.words) {
        this.show(found);
      }
    } catch (error) {
      if (words === this.words) {
        this.say(error.message);
      }
    }
  }

  say(sentence) {
    this.element.replaceChildren(h('p', {'class': 'dim found', 'role': 'status', 'data-testid': 'found-everywhere'}, sentence));
  }

  show({objects, hits}) {
    const all = count(objects, 'object') + ' in the whole session';
    this.say(!objects ? 'Nothing in the whole session says that.' : hits.length < objects ? all + '; the first ' + count(hits.length) + ':' : all + ':');
    this.element.append(h('ol', {'class': 'plain results', 'data-testid': 'results-everywhere'}, hits.map(hit => h('li', null, link(hit)))));
  }
}

/** To the part that begins with an object. */
function link({kind, id, before, words, after}) {
  return h('a', {'class': 'object', 'href': partOf(encodeURIComponent(kind + ':' + id)), 'data-kind': kind, 'data-id': id},
      swatch(kind),
      h('span', {'class': 'object-name'}, kind === 'item' || kind === 'cell' ? id : KIND_NAMES[kind] + ' ' + id),
      h('span', {'class': 'object-words'}, before, h('mark', null, words), after));
}
