import { el, table } from '../dom.js';

export function help(result) {
  if (result.commands) return table([['command', row => el('code', {}, row.name)], ['', row => row.summary ?? '']], result.commands);
  const { detailCommand: one } = result;
  return el('div', {},
    el('p', {}, one.summary),
    el('pre', { class: 'usage' }, one.usage),
    one.arguments.length > 0 && table([['argument', row => el('code', {}, row.argName)], ['', row => row.description ?? '']], one.arguments),
    table([
      ['option', row => el('code', {}, [row.shortName && `-${row.shortName}`, row.longName && `--${row.longName}`].filter(Boolean).join(', ') + (row.acceptValue ? ' <value>' : ''))],
      ['', row => row.description ?? ''],
    ], one.options),
    one.description && el('pre', {}, one.description));
}
