/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
import {carriers, requests} from './requests.js';

/** The chain of cause around one object, in the words of the command line's explain. */

/** Parts of the chain that come before the object; all others follow from it. */
const BEFORE = new Set(['spawned by', 'by way of', 'asked for by', 'of agent', 'in turn', 'came in turn', 'produced by',
  'delivered by', 'reported by', 'goes on from', 'newly told', 'in item', 'called from', 'on thread', 'part of',
  'replaced, first', 'replaced, last', 'from', 'evidence of', 'reached by']);

/**
 * @param {!Model} model
 * @param {!Object} node
 * @return {!Array<{part: string, node: !Object, before: boolean}>}
 */
export function chain(model, node) {
  const steps = new Chain(model).of(node);
  return steps.map(step => ({...step, before: BEFORE.has(step.part)}));
}

class Chain {
  constructor(model) {
    this.model = model;
    this.steps = [];
  }

  of(node) {
    this[node.type.replace('-', '_')](node);
    return this.steps;
  }

  add(part, n) {
    if (n != null && this.model.node(n)) {
      this.steps.push({part, node: this.model.node(n)});
    }
  }

  each(part, numbers) {
    (numbers || []).forEach(n => this.add(part, n));
  }

  every(part, type, test) {
    this.model.of(type).filter(test).forEach(node => this.add(part, node.n));
  }

  thread(thread) {
    this.add('spawned by', thread.parent);
    const edge = this.model.node(thread.spawn_edge);
    if (edge) {
      this.add('by way of', edge.n);
      this.add('asked for by', edge.source);
    }
    this.every('ran', 'turn', turn => turn.thread === thread.n);
    this.every('reached by', 'edge', other => other.target === thread.n);
  }

  turn(turn) {
    this.add('of agent', turn.thread);
    this.every('asked', 'inference', call => call.turn === turn.n);
    this.every('ran', 'tool', tool => tool.turn === turn.n);
    this.every('compacted', 'compaction', compaction => compaction.turn === turn.n);
  }

  item(item) {
    this.add('of agent', item.thread);
    this.add('came in turn', item.turn);
    this.each('produced by', item.by);
    this.every('delivered by', 'edge', edge => edge.target === item.n);
    this.every('reported by', 'edge', edge => edge.source === item.n);
    this.every('asked for', 'tool', tool => (tool.calls || []).includes(item.n));
    this.every('source of', 'cell', cell => cell.item === item.n);
    this.every('compacted by', 'compaction', compaction => this.model.list(compaction.input).includes(item.n));
    this.every('marks', 'compaction', compaction => compaction.marker === item.n);
    const [first, last] = carriers(this.model, item);
    if (first) {
      this.add('first carried by', first.n);
      if (last !== first) {
        this.add('last carried by', last.n);
      }
    }
  }

  inference(call) {
    this.add('of agent', call.thread);
    this.add('in turn', call.turn);
    this.every('goes on from', 'compaction', compaction => compaction.continuation === call.n);
    // What an earlier request or response brought is not new.
    const {first} = requests(this.model, call.thread);
    const said = new Set();
    this.model.of('inference')
        .filter(other => other.thread === call.thread && other.seq < call.seq)
        .forEach(other => (other.response || []).forEach(n => said.add(n)));
    const fresh = this.model.list(call.request).filter(n => first.get(n) === call && !said.has(n));
    this.each('newly told', fresh);
    this.each('answered', call.response);
    this.each('started', call.tools);
  }

  cell(cell) {
    this.add('in turn', cell.turn);
    this.producers(cell.item);
    this.add('in item', cell.item);
    this.each('called', cell.nested);
    this.each('waited on by', cell.waits);
    this.each('model saw', cell.outputs);
    this.firstCarriers(cell.outputs);
  }

  tool(tool) {
    this.add('of agent', tool.thread);
    this.add('in turn', tool.turn);
    const cell = this.model.node(tool.cell);
    if (cell) {
      this.producers(cell.item);
      this.add('in item', cell.item);
      this.add('called from', cell.n);
    }
    (tool.calls || []).forEach(n => this.producers(n));
    this.each('in item', tool.calls);
    const operation = this.model.node(tool.operation);
    if (operation) {
      this.add('ran as', operation.n);
      this.add('in terminal', operation.terminal);
    }
    for (const edge of this.model.of('edge')) {
      if (edge.source === tool.n) {
        this.add('sent', edge.n);
        this.add('arrived at', edge.target);
      }
    }
    this.each('model saw', tool.outputs);
    this.firstCarriers(tool.outputs);
  }

  terminal(terminal) {
    this.add('on thread', terminal.thread);
    this.each('used by', terminal.operations);
  }

  operation(operation) {
    this.add('part of', operation.tool);
    const tool = this.model.node(operation.tool);
    if (tool) {
      this.tool(tool);
    }
    this.steps = this.steps.filter(step => step.node !== operation);
  }

  compaction(compaction) {
    this.add('of agent', compaction.thread);
    this.add('in turn', compaction.turn);
    this.each('asked for by', compaction.requests);
    const input = this.model.list(compaction.input);
    this.add('replaced, first', input[0]);
    if (input.length > 1) {
      this.add('replaced, last', input[input.length - 1]);
    }
    this.add('marked by', compaction.marker);
    this.each('replacement', this.model.list(compaction.replacement));
    this.add('gone on from by', compaction.continuation);
  }

  compaction_request(request) {
    this.add('in turn', request.turn);
    this.add('asked for', request.compaction);
  }

  edge(edge) {
    this.add('from', edge.source);
    this.add('to', edge.target);
    this.each('carried', edge.carried);
    this.each('evidence', edge.raw);
  }

  payload(payload) {
    const fields = ['raw_request', 'raw_response', 'raw_invocation', 'raw_result'];
    for (const node of this.model.nodes) {
      if (fields.some(field => node[field] === payload.n)
          || (node.raw || []).includes(payload.n)
          || (node.raw_runtime || []).includes(payload.n)
          || (node.parts || []).some(part => (part[0] === 'json' || part[0] === 'payload') && part[2] === payload.n)) {
        this.add('evidence of', node.n);
      }
    }
  }

  producers(n) {
    const item = this.model.node(n);
    ((item && item.by) || [])
        .filter(by => this.model.node(by).type === 'inference')
        .forEach(by => this.add('asked for by', by));
  }

  firstCarriers(items) {
    for (const n of items || []) {
      const first = carriers(this.model, this.model.node(n))[0];
      if (first) {
        this.add('in request of', first.n);
      }
    }
  }
}
