import { el, table } from '../dom.js';

export function jad(result) {
  if (result.matchedClasses) {
    return table([['class', row => row.name], ['loader', row => (row.classloader ?? []).join(' ← ')]], result.matchedClasses);
  }

  const lines = result.source.replace(/\r/g, '').replace(/\n$/, '').split('\n');
  const numbers = el('pre', { class: 'numbers', 'aria-hidden': 'true' }, lines.map((_, index) => index + 1).join('\n'));
  // The source says them itself unless --lineNumber false was given.
  const said = lines.some(line => line.startsWith('/*'));
  const originals = !said && lines.some((_, index) => result.mappings?.[index + 1])
    ? el('pre', { class: 'numbers original', title: 'line in the original source' }, lines.map((_, index) => result.mappings[index + 1] ?? '').join('\n'))
    : null;
  return el('div', {},
    result.classInfo && el('p', { class: 'line' }, el('code', {}, result.classInfo.name), el('span', { class: 'hint' }, (result.classInfo.classloader ?? []).join(' ← '))),
    result.location && el('p', { class: 'hint' }, result.location),
    el('div', { class: 'source' }, numbers, originals, el('pre', { class: 'text' }, lines.map(code))));
}

// Enough colour to read by: comments, strings and the words of C#.
const token = /(\/\/.*$|\/\*.*?\*\/)|("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|\b(abstract|as|async|await|base|bool|break|byte|case|catch|char|class|const|continue|default|do|double|else|enum|false|finally|fixed|float|for|foreach|get|if|in|int|interface|internal|is|lock|long|namespace|new|null|object|out|override|params|private|protected|public|readonly|record|ref|return|sealed|set|short|sizeof|static|string|struct|switch|this|throw|true|try|typeof|uint|ulong|ushort|using|var|virtual|void|volatile|while|yield)\b/g;

function code(line) {
  const parts = [];
  let from = 0;
  for (const match of line.matchAll(token)) {
    parts.push(line.slice(from, match.index));
    parts.push(el('span', { class: match[1] ? 'comment' : match[2] ? 'string' : 'keyword' }, match[0]));
    from = match.index + match[0].length;
  }
  return [...parts, line.slice(from) + '\n'];
}
