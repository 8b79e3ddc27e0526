/** Submitting a run. */
import { post } from './api.js';
import { $, text } from './dom.js';

const dialog = $('submit');
const form = $('submit-form');

/** What was filled in, under the API's keys; what is empty is left to its default. */
function submission() {
  const asked = {};
  for (const field of form.elements) {
    if (!field.name) continue;
    if (field.type === 'checkbox') {
      if (field.checked) asked[field.name] = true;
    } else if (field.value.trim() !== '') {
      asked[field.name] = field.dataset.type === 'number' ? Number(field.value) : field.value.trim();
    }
  }
  return asked;
}

/** @param onSubmitted called with the run */
export function start(onSubmitted) {
  $('submit-open').addEventListener('click', () => {
    text($('submit-problem'), '');
    dialog.showModal();
  });
  dialog.querySelector('.close').addEventListener('click', () => dialog.close());
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    text($('submit-problem'), '');
    const button = form.querySelector('[type=submit]');
    button.disabled = true;
    try {
      const run = await post('/runs', submission());
      if (run) {
        dialog.close();
        onSubmitted(run);
      }
    } catch (error) {
      text($('submit-problem'), `${error.message}\n${error.hint ?? ''}`.trim());
    } finally {
      button.disabled = false;
    }
  });
}
