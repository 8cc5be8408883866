/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
import {HEAD} from './lanes.js';

/** Arrows between lanes: where they begin and end, whether a point is on one, how they look. */

const NEAR = 6;
const PIECES = 24;
const DASHES = {'close_agent': [2, 3], 'agent_result': [6, 3], 'send_message': [], 'assign_agent_task': [], 'spawn_agent': []};

/** The place of an object on the timeline, in pixels of the whole plan; null if it is in no lane. */
export function placeOf(model, plan, scale, node) {
  const bar = plan.places.get(node.n);
  if (bar) {
    return {x: scale.x(scale.axis.start(node)), y: bar.y + bar.h / 2};
  }
  const lane = plan.lanes.find(other => other.thread.n === model.threadOf(node));
  if (!lane) {
    return null;
  }
  const row = node.type === 'thread' ? null : lane.rows.find(other => other.name === 'model') || lane.rows[0];
  return {x: scale.x(scale.axis.start(node)), y: row ? row.y + 8 : lane.y + HEAD / 2};
}

/** The curve of an arrow; null if one of its ends is in no lane. */
export function curve(model, plan, scale, edge) {
  const source = model.node(edge.source);
  const target = model.node(edge.target);
  const from = source && endOf(model, plan, scale, source, edge);
  const to = target && endOf(model, plan, scale, target, edge);
  if (!from || !to) {
    return null;
  }
  const bend = Math.min(60, Math.max(16, Math.abs(to.x - from.x) / 2));
  return {from, to, c1: {x: from.x + bend, y: from.y}, c2: {x: to.x - bend, y: to.y}};
}

/** An end that is an agent as a whole lies where the agent was when the arrow came or went. */
function endOf(model, plan, scale, node, edge) {
  const place = placeOf(model, plan, scale, node);
  if (!place || node.type !== 'thread') {
    return place;
  }
  const lane = plan.lanes.find(other => other.thread === node);
  const at = Math.max(scale.axis.start(node), scale.axis.start(edge));
  return {x: scale.x(at), y: lane.rows.length ? lane.rows[0].y + 8 : place.y};
}

/** Whether a point is near a curve. */
export function isNear({from, to, c1, c2}, x, y) {
  const left = Math.min(from.x, to.x, c2.x) - NEAR;
  const right = Math.max(from.x, to.x, c1.x) + NEAR;
  if (x < left || x > right || y < Math.min(from.y, to.y) - NEAR || y > Math.max(from.y, to.y) + NEAR) {
    return false;
  }
  for (let i = 0; i <= PIECES; i++) {
    const t = i / PIECES;
    const u = 1 - t;
    const px = u * u * u * from.x + 3 * u * u * t * c1.x + 3 * u * t * t * c2.x + t * t * t * to.x;
    const py = u * u * u * from.y + 3 * u * u * t * c1.y + 3 * u * t * t * c2.y + t * t * t * to.y;
    if (Math.hypot(px - x, py - y) <= NEAR) {
      return true;
    }
  }
  return false;
}

export function drawArrow(ctx, {from, to, c1, c2}, kind, colour, width) {
  ctx.strokeStyle = colour;
  ctx.fillStyle = colour;
  ctx.lineWidth = width;
  ctx.setLineDash(DASHES[kind] || []);
  ctx.beginPath();
  ctx.moveTo(from.x, from.y);
  ctx.bezierCurveTo(c1.x, c1.y, c2.x, c2.y, to.x - 4, to.y);
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.beginPath();
  ctx.arc(from.x, from.y, 2 + width / 2, 0, Math.PI * 2);
  ctx.fill();
  ctx.beginPath();
  ctx.moveTo(to.x + 1, to.y);
  ctx.lineTo(to.x - 7, to.y - 4);
  ctx.lineTo(to.x - 7, to.y + 4);
  ctx.fill();
}
