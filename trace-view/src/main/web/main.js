/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
import {h} from './dom.js';
import {EmbeddedSource, ServerSource, mode} from './source.js';

async function start() {
  const app = document.getElementById('app');
  const source = mode() === 'report' ? new EmbeddedSource() : new ServerSource();
  const data = await source.data();
  app.append(h('h1', null, data.session.id), h('p', null, data.session.status));
}

start();
