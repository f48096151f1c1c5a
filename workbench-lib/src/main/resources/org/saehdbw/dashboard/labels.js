// Tags and note of a run, shown and changed.
import { element, get, post } from './api.js';

const path = (name) => `/api/runs/${encodeURIComponent(name)}/labels`;

/** Words of a tag field: divided by blanks and commas. */
const words = (text) => text.split(/[\s,]+/).filter(Boolean);

function field(text, input) {
  const label = element('label', 'wide-field');
  label.append(element('span', '', text), input);
  return label;
}

let open = false;

/**
 * Opens a dialog that changes the labels of a run, and tells what they are afterwards.
 *
 * @param name of the run
 * @param saved is given the new labels
 */
export async function editLabels(name, saved) {
  if (open) return;
  open = true;
  const before = document.activeElement;
  const dialog = element('dialog', 'labels');
  const title = element('h2', '', 'Tags and note');
  title.id = 'labels-title';
  dialog.setAttribute('aria-labelledby', title.id);
  const form = element('form');
  const tags = element('input');
  tags.type = 'text';
  tags.autocomplete = 'off';
  tags.spellcheck = false;
  const note = element('textarea');
  note.rows = 6;
  note.maxLength = 100000;
  const archived = element('input');
  archived.type = 'checkbox';
  const hide = element('label', 'check');
  hide.append(archived, 'Archived: lists hide this run');
  const problem = element('p', 'problem');
  problem.setAttribute('role', 'alert');
  const buttons = element('div', 'buttons');
  const cancel = element('button', '', 'Cancel');
  cancel.type = 'button';
  const save = element('button', 'main', 'Save');
  buttons.append(cancel, save);
  form.append(field('Tags, with blanks between them', tags), field('Note', note), hide, problem, buttons);
  dialog.append(title, element('p', 'muted', name), form);
  document.body.append(dialog);
  dialog.addEventListener('close', () => {
    dialog.remove();
    open = false;
    before?.focus?.();
  });
  cancel.addEventListener('click', () => dialog.close());
  let had = { tags: [], note: '', archived: false };
  const take = (labels) => {
    had = labels;
    tags.value = labels.tags.join(' ');
    note.value = labels.note;
    archived.checked = labels.archived;
  };
  form.addEventListener('submit', async (e) => {
    e.preventDefault();
    problem.textContent = '';
    save.disabled = true;
    const wanted = words(tags.value);
    const change = {
      add: wanted.filter((tag) => !had.tags.includes(tag)),
      remove: had.tags.filter((tag) => !wanted.includes(tag)),
    };
    if (note.value !== had.note) Object.assign(change, { note: note.value, note_before: had.note });
    if (archived.checked !== had.archived) change.archived = archived.checked;
    try {
      const labels = await post(path(name), change);
      dialog.close();
      saved(labels);
    } catch (failure) {
      problem.textContent = failure.message;
    } finally {
      save.disabled = false;
    }
  });
  dialog.showModal();
  save.disabled = true;
  try {
    take(await get(path(name)));
    save.disabled = false;
    tags.focus();
  } catch (failure) {
    problem.textContent = failure.message;
  }
}
