import { el } from './dom.js';

/** Asks for a command to be run in the session that is open. */
export const runCommand = command => document.dispatchEvent(new CustomEvent('run', { detail: command }));

export const endButton = jobId => el('button', { class: 'end', title: `kill ${jobId}`, onclick: () => runCommand(`kill ${jobId}`) }, 'End');
