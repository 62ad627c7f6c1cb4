import { el } from './dom.js';

const openByItself = 30;

/** Any JSON value as a tree that opens and closes. */
export function tree(value, name, depth = 0) {
  const label = name === undefined ? [] : [el('span', { class: 'name' }, name), ': '];
  if (value === null || typeof value !== 'object') return el('div', { class: 'leaf' }, label, scalar(value));
  const entries = Array.isArray(value) ? value.map((item, index) => [index, item]) : Object.entries(value);
  if (entries.length === 0) return el('div', { class: 'leaf' }, label, Array.isArray(value) ? '[]' : '{}');
  const line = oneLine(value);
  if (line) return el('div', { class: 'leaf' }, label, line);

  // Children are made when they are first seen: a value may be megabytes.
  const body = el('div', { class: 'children' });
  const fill = () => {
    if (!body.hasChildNodes()) body.append(...entries.map(([key, item]) => tree(item, key, depth + 1)));
  };
  const open = depth < 2 && entries.length <= openByItself && !isException(value);
  const node = el('details', { open }, el('summary', {}, label, el('span', { class: 'hint' }, summary(value, entries))), body);
  if (open) fill();
  node.addEventListener('toggle', fill);
  return node;
}

function scalar(value) {
  if (value === null) return el('span', { class: 'null' }, 'null');
  return el('span', { class: typeof value }, typeof value === 'string' ? JSON.stringify(value) : String(value));
}

/** A short list of scalars needs no opening. */
function oneLine(value) {
  if (!Array.isArray(value) || value.length > 40 || value.some(item => item !== null && typeof item === 'object')) return null;
  const items = value.flatMap((item, index) => (index === 0 ? [scalar(item)] : [', ', scalar(item)]));
  return JSON.stringify(value).length <= 100 ? ['[', ...items, ']'] : null;
}

const isException = value => 'message' in value && 'stackTrace' in value;

function summary(value, entries) {
  if (Array.isArray(value)) return `[${value.length}]`;
  const type = value['@type'] ?? '';
  return isException(value) ? `${type}: ${value.message}` : `${type} {${entries.length}}`.trim();
}
