import { el, pairs, table } from '../dom.js';
import { tree } from '../tree.js';

const columns = [
  ['index', row => el('code', {}, row.index)],
  ['time', row => row.timestamp],
  ['ms', row => Number(row.cost).toFixed(3), 'number'],
  ['ended with', row => el('span', { class: `place ${row.throw ? 'throw' : 'return'}` }, row.throw ? 'throw' : 'return')],
  ['method', row => el('code', {}, `${row.className}.${row.methodName}`)],
  ['arguments', row => row.params.map(argument => tree(argument.object ?? null))],
  ['result', row => tree((row.throw ? row.throwExp : row.returnObj) ?? null)],
];

/** Records of calls: a list, one in detail, what was asked of them, or another call of one. */
export function tt(result) {
  return el('div', {},
    result.timeFragmentList && (result.timeFragmentList.length ? table(columns, result.timeFragmentList) : el('p', { class: 'hint' }, 'no records')),
    result.heldBytes !== undefined && el('p', { class: 'hint' }, `held: ${result.heldBytes} bytes, ${result.heldObjects} objects of the application`) || null,
    result.timeFragment && table(columns, [result.timeFragment]),
    result.replayResult && el('div', {}, el('p', { class: 'hint' }, `called again, number ${result.replayNo}`), table(columns, [result.replayResult])),
    'watchValue' in result ? tree(result.watchValue) : null,
    result.watchResults && pairs(Object.entries(result.watchResults).map(([index, value]) => [index, tree(value)])));
}
