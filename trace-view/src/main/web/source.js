/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Where a page has its session from: from itself, or from the server that it came from. */

/** @return {string} report, session or home */
export function mode() {
  return document.querySelector('meta[name="tracefold-mode"]').content;
}

/** Where a server has the part of a session that begins with an object, which is opened there; by the object's own address. */
export function partOf(object) {
  return '?of=' + object + '#' + object;
}

/** The session is in the page. */
export class EmbeddedSource {
  async data() {
    const element = document.getElementById('tracefold-data');
    const data = JSON.parse(element.textContent);
    // It is parsed now; as text it would only take memory.
    element.textContent = '';
    return data;
  }

  /** Whether more than the page holds can be had. */
  get hasMore() {
    return false;
  }

  follow() {}
}

/** A server has the session; addresses are relative to the page's own. */
export class ServerSource {
  async data() {
    // The page's own address names the part that it shows, if it is not the end.
    return (await this.get('data.json' + location.search)).json();
  }

  get hasMore() {
    return true;
  }

  /** The whole of a payload, as text. */
  async payload(id) {
    return (await this.get('payload/' + encodeURIComponent(id))).text();
  }

  /** The whole body of an item: {parts: [...]} as the graph has it. */
  async body(id) {
    return (await this.get('body/' + encodeURIComponent(id))).json();
  }

  /** What has these words in all of the session: {objects, hits: [{kind, id, before, words, after}]}. */
  async found(words) {
    return (await this.get('found.json?words=' + encodeURIComponent(words))).json();
  }

  /** Calls back with the last seq whenever the session has grown. */
  follow(grown) {
    const events = new EventSource('follow');
    events.addEventListener('grown', event => grown(JSON.parse(event.data).last_seq));
  }

  async get(address) {
    const answer = await fetch(address, {cache: 'no-store'});
    if (!answer.ok) {
      throw new Error(await sentence(answer) || address + ': the server answered ' + answer.status);
    }
    return answer;
  }
}

/** What the server said was wrong; nothing if it was another that answered. */
async function sentence(answer) {
  try {
    return (await answer.json())['error'];
  } catch {
    return undefined;
  }
}
