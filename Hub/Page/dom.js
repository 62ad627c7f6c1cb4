// Everything on the page is made here, and text only ever becomes a text node: what a target holds cannot become markup.

/** el('td', { class: 'number' }, 'text', otherElement) */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'class') element.className = value;
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat(Infinity).filter(child => child !== undefined && child !== null).map(child =>
    child instanceof Node ? child : document.createTextNode(String(child))));
  return element;
}

export const byId = id => document.getElementById(id);

/** A table of rows; columns are [title, cell of a row, class]. */
export function table(columns, rows) {
  return el('div', { class: 'scroll' }, el('table', {},
    el('thead', {}, el('tr', {}, columns.map(([title, , style]) => el('th', { class: style }, title)))),
    el('tbody', {}, rows.map(row => el('tr', {}, columns.map(([, cell, style]) => el('td', { class: style }, cell(row))))))));
}

/** A table of names and values, with a filter when it is long. */
export function pairs(entries) {
  const rows = entries.map(([name, value]) => el('tr', {}, el('th', { scope: 'row' }, name), el('td', {}, value)));
  const body = el('div', { class: 'scroll' }, el('table', { class: 'pairs' }, el('tbody', {}, rows)));
  if (rows.length <= 15) return body;
  const filter = el('input', { type: 'search', placeholder: `filter ${rows.length} entries`, class: 'filter' });
  filter.addEventListener('input', () => {
    const wanted = filter.value.toLowerCase();
    for (const row of rows) row.hidden = !row.textContent.toLowerCase().includes(wanted);
  });
  return el('div', {}, filter, body);
}
