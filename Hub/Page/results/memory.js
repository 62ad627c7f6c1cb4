import { el, table } from '../dom.js';

export function memory(result) {
  const rows = Object.values(result.memoryInfo).flat();
  return table([
    ['area', row => row.name],
    ['used', row => bytes(row.used), 'number'],
    ['total', row => bytes(row.total), 'number'],
    ['max', row => (row.max > 0 ? bytes(row.max) : '–'), 'number'],
    ['usage', row => {
      const most = row.max > 0 ? row.max : row.total;
      return most > 0 ? el('meter', { min: 0, max: most, value: row.used, title: `${(100 * row.used / most).toFixed(1)} %` }) : '';
    }],
  ], rows);
}

export function bytes(count) {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let unit = 0;
  while (Math.abs(count) >= 1024 && unit < units.length - 1) {
    count /= 1024;
    unit++;
  }
  return `${unit === 0 ? count : count.toFixed(1)} ${units[unit]}`;
}
