import { el } from '../dom.js';

/** The tree of calls with what they cost; bars are shares of the whole. */
export function trace(result) {
  const { root } = result;
  const [method] = root.children ?? [];
  return el('div', {},
    el('p', { class: 'line' },
      el('time', {}, root.timestamp),
      el('code', {}, root.threadName),
      el('span', { class: 'hint' }, `id ${root.threadId}, ${result.nodeCount} calls${result.omitted ? `, ${result.omitted} more left out` : ''}`)),
    (root.children ?? []).map(child => node(child, method?.totalCost || 1, 0)));
}

const openDepth = 6;

function node(one, whole, depth) {
  const line = one.type === 'throw' ? thrown(one) : call(one, whole);
  if (!one.children?.length) return el('div', { class: 'leaf' }, line);

  // Children are made when they are first seen.
  const body = el('div', { class: 'children' });
  const fill = () => {
    if (!body.hasChildNodes()) body.append(...one.children.map(child => node(child, whole, depth + 1)));
  };
  const open = depth < openDepth;
  const details = el('details', { open }, el('summary', {}, line), body);
  if (open) fill();
  details.addEventListener('toggle', fill);
  return details;
}

function call(one, whole) {
  return [
    el('meter', { min: 0, max: 1, value: Math.min(1, one.totalCost / whole) }),
    ' ', el('span', { class: 'number' }, cost(one)),
    ' ', el('code', {}, `${one.className}.${one.methodName}`),
    one.lineNumber > 0 && el('span', { class: 'hint' }, ` :${one.lineNumber}`),
    one.mark && el('span', { class: one.throw ? 'error' : 'hint' }, ` ${one.mark}`),
  ].map(part => (part === false ? null : part));
}

const thrown = one => el('span', { class: 'error' }, `throws ${one.exception}: ${one.message}${one.lineNumber > 0 ? ` (line ${one.lineNumber})` : ''}`);

const cost = one => (one.times === 1 ? ms(one.cost) : `${ms(one.totalCost)} in ${one.times} calls (${ms(one.minCost)} to ${ms(one.maxCost)})`);

const ms = nanoseconds => `${(nanoseconds / 1e6).toFixed(3)} ms`;
