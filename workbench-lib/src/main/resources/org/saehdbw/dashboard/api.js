// What the page asks the server, and what the server sends by itself.

const OWN = { 'X-Workbench': '1' };

/** An answer other than the one that was asked for. */
export class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

async function ask(path, options) {
  let answer;
  try {
    answer = await fetch(path, { credentials: 'same-origin', ...options });
  } catch (e) {
    if (e.name === 'AbortError') throw e;
    throw new Refused(0, 'the server does not answer');
  }
  if (answer.status === 401) {
    await askToken();
    return ask(path, options);
  }
  const body = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refused(answer.status, body.error || `the server answered ${answer.status}`);
  return body;
}

/** Reads something. */
export const get = (path, signal) => ask(path, { signal });

/** Asks for something that changes a run. */
export const post = (path, body = {}) =>
  ask(path, { method: 'POST', headers: { ...OWN, 'Content-Type': 'application/json' }, body: JSON.stringify(body) });

let asking = null;

/** Asks for the token of this server until it is right. */
function askToken() {
  asking ??= new Promise((resolve) => {
    const dialog = document.createElement('dialog');
    dialog.className = 'ask';
    const title = document.createElement('h2');
    title.textContent = 'Token';
    const text = document.createElement('p');
    text.textContent = 'The terminal that serves this page shows its token. Paste it here.';
    const form = document.createElement('form');
    const label = document.createElement('label');
    label.textContent = 'Token ';
    const field = document.createElement('input');
    field.type = 'password';
    field.autocomplete = 'off';
    field.required = true;
    label.append(field);
    const problem = document.createElement('p');
    problem.className = 'problem';
    problem.setAttribute('role', 'alert');
    const button = document.createElement('button');
    button.textContent = 'Open';
    button.className = 'main';
    form.append(label, button);
    dialog.append(title, text, form, problem);
    dialog.addEventListener('cancel', (e) => e.preventDefault());
    form.addEventListener('submit', async (e) => {
      e.preventDefault();
      problem.textContent = '';
      try {
        const answer = await fetch('/api/session', {
          method: 'POST',
          headers: { ...OWN, 'Content-Type': 'application/json' },
          body: JSON.stringify({ token: field.value }),
        });
        if (!answer.ok) throw new Error((await answer.json()).error);
        dialog.remove();
        asking = null;
        resolve();
      } catch (failure) {
        problem.textContent = failure.message;
        field.select();
      }
    });
    document.body.append(dialog);
    dialog.showModal();
  });
  return asking;
}

/**
 * Follows the server's events while the page can be seen.
 *
 * @param path of the events
 * @param handlers by the event's name; `hello` comes first and after each new connection
 * @param show is told 'live', 'lost' or 'hidden'
 */
export function follow(path, handlers, show) {
  let source = null;
  let wait = 500;
  let timer = 0;
  const close = () => {
    clearTimeout(timer);
    source?.close();
    source = null;
  };
  const open = async () => {
    close();
    if (document.hidden) return;
    try {
      const session = await get('/api/session');
      if (!session.known) await askToken();
    } catch {
      lost();
      return;
    }
    if (document.hidden) return;
    close();
    source = new EventSource(path);
    source.onerror = lost;
    for (const [name, handler] of Object.entries(handlers)) {
      source.addEventListener(name, (e) => {
        if (name === 'hello') {
          wait = 500;
          show('live');
        }
        handler(JSON.parse(e.data));
      });
    }
  };
  function lost() {
    close();
    if (document.hidden) return;
    show('lost');
    timer = setTimeout(open, wait);
    wait = Math.min(wait * 2, 4000);
  }
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) {
      close();
      show('hidden');
    } else {
      open();
    }
  });
  window.addEventListener('pagehide', close);
  open();
}

/** Shows the state of the connection in the header. */
export function showConnection(state) {
  const place = document.getElementById('connection');
  place.dataset.state = state;
  place.textContent =
    state === 'live' ? 'live' : state === 'lost' ? 'not connected, trying again' : state === 'hidden' ? 'paused' : 'connecting';
}

/** Makes an element with a class and text. */
export function element(tag, className = '', text = '') {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== '') made.textContent = text;
  return made;
}
