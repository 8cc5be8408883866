/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What the person has chosen: the moment, the object, what to look for. Views listen to it. */
export class Store {
  constructor(state) {
    Object.assign(this, state);
    this.listeners = [];
    this.changed = new Set();
  }

  /** Changes some of it; listeners hear of all changes of a frame at once. */
  set(changes) {
    for (const [name, value] of Object.entries(changes)) {
      if (this[name] !== value) {
        this[name] = value;
        this.changed.add(name);
      }
    }
    if (this.changed.size && !this.waiting) {
      this.waiting = true;
      requestAnimationFrame(() => this.tell());
    }
  }

  /** Tells of what has changed now, not only with the next frame. */
  tell() {
    this.waiting = false;
    const changed = this.changed;
    if (changed.size) {
      this.changed = new Set();
      this.listeners.forEach(listener => listener(changed));
    }
  }

  /** Calls back with the names of what has changed, if one of those named is among it. */
  on(names, listener) {
    this.listeners.push(changed => {
      if (names.some(name => changed.has(name))) {
        listener(changed);
      }
    });
  }
}
