import { el, table, pairs } from '../dom.js';

export function thread(result) {
  if (result.threadInfo) return info(result.threadInfo);
  if (result.busyThreads) return el('div', {}, result.busyThreads.map(busy));
  if (result.blockingLockInfo) {
    return el('div', {},
      el('p', {}, `blocks ${result.blockingLockInfo.blockingThreadCount} thread(s)`),
      result.blockingLockInfo.threadInfo && info(result.blockingLockInfo.threadInfo));
  }

  const counts = Object.entries(result.threadStateCount ?? {}).map(([state, count]) =>
    el('span', { class: `chip ${count ? '' : 'none'}` }, `${state} ${count}`));
  return el('div', {}, el('p', {}, counts), table([
    ['id', row => row.id, 'number'],
    ['name', row => row.name],
    ['group', row => row.group ?? ''],
    ['state', row => row.state && el('span', { class: `thread-state ${row.state}` }, row.state)],
    ['cpu %', row => row.cpu.toFixed(2), 'number'],
    ['delta ms', row => row.deltaTime, 'number'],
    ['time ms', row => row.time, 'number'],
    ['priority', row => row.priority, 'number'],
    ['daemon', row => String(row.daemon)],
  ], result.threadStats ?? []));
}

function busy(one) {
  return el('div', {},
    el('p', { class: 'line' },
      el('code', {}, `"${one.name}" id=${one.id}`),
      el('span', { class: 'hint' }, `cpu ${one.cpu.toFixed(2)} %, delta ${one.deltaTime} ms, time ${one.time} ms`),
      one.state && el('span', { class: `thread-state ${one.state}` }, one.state)),
    stack(one.stackTrace));
}

function info({ stackTrace, ...fields }) {
  const simple = Object.entries(fields).filter(([, value]) => value !== null && typeof value !== 'object');
  return el('div', {}, pairs(simple.map(([name, value]) => [name, String(value)])), stack(stackTrace));
}

export function stack(frames) {
  return el('ol', { class: 'stack' }, (frames ?? []).map(frame => el('li', {},
    el('code', {}, `${frame.className}.${frame.methodName}`),
    frame.fileName && el('span', { class: 'hint' }, ` ${frame.fileName}${frame.lineNumber > 0 ? ':' + frame.lineNumber : ''}`))));
}
