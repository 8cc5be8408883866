/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
import {count, line, plain} from './format.js';

/** What objects are called, and what they say in one line. */

export const KIND_NAMES = {
  'thread': 'agent',
  'turn': 'turn',
  'item': 'item',
  'inference': 'inference',
  'cell': 'code cell',
  'tool': 'tool',
  'terminal': 'terminal',
  'operation': 'terminal operation',
  'compaction': 'compaction',
  'compaction-request': 'compaction request',
  'edge': 'arrow',
  'payload': 'payload',
};

const MARKS = {'completed': '✓', 'failed': '✕', 'aborted': '✕', 'cancelled': '⊘', 'running': '…', 'idle': '·'};

/** A sign for a status, so that its colour is not all there is. */
export function mark(status) {
  return MARKS[status] || '';
}

/** An id, short enough for a line. */
export function shortId(id) {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-/.test(id) ? id.slice(0, 8) : line(id, 40);
}

/** The path of an agent. */
export function agent(model, n) {
  const thread = model.node(n);
  return thread ? plain(thread.path) : '';
}

/** What an item is, in a word or two. */
export function itemKind(item) {
  switch (item.kind) {
    case 'message':
      return item.author !== undefined || item.recipient !== undefined
          ? plain((item.author || '?') + ' → ' + (item.recipient || '?')) : item.role;
    case 'reasoning':
      return 'reasoning';
    case 'function_call':
    case 'custom_tool_call':
      return 'calls';
    case 'compaction_marker':
      return 'compaction';
    default:
      return 'output';
  }
}

/** What is said in an item, as far as the page has it. */
export function itemText(model, item) {
  return (item.parts || []).map(part => partText(model, part)).join('\n');
}

export function partText(model, [kind, text, more]) {
  const words = model.words(text);
  return kind === 'encoded' ? '[' + words + ': ' + count(more, 'character') + ' that only the provider can read]' : words;
}

/** The name of a tool; one of a server has that before it. */
export function toolName(tool) {
  return plain(tool.server ? tool.server + '.' + tool.tool : tool.tool || 'tool');
}

/** What a tool was asked to do. */
export function toolWords(model, tool) {
  const operation = model.node(tool.operation);
  if (operation) {
    return operationWords(model, operation);
  }
  if (tool.message !== undefined) {
    return (tool.target ? tool.target + ' ' : '') + '“' + model.words(tool.message) + '”';
  }
  return tool.target || model.words(tool.input);
}

export function operationWords(model, operation) {
  if (operation.command !== undefined) {
    return '$ ' + model.words(operation.command);
  }
  return operation.stdin === undefined ? '(reads on)' : '< ' + model.words(operation.stdin);
}

/** The name of an object, without what it says. */
export function label(model, node) {
  switch (node.type) {
    case 'thread':
      return plain(node.path);
    case 'turn':
      return 'turn ' + node.number;
    case 'tool':
      return toolName(node);
    case 'item':
      return itemKind(node);
    case 'edge':
      return node.kind.replace(/_/g, ' ');
    case 'payload':
      return node.kind.replace(/_/g, ' ');
    case 'inference':
      return 'inference';
    case 'terminal':
      return 'terminal ' + shortId(node.id);
    case 'operation':
      return 'terminal';
    default:
      return KIND_NAMES[node.type];
  }
}

/** What it says, in one line. */
export function words(model, node, most = 90) {
  return line(longText(model, node), most);
}

export function longText(model, node) {
  switch (node.type) {
    case 'thread':
      return [node.role, node.task].filter(Boolean).join(' · ');
    case 'turn':
      return turnWords(model, node);
    case 'inference':
      return (node.usage ? count(node.usage[0]) + ' in, ' + count(node.usage[3]) + ' out  ' : '') + node.model;
    case 'tool':
      return toolWords(model, node);
    case 'cell':
      return model.words(node.source);
    case 'operation':
      return operationWords(model, node) + (node.exit ? '  exit ' + node.exit : '');
    case 'compaction':
      return count(model.size(node.input), 'item') + ' became ' + model.size(node.replacement);
    case 'compaction-request':
      return node.model;
    case 'terminal':
      return count((node.operations || []).length, 'operation');
    case 'edge':
      return agent(model, node.thread) + ' → ' + agent(model, targetThread(model, node));
    case 'item':
      return itemText(model, node);
    case 'payload':
      return node.path;
    default:
      return '';
  }
}

export function targetThread(model, edge) {
  const target = model.node(edge.target);
  return target ? model.threadOf(target) : undefined;
}

/** What the turn was about: what the user or another agent said in it, or last before it. */
function turnWords(model, turn) {
  if (turn.about === undefined) {
    const told = item => item && item.kind === 'message' && (item.role === 'user' || item.author !== undefined);
    const first = is => model.of('item').find(item => item.turn === turn.n && is(item))
        || (turn.inputs || []).map(n => model.node(n)).reverse().find(is);
    // What the client adds in the user's name comes before what the user asks.
    const asked = first(item => told(item) && !item.context) || first(told);
    turn.about = asked ? itemText(model, asked).slice(0, 200) : '';
  }
  return turn.about;
}
