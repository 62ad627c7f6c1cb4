import { el, table } from '../dom.js';
import { endButton } from '../jobs.js';

const time = milliseconds => new Date(milliseconds).toLocaleTimeString([], { hour12: false });

/** The jobs of the session that run. */
export const jobs = result => (result.jobs.length === 0 ? el('p', { class: 'hint' }, 'no job is running') : table([
  ['job', row => row.jobId, 'number'],
  ['command', row => el('code', {}, row.command)],
  ['where', row => (row.foreground ? 'foreground' : 'background')],
  ['since', row => time(row.startTime)],
  ['ends by', row => (row.timeoutDate ? new Date(row.timeoutDate).toLocaleString([], { hour12: false }) : '')],
  ['', row => endButton(row.jobId)],
], result.jobs));
