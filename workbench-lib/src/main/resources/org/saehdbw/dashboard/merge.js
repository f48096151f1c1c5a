// The page on which the options of a merge are chosen by eye.
import { element, get, post, showConnection } from './api.js';
import { count } from './format.js';
import { isTaken, keyAndShift } from './keys.js';
import { Options, label } from './merge-options.js';
import { Track } from './merge-track.js';
import { FramePicture } from './merge-view.js';

const at = (id) => document.getElementById(id);
const POLL_MILLIS = 500;
const MODES = '`123456';

let fixed = null;
let state = null;
let options = null;
let track = null;
let isRunning = false;
const picture = new FramePicture((millis, problem) => {
  at('took').textContent = problem ? '' : `Shown after ${Math.round(millis)} ms`;
  at('view').dataset.millis = Math.round(millis);
  at('view').dataset.frame = state.frame.number;
  at('view').dataset.version = state.frame.version;
});

function say(text) {
  at('said').textContent = text;
  at('said').hidden = !text;
  clearTimeout(say.timer);
  say.timer = setTimeout(() => (at('said').hidden = true), 5000);
}

function failed(problem) {
  if (problem.status === 0) showConnection('lost');
  say(problem.message);
}

// --- what is sent

const waiting = [];
let isSending = false;

/**
 * Asks the server, one after the other. An asking that waits is replaced by a newer one of the same kind, as while a
 * slider is drawn.
 *
 * @param kind equal ones replace one another; empty for those that all count
 */
function send(kind, path, body) {
  const since = performance.now();
  const old = kind ? waiting.find((one) => one.kind === kind) : null;
  if (old) old.body = body;
  else waiting.push({ kind, path, body, since });
  sendAll();
}

async function sendAll() {
  if (isSending) return;
  isSending = true;
  while (waiting.length) {
    const { path, body, since } = waiting.shift();
    try {
      take(body ? await post(path, body()) : await get(path()), since);
    } catch (problem) {
      failed(problem);
      if (state) show(state);
    }
  }
  isSending = false;
}

const frame = () => state.frame.number;
const act = (action, more = {}) =>
  send('', `/api/merge/${action}`, () => ({ frame: frame(), scope: at('scope').value, ...more }));

function change(name, text) {
  send(`change ${name}`, '/api/merge/change', () => ({ frame: frame(), scope: at('scope').value, set: { [name]: text } }));
}

let wantedFrame = 1;

/** Shows a frame; of many that are asked for at once only the last. */
function go(number) {
  wantedFrame = Math.min(fixed.frames, Math.max(1, Math.round(number) || 1));
  at('place').value = wantedFrame;
  at('number').value = wantedFrame;
  send('go', () => `/api/merge/frames/${wantedFrame}`, null);
}

// --- what is shown

function take(answer, since) {
  showConnection('live');
  state = answer;
  show(answer);
  picture.show(answer.frame.number, answer.frame.version, since);
  spansSoon();
}

function show(now) {
  const one = now.frame;
  if (!waiting.some((sent) => sent.kind === 'go')) {
    wantedFrame = one.number;
    at('place').value = one.number;
    at('number').value = one.number;
  }
  options.show(one.options);
  track.show(now.keyframes, one.number, one.keyframe);
  at('undo').disabled = !now.undo;
  at('redo').disabled = !now.redo;
  at('previous').disabled = one.number <= 1;
  at('next').disabled = one.number >= fixed.frames;
  const faces = one.faces === 0 ? 'No face' : one.faces === 1 ? 'One face' : `${one.faces} faces`;
  const done = !one.wanted ? 'not among the frames to merge' : one.done ? `done: ${one.done.replace('_', ' ')}` : 'not merged yet';
  at('about').textContent = `${faces}, ${done}${one.reason ? ` (${one.reason})` : ''}.`;
  showProcessing(now.processing);
}

function showProcessing(now) {
  isRunning = now.running;
  at('process').firstChild.textContent = now.running ? 'Pause ' : 'Merge all ';
  at('progress').hidden = !now.running;
  at('progress').value = now.of ? now.done / now.of : 0;
  at('how-far').textContent = now.running ? `${count(now.done)} of ${count(now.of)} ${now.stage}` : (now.message ?? '');
  if (isRunning) poll();
}

let polling = 0;

function poll() {
  clearTimeout(polling);
  polling = setTimeout(async () => {
    if (document.hidden) {
      poll();
      return;
    }
    try {
      const answer = await get(`/api/merge/frames/${frame()}`);
      if (answer.frame.number === frame() && !isSending) {
        state = answer;
        show(answer);
        spansSoon();
      } else {
        poll();
      }
    } catch (problem) {
      failed(problem);
      poll();
    }
  }, POLL_MILLIS);
}

let spansTimer = 0;

function spansSoon() {
  clearTimeout(spansTimer);
  spansTimer = setTimeout(() => get('/api/merge/spans').then((spans) => track.showSpans(spans), () => {}), 200);
}

// --- keys

const HELP = [
  ['` 1 2 3 4 5 6', 'mode: original, overlay, hist-match, seamless, seamless-hist-match, raw-rgb, raw-predict'],
  ['V', 'tiles where the mask is not'],
  ['B', 'before and after'],
  ['− =', 'picture smaller, larger'],
  [', .', 'previous, next frame'],
  ['Shift ,', 'first frame'],
  ['Shift .', 'merge all frames, or pause'],
  ['M  Shift M', 'take these options to the frame before, to all before'],
  ['/  Shift /', 'take these options to the next frame, to all after'],
  ['Ctrl Z  Ctrl Shift Z', 'undo, redo'],
  ['Tab', 'these keys'],
  ['Esc', 'close this; all changes are saved already'],
];

function makeHelp() {
  const rows = [HELP[0]];
  for (const one of fixed.options) {
    const keys = [one.more, one.less].filter(Boolean).join(' ').toUpperCase();
    if (keys) rows.push([keys, `${label(one.name)} more, less`]);
    if (one.key) rows.push([one.key.toUpperCase(), `${label(one.name)}: the next one`]);
  }
  for (const [keys, text] of [...rows, ...HELP.slice(1)]) {
    const row = element('div');
    const term = element('dt');
    term.append(element('kbd', '', keys));
    row.append(term, element('dd', '', text));
    at('key-list').append(row);
  }
}

function toggleProcess() {
  act(isRunning ? 'pause' : 'process');
}

const OWN = {
  v: () => picture.toggleTiles(),
  b: () => picture.toggleWipe(),
  '-': () => picture.zoomBy(-0.1),
  '=': () => picture.zoomBy(0.1),
  ',': (shift) => go(shift ? 1 : wantedFrame - 1),
  '.': (shift) => (shift ? toggleProcess() : go(wantedFrame + 1)),
};
const SERVED = new Set([...MODES, ...'qawsedrftgyhujikolp;:zxcnm/']);

function onKey(event) {
  const isUndo = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z';
  if (isUndo && !document.querySelector('dialog[open]') && !/^(text|number)$/.test(event.target.type ?? '')) {
    event.preventDefault();
    act(event.shiftKey ? 'redo' : 'undo');
    return;
  }
  if (isTaken(event) || !state) return;
  if (event.key === 'Tab' && !event.shiftKey && event.target === at('view')) {
    event.preventDefault();
    at('keys').showModal();
    return;
  }
  if (event.key === 'Escape') {
    say(`All changes are saved in ${fixed.folder}/job.yaml. Close this page when you are done.`);
    return;
  }
  const { key, shift } = keyAndShift(event);
  if (OWN[key]) {
    event.preventDefault();
    OWN[key](shift);
  } else if (SERVED.has(key)) {
    event.preventDefault();
    if (event.repeat && waiting.length) return;
    act('key', { key, shift });
  }
}

function listen() {
  document.addEventListener('keydown', onKey);
  at('keys').addEventListener('keydown', (e) => {
    if (e.key !== 'Tab') return;
    // The picture has Tab for the keys, so that a second one goes on to what follows it.
    e.preventDefault();
    at('keys').close();
    at(e.shiftKey ? 'view' : 'previous').focus();
  });
  at('help').addEventListener('click', () => at('keys').showModal());
  at('keys-close').addEventListener('click', () => at('keys').close());
  at('undo').addEventListener('click', () => act('undo'));
  at('redo').addEventListener('click', () => act('redo'));
  at('process').addEventListener('click', toggleProcess);
  at('first').addEventListener('click', () => go(1));
  at('previous').addEventListener('click', () => go(wantedFrame - 1));
  at('next').addEventListener('click', () => go(wantedFrame + 1));
  at('place').addEventListener('input', () => go(Number(at('place').value)));
  at('number').addEventListener('change', () => go(Number(at('number').value)));
  at('add').addEventListener('click', () => act('keyframe'));
  at('to-before').addEventListener('click', () => act('key', { key: 'm', shift: true }));
  at('to-after').addEventListener('click', () => act('key', { key: '/', shift: true }));
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden && state) go(frame());
  });
}

/** Shows the last two parts of a path; the whole one is its title. */
function shorten(id, before, path) {
  at(id).textContent = before + path.split(/[\\/]/).slice(-2).join('/');
  at(id).title = path;
}

async function start() {
  try {
    fixed = await get('/api/merge');
  } catch (problem) {
    at('problem').textContent = problem.message;
    showConnection('lost');
    setTimeout(start, 2000);
    return;
  }
  at('problem').textContent = '';
  at('name').textContent = fixed.run;
  document.title = `Merge: ${fixed.run}`;
  at('model').textContent = fixed.model;
  shorten('source', '', fixed.source);
  shorten('saved', 'Saved in ', `${fixed.folder}/job.yaml`);
  at('count').textContent = count(fixed.frames);
  at('view').style.aspectRatio = `${fixed.width} / ${fixed.height}`;
  at('place').max = fixed.frames;
  at('number').max = fixed.frames;
  options = new Options(at('options'), fixed.options, change);
  const standards = Object.fromEntries(fixed.options.map((one) => [one.name, one.standard]));
  track = new Track(fixed.frames, standards, go, (number, asked) =>
    send('', '/api/merge/keyframe', () => ({ frame: number, ...asked })),
  );
  makeHelp();
  listen();
  go(Number(new URLSearchParams(location.search).get('frame')) || 1);
  at('view').focus({ preventScroll: true });
}

start();
