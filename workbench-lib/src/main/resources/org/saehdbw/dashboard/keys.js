// Keys by letter where the layout has Latin letters, and by position where it has not.

/** Returns '0' to '9', 'a' to 'z', ' ' or 'Enter', or '' for any other key. */
export function keyOf(event) {
  if (/^[0-9]$/.test(event.key)) return event.key;
  if (/^[a-zA-Z]$/.test(event.key)) return event.key.toLowerCase();
  if (event.key === 'Enter' || event.key === ' ') return event.key;
  const place = /^(?:Digit|Numpad)([0-9])$/.exec(event.code) ?? /^Key([A-Z])$/.exec(event.code);
  return place ? place[1].toLowerCase() : '';
}

function isTyping(target) {
  if (!(target instanceof Element)) return false;
  if (target.closest('[contenteditable=""], [contenteditable="true"], textarea, select')) return true;
  const field = target.closest('input');
  return field !== null && !['range', 'checkbox', 'radio', 'button'].includes(field.type);
}

/** A key that a focused control uses itself. */
function isUsed(target, key) {
  if (!(target instanceof Element) || (key !== ' ' && key !== 'Enter')) return false;
  // For a moment after a dialog was closed, its button still has the focus.
  return target.closest('button, a, summary, input, [role="button"]') !== null && target.closest('dialog:not([open])') === null;
}

/**
 * Calls an action for a key, never while someone types or answers a question.
 *
 * @param actions functions by key as {@link keyOf} names it
 */
export function onKeys(actions) {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (document.querySelector('dialog[open]')) return;
    const key = keyOf(event);
    const action = actions[key];
    if (!action || isTyping(event.target) || isUsed(event.target, key)) return;
    event.preventDefault();
    if (!event.repeat) action();
  });
  // A button that was clicked would otherwise be pressed again by the space bar.
  document.addEventListener('click', (event) => {
    if (event.detail > 0 && event.target instanceof Element) event.target.closest('button')?.blur();
  });
}

const SIGNS = { Backquote: '`', Minus: '-', Equal: '=', Comma: ',', Period: '.', Slash: '/', Semicolon: ';' };
const SHIFTED = { '<': ',', '>': '.', '?': '/', '~': '`' };

/**
 * A key with Shift beside it: letters, digits and the signs ` - = , . / ; by what they write, and by their place
 * where they write something else. `:` is a key of its own.
 */
export function keyAndShift(event) {
  const shift = event.shiftKey;
  const plain = keyOf(event);
  if (/^[a-z]$/.test(plain) || (/^[0-9]$/.test(plain) && !shift)) return { key: plain, shift };
  if (event.key === ':') return { key: ':', shift: false };
  const isSign = Object.values(SIGNS).includes(event.key);
  if (isSign && !shift) return { key: event.key, shift };
  if (SHIFTED[event.key]) return { key: SHIFTED[event.key], shift: true };
  const place = SIGNS[event.code];
  if (place) return { key: place, shift };
  // Where a sign needs Shift to be written, it is the sign that was meant.
  return isSign ? { key: event.key, shift: false } : { key: '', shift };
}

/** Whether a key belongs to what has the focus, such as a field that is typed into. */
export function isTaken(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return true;
  return isTyping(event.target) || document.querySelector('dialog[open]') !== null;
}
