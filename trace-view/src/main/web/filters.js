/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
import {agent, itemText, label, longText, words} from './names.js';

/** Which objects a person wants to see: by words, kind, status and agent. */

/** The kinds on the timeline, in the order of its rows; each can be left out. */
export const SHOWN_KINDS = ['turn', 'inference', 'tool', 'cell', 'operation', 'compaction', 'edge'];

/** What else belongs to a kind when that is left out. */
export const PART_OF = {'compaction-request': 'compaction', 'terminal': 'operation'};

export class Filters {
  constructor(model, store) {
    this.model = model;
    this.store = store;
    this.haystacks = new Map();
  }

  /** Whether anything is looked for at all. */
  get active() {
    const {query, status, agent: path, hidden} = this.store;
    return query.trim() !== '' || status !== '' || path !== '' || hidden.size > 0;
  }

  /** Whether some objects are marked out among those that are shown. */
  get narrows() {
    const {query, status, agent: path} = this.store;
    return query.trim() !== '' || status !== '' || path !== '';
  }

  /** Whether the kind of an object is shown. */
  shows(node) {
    return !this.store.hidden.has(PART_OF[node.type] || node.type);
  }

  /** A test for all that is looked for, for many objects. */
  test() {
    const {query, status, agent: path, seq} = this.store;
    const terms = query.toLowerCase().split(/\s+/).filter(Boolean);
    const thread = path === '' ? null : Number(path);
    return node => this.shows(node)
        && this.model.isThere(node, seq)
        && (thread === null || this.isOf(node, thread))
        && (status === '' || this.hasStatus(node, status, seq))
        && (terms.length === 0 || this.says(node, terms, seq));
  }

  isOf(node, thread) {
    return this.model.threadOf(node) === thread
        || (node.type === 'edge' && this.model.threadOf(this.model.node(node.target) || node) === thread);
  }

  hasStatus(node, status, seq) {
    const now = this.model.statusAt(node, seq);
    return now === status || (status === 'failed' && now === 'aborted');
  }

  says(node, terms, seq) {
    let haystack = this.haystacks.get(node);
    if (haystack === undefined) {
      haystack = text(this.model, node).toLowerCase();
      this.haystacks.set(node, haystack);
    }
    return terms.every(term => haystack.includes(term) || (this.model.statusAt(node, seq) || '') === term);
  }
}

/** All that may be looked for in an object. */
function text(model, node) {
  const parts = [node.id, node.type, label(model, node), longText(model, node), agent(model, model.threadOf(node))];
  if (node.type === 'item') {
    parts.push(itemText(model, node), node.call_id);
  } else if (node.type === 'tool') {
    parts.push(words(model, node), node.call_id, model.words(node.input), model.words(node.output));
  } else if (node.type === 'operation') {
    parts.push(node.cwd, model.words(node.stdout), model.words(node.stderr));
  } else if (node.type === 'thread') {
    parts.push(node.nickname, node.model);
  }
  return parts.filter(Boolean).join('\n');
}
