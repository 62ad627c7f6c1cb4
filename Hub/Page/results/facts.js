// Results that are a few facts, by the names of their types.
import { el, pairs, table } from '../dom.js';
import { tree } from '../tree.js';

export const message = result => el('p', { class: 'message' }, result.message);

export const welcome = result => el('p', { class: 'hint' },
  `Arthas.Orleans ${result.version} on ${result.mainClass ?? 'no target'}, process ${result.pid}, ${result.time}`);

export const command = result => (result.message ? el('p', { class: 'error' }, result.message) : null);

export const status = result => (result.message ? el('p', { class: result.statusCode === 0 ? 'message' : 'error' }, result.message) : null);

export const version = result => el('p', {}, result.version);

export const echo = result => el('p', {}, result.content);

export const pwd = result => el('code', {}, result.workingDir);

export const text = result => el('pre', {}, result.text ?? result.content ?? '');

export const cat = result => el('div', {}, el('p', { class: 'hint' }, result.file), el('pre', {}, result.content));

export const history = result => el('ol', { class: 'history' }, result.history.map(line => el('li', {}, el('code', {}, line))));

export const sysprop = result => pairs(Object.entries(result.props).sort(byName));

export const sysenv = result => pairs(Object.entries(result.env).sort(byName));

export const session = ({ type, jobId, ...facts }) => pairs(Object.entries(facts).map(([name, value]) => [name, String(value)]));

export const row_affect = result => el('p', { class: 'hint' }, `${result.rowCount} row(s)`);

export const reset = result => affected(result.affect);

export const enhancer = result => el('div', {}, affected(result.effect), result.effect?.overLimitMsg && el('p', { class: 'error' }, result.effect.overLimitMsg),
  result.message && el('p', { class: result.success ? 'message' : 'error' }, result.message));

export const jvm = result => el('div', {}, Object.entries(result.jvmInfo).map(([group, items]) =>
  el('details', { open: true }, el('summary', { class: 'kind' }, group), pairs(items.map(item => [item.name + (item.desc ? ` (${item.desc})` : ''), plain(item.value)])))));

export const options = result => (result.changeResult
  ? pairs(Object.entries(result.changeResult).map(([name, value]) => [name, String(value)]))
  : table([['option', row => el('code', {}, row.name)], ['value', row => row.value], ['', row => row.summary ?? '']], result.options));

export const sc = result => (result.classInfo ? facts(result.classInfo) : el('ul', { class: 'names' }, result.classNames.map(name => el('li', {}, el('code', {}, name)))));

export const sm = result => (result.detail
  ? facts(result.methodInfo)
  : el('code', {}, `${result.methodInfo.declaringClass} ${result.methodInfo.methodName}${result.methodInfo.descriptor ?? ''}`));

const byName = ([one], [other]) => (one < other ? -1 : 1);

const plain = value => (value !== null && typeof value === 'object' ? tree(value) : String(value));

const affected = effect => el('p', { class: 'hint' }, `${effect.classCount} class(es), ${effect.methodCount} method(s) in ${effect.cost} ms`);

const facts = object => pairs(Object.entries(object).map(([name, value]) => [name, plain(value)]));
