import { byId, el } from './dom.js';
import { ask, targets } from './api.js';
import { Session } from './session.js';
import { Transcript } from './transcript.js';

const examples = ['help', 'thread -n 3', 'memory', 'jvm', 'sysprop', 'sc demo.*', 'jad demo.MathGame', 'watch demo.MathGame primeFactors "{params, returnObj, throwExp}" -n 5', 'tt -t demo.MathGame primeFactors -n 3', 'watch demo.MathGame primeFactors params -n 50 | grep ts= &', 'jobs'];

const transcript = new Transcript();
const typed = [];
let place = 0;
let session = null;

const on = {
  results(list) {
    transcript.add(list);
    const last = list.findLast(result => result.type === 'input_status');
    if (last) allow(last.inputStatus);
  },
  missed(count) {
    transcript.note(`${count} result(s) came faster than they were read, and were dropped.`, 'warning');
  },
  gone(reason) {
    leave();
    transcript.note(`${reason}. Open a new one.`, 'warning');
  },
  away(message) {
    notice(`The hub does not answer (${message}); trying again…`);
  },
  back() {
    notice('');
  },
};

function allow(status) {
  const input = status === 'ALLOW_INPUT';
  byId('command').disabled = byId('run').disabled = !input;
  byId('command').placeholder = input ? 'Type a command; help lists them' : status === 'ALLOW_INTERRUPT' ? 'A command is running' : 'Open a session first';
  byId('interrupt').disabled = status !== 'ALLOW_INTERRUPT';
  byId('state').className = `state ${status}`;
  byId('state').title = `Input status: ${status}`;
  if (input) byId('command').focus();
}

function notice(text) {
  byId('notice').textContent = text;
  byId('notice').hidden = text === '';
}

function enter(opened) {
  session?.leave();
  session = opened;
  transcript.clear();
  history.replaceState(null, '', `#session=${session.id}`);
  byId('session').hidden = false;
  byId('sessionId').textContent = session.id.slice(0, 8);
  byId('sessionId').title = `Session ${session.id}`;
  byId('shareLink').href = location.href;
  allow('DISABLED');
  session.pull();
}

function leave() {
  session?.leave();
  session = null;
  history.replaceState(null, '', location.pathname);
  byId('session').hidden = true;
  allow('DISABLED');
}

async function attempt(work) {
  notice('');
  try {
    return await work();
  } catch (error) {
    notice(error.message);
    return null;
  }
}

async function listTargets() {
  const select = byId('target');
  const chosen = select.value;
  const all = await targets();
  const automatic = el('option', { value: '' }, all.length === 0 ? 'none is running' : 'default');
  select.replaceChildren(automatic, ...all.map(target => el('option', { value: target.id, title: target.reason ?? `${target.runtime}, agent ${target.agent}` },
    `${target.app} · ${target.host} · ${target.pid}${target.state === 'ready' ? '' : ` (${target.state})`}`)));
  select.value = all.some(target => target.id === chosen) ? chosen : '';
}

async function listCommands() {
  const answer = await ask('exec', { command: 'help' });
  byId('commands').replaceChildren(...answer.body.results[0].commands.map(one => el('option', { value: one.name }, one.summary ?? '')));
}

async function run(command) {
  if (!session) {
    const opened = await attempt(() => Session.open(byId('target').value, on));
    if (!opened) return;
    enter(opened);
  }
  await attempt(() => session.run(command));
}

byId('open').addEventListener('click', async () => {
  const opened = await attempt(() => Session.open(byId('target').value, on));
  if (opened) enter(opened);
});

byId('close').addEventListener('click', async () => {
  const closing = session;
  leave();
  await attempt(() => closing.close());
  transcript.note('The session is closed.');
});

byId('share').addEventListener('click', async () => {
  try {
    await navigator.clipboard.writeText(location.href);
    notice('The link is in the clipboard: whoever opens it joins this session.');
  } catch {
    // Clipboards are closed to pages without TLS that are not on localhost.
    notice(location.href);
  }
});

byId('form').addEventListener('submit', async event => {
  event.preventDefault();
  const command = byId('command').value;
  if (command.trim() === '') return;
  typed.push(command);
  place = typed.length;
  byId('command').value = '';
  await run(command);
});

byId('command').addEventListener('keydown', event => {
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (step === undefined || typed.length === 0) return;
  event.preventDefault();
  place = Math.max(0, Math.min(typed.length, place + step));
  byId('command').value = typed[place] ?? '';
});

document.addEventListener('run', event => run(event.detail));
byId('interrupt').addEventListener('click', () => attempt(() => session.interrupt()));
byId('raw').addEventListener('change', event => { transcript.raw = event.target.checked; });
byId('target').addEventListener('pointerdown', () => attempt(listTargets));
byId('examples').append(...examples.map(example => el('button', { class: 'example', onclick: () => run(example) }, example)));

// Credentials in the address have done their work: the cookie stands for them.
if (location.search) history.replaceState(null, '', location.pathname + location.hash);

allow('DISABLED');
await attempt(listTargets);
await attempt(listCommands);
const shared = new URLSearchParams(location.hash.slice(1)).get('session');
if (shared) {
  const joined = await attempt(() => Session.join(shared, on));
  if (joined) enter(joined);
}
