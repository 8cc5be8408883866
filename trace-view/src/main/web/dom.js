/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Builds elements. Text only ever becomes text: nothing here reads markup. */

/**
 * An element with attributes and children; children that are null are left out.
 * @param {string} name
 * @param {?Object<string, *>=} attributes
 * @param {...*} children
 * @return {!HTMLElement}
 */
export function h(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (key.startsWith('on')) {
      element.addEventListener(key.slice(2), value);
    } else if (value === true) {
      element.setAttribute(key, '');
    } else if (value !== false && value != null) {
      element.setAttribute(key, value);
    }
  }
  append(element, children);
  return element;
}

function append(element, children) {
  for (const child of children) {
    if (Array.isArray(child)) {
      append(element, child);
    } else if (child != null && child !== false) {
      element.append(child);
    }
  }
}
