import { ask, ApiError } from './api.js';

const pause = milliseconds => new Promise(done => setTimeout(done, milliseconds));
const storageKey = id => `consumer of ${id}`;

/** One consumer of one session: pulls for ever, from where it stands, and starts again where an answer was lost. */
export class Session {
  #stop = new AbortController();
  #lastSeq = null;

  /** @param on { results(list), missed(count), gone(reason), away(message), back() } */
  constructor(id, consumer, on) {
    this.id = id;
    this.consumer = consumer;
    this.on = on;
  }

  static async open(target, on) {
    const opened = await ask('init_session', target ? { target } : {});
    sessionStorage.setItem(storageKey(opened.sessionId), opened.consumerId);
    return new Session(opened.sessionId, opened.consumerId, on);
  }

  /** A page that was loaded again stays the consumer it was, and asks for everything from the beginning. */
  static async join(id, on) {
    const known = sessionStorage.getItem(storageKey(id));
    const session = new Session(id, known, on);
    if (!known) await session.#joinAgain();
    return session;
  }

  async run(command) {
    return ask('async_exec', { sessionId: this.id, command });
  }

  async interrupt() {
    return ask('interrupt_job', { sessionId: this.id });
  }

  async close() {
    this.leave();
    sessionStorage.removeItem(storageKey(this.id));
    return ask('close_session', { sessionId: this.id });
  }

  leave() {
    this.#stop.abort();
  }

  async pull() {
    let failures = 0;
    while (!this.#stop.signal.aborted) {
      try {
        const answer = await ask(
          'pull_results',
          { sessionId: this.id, consumerId: this.consumer, afterSeq: this.#lastSeq ?? 0 },
          this.#stop.signal);
        if (failures > 0) this.on.back();
        failures = 0;
        this.#lastSeq = answer.body.lastSeq;
        if (answer.body.missed) this.on.missed(answer.body.missed);
        if (answer.body.results.length > 0) this.on.results(answer.body.results);
      } catch (error) {
        if (this.#stop.signal.aborted) return;
        if (error instanceof ApiError && error.message.startsWith('session not found')) return this.on.gone(error.message);
        if (error instanceof ApiError && error.message.startsWith('consumer not found')) {
          await this.#joinAgain().catch(() => {});
        } else {
          this.on.away(error.message);
          await pause(Math.min(10_000, 500 * 2 ** failures++));
        }
      }
    }
  }

  async #joinAgain() {
    this.consumer = (await ask('join_session', { sessionId: this.id })).consumerId;
    this.#lastSeq = null;
    sessionStorage.setItem(storageKey(this.id), this.consumer);
  }
}
