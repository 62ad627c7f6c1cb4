import { el, table } from '../dom.js';
import { tree } from '../tree.js';
import { stack as frames } from './thread.js';

/** stack, monitor, line, line-list: what was called, by whom, how often, and where in it. */

const clock = ts => {
  const time = new Date(ts);
  return typeof ts !== 'number' || Number.isNaN(time.getTime()) ? String(ts) : time.toLocaleTimeString([], { hour12: false }) + '.' + String(time.getMilliseconds()).padStart(3, '0');
};

export const stack = result => el('div', {},
  el('p', { class: 'line' }, el('time', {}, clock(result.ts)), el('code', {}, result.threadName), el('span', { class: 'hint' }, `id ${result.threadId}`)),
  frames(result.stackTrace));

export const monitor = result => table([
  ['time', row => row.timestamp],
  ['class', row => row.className],
  ['method', row => row.methodName],
  ['total', row => row.total, 'number'],
  ['success', row => row.success, 'number'],
  ['failed', row => row.failed, 'number'],
  ['average ms', row => (row.total ? row.cost / row.total : 0).toFixed(3), 'number'],
  ['failed %', row => (row.total ? (100 * row.failed) / row.total : 0).toFixed(2), 'number'],
], result.monitorDataList);

export const line = result => el('div', {},
  el('p', { class: 'line' },
    el('time', {}, clock(result.ts)),
    el('code', {}, `${result.className}.${result.methodName}`),
    el('span', { class: 'place' }, `line ${result.lineNumber}`),
    el('span', { class: 'hint' }, `${Number(result.cost).toFixed(3)} ms, ${result.threadName}`)),
  tree(result.value),
  result.stackTrace && frames(result.stackTrace));

export const lineList = result => el('p', { class: 'line' },
  el('code', {}, `${result.className}.${result.methodName}`),
  el('span', { class: 'hint' }, result.sourceFile ?? ''),
  result.lines.join(', '));
