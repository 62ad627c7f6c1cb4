import { el } from './dom.js';
import { tree } from './tree.js';
import { watch } from './results/watch.js';
import { thread } from './results/thread.js';
import { jad } from './results/jad.js';
import { memory } from './results/memory.js';
import { help } from './results/help.js';
import { jobs } from './results/jobs.js';
import { tt } from './results/tt.js';
import { trace } from './results/trace.js';
import { stack, monitor, line, lineList } from './results/calls.js';
import * as facts from './results/facts.js';

/** How each type of result is shown; one that is not here is shown as a tree. */
const renderers = { watch, thread, jad, memory, help, jobs, tt, trace, stack, monitor, line, 'line-list': lineList, ...facts };

export function render(result) {
  const renderer = renderers[result.type];
  try {
    return renderer ? renderer(result) : rest(result);
  } catch (error) {
    // A result of another version than this page's: better a tree than nothing.
    return el('div', {}, el('p', { class: 'hint' }, `(shown as it came: ${error.message})`), rest(result));
  }
}

function rest({ type, jobId, ...fields }) {
  return Object.keys(fields).length === 0 ? null : el('div', {}, el('p', { class: 'kind' }, type), tree(fields));
}
