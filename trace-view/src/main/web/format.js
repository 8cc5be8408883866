/*
 * Copyright The Tracefold Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Numbers as people read them; the same words as on the command line. */

/** @return {string} a time span, to two or three digits */
export function duration(ms) {
  if (ms == null) {
    return 'unfinished';
  }
  if (ms < 0) {
    // Clocks may be set back while a session runs.
    return '-' + duration(-ms);
  }
  if (ms < 1000) {
    return Math.round(ms) + ' ms';
  }
  if (ms < 60000) {
    return Math.floor(ms / 1000) + '.' + Math.floor(ms % 1000 / 100) + ' s';
  }
  const seconds = Math.floor(ms / 1000);
  if (seconds < 3600) {
    return Math.floor(seconds / 60) + ' min ' + two(seconds % 60) + ' s';
  }
  return Math.floor(seconds / 3600) + ' h ' + two(Math.floor(seconds % 3600 / 60)) + ' min';
}

function two(number) {
  return (number < 10 ? '0' : '') + number;
}

/** @return {string} a count, with its thousands set apart */
export function count(number, thing) {
  const digits = String(number).replace(/\B(?=(\d{3})+$)/g, ',');
  if (!thing) {
    return digits;
  }
  return digits + ' ' + thing + (number === 1 ? '' : thing.endsWith('ch') ? 'es' : 's');
}

/** @return {string} a large count in few characters */
export function short(number) {
  if (number < 1000) {
    return String(number);
  }
  const [unit, name] = number < 1e6 ? [1e3, 'k'] : number < 1e9 ? [1e6, 'M'] : [1e9, 'G'];
  const scaled = number / unit;
  return (scaled < 10 ? Math.floor(scaled * 10) / 10 : Math.floor(scaled)) + name;
}

/** @return {string} bytes in few characters */
export function bytes(number) {
  if (number < 1000) {
    return count(number, 'byte');
  }
  return number < 1e6 ? Math.round(number / 1e3) + ' kB' : (number / 1e6).toFixed(1) + ' MB';
}

/** @return {string} a moment, counted from the start of the session */
export function since(ms) {
  if (ms == null) {
    return '';
  }
  const positive = Math.abs(ms);
  const sign = ms < 0 ? '-' : '+';
  if (positive < 60000) {
    return sign + (positive / 1000).toFixed(3).replace(/0{1,2}$/, '') + 's';
  }
  const seconds = Math.floor(positive / 1000);
  const hours = Math.floor(seconds / 3600);
  return sign + (hours ? hours + ':' + two(Math.floor(seconds % 3600 / 60)) : Math.floor(seconds / 60)) + ':' + two(seconds % 60);
}

/** @return {string} a moment, in UTC: who debugs a session may sit elsewhere than who recorded it */
export function moment(unixMs) {
  const date = new Date(unixMs);
  return isNaN(date) ? unixMs + ' ms' : date.toISOString().replace('T', ' ').replace(/\.\d+Z$/, 'Z');
}

/** @return {string} a text without characters that act: those that turn the direction of writing, and the like */
export function plain(text) {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '�');
}

/** @return {string} one line of at most so many characters */
export function line(text, most) {
  // Only the beginning is looked at: the rest would not be shown.
  const one = plain(text.slice(0, most * 4).replace(/\s+/g, ' ').trim());
  return one.length <= most && text.length <= most * 4 ? one : one.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '') + '…';
}
