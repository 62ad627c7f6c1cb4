import { el } from '../dom.js';
import { tree } from '../tree.js';

const places = { AtEnter: 'enter', AtExit: 'return', AtExceptionExit: 'throw' };

export function watch(result) {
  const time = new Date(result.ts);
  const when = Number.isNaN(time.getTime()) ? String(result.ts) : time.toLocaleTimeString([], { hour12: false }) + '.' + String(time.getMilliseconds()).padStart(3, '0');
  const place = places[result.accessPoint] ?? result.accessPoint;
  return el('div', {},
    el('p', { class: 'line' },
      el('time', {}, when),
      el('code', {}, result.className ? `${result.className}.${result.methodName}` : ''),
      place && el('span', { class: `place ${place}` }, place),
      el('span', { class: 'hint' }, `${Number(result.cost).toFixed(3)} ms`)),
    tree(result.value));
}
