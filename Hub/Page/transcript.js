import { el, byId } from './dom.js';
import { endButton } from './jobs.js';
import { render } from './results.js';

const mostResults = 5000;

const writeJson = ({ json, result }) => {
  if (json.textContent === '') json.textContent = JSON.stringify(result, null, 2);
};

/** What was said: a block for every job, its results in it, its status at its head. */
export class Transcript {
  #root = byId('transcript');
  #blocks = new Map();
  #results = [];
  #raw = false;

  clear() {
    this.#root.replaceChildren();
    this.#blocks.clear();
    this.#results = [];
  }

  add(results) {
    const atEnd = this.#root.scrollHeight - this.#root.scrollTop - this.#root.clientHeight < 80;
    for (const result of results) this.#addOne(result);
    while (this.#results.length > mostResults) this.#results.shift().item.remove();
    if (atEnd) this.#root.scrollTop = this.#root.scrollHeight;
  }

  /** Shows results as they came. Their text is made when it is first wanted. */
  set raw(wanted) {
    this.#raw = wanted;
    document.body.classList.toggle('raw', wanted);
    if (wanted) this.#results.forEach(writeJson);
  }

  note(text, kind = 'info') {
    this.#root.append(el('p', { class: `note ${kind}` }, text));
    this.#root.scrollTop = this.#root.scrollHeight;
  }

  #addOne(result) {
    if (result.type === 'input_status') return;
    if (result.type === 'command') this.#block(result.jobId, result.command, result.state === 'FAILED');
    const block = result.jobId ? this.#block(result.jobId) : null;
    if (result.type === 'status') this.#end(block, result);
    const shown = render(result);
    if (!shown && result.type !== 'status') return;
    const json = el('pre', { class: 'json' });
    const item = el('div', { class: `result ${result.type}` }, el('div', { class: 'pretty' }, shown), json);
    (block?.body ?? this.#root).append(item);
    const entry = { item, json, result };
    if (this.#raw) writeJson(entry);
    this.#results.push(entry);
  }

  #block(jobId, command, failed) {
    if (jobId && this.#blocks.has(jobId)) return this.#blocks.get(jobId);
    const badge = el('span', { class: failed ? 'badge failed' : 'badge running' }, failed ? 'failed' : 'running');
    const body = el('div', { class: 'body' });
    const head = el('div', { class: 'head' }, el('span', { class: 'prompt' }, '$'), el('code', {}, command ?? `job ${jobId}`), badge, jobId && !failed ? endButton(jobId) : null);
    this.#root.append(el('article', { class: 'job' }, head, body));
    const block = { body, badge };
    if (jobId) this.#blocks.set(jobId, block);
    return block;
  }

  #end(block, status) {
    block.badge.parentElement.querySelector('.end')?.remove();
    block.badge.className = status.statusCode === 0 ? 'badge done' : 'badge failed';
    block.badge.textContent = status.statusCode === 0 ? 'done' : `status ${status.statusCode}`;
  }
}
