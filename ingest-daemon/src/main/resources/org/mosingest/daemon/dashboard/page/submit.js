/** Submitting a run. */
import { get, post } from './api.js';
import { $, attribute, element, text } from './dom.js';

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

let corpora = [];

/** What stands in fields that are left empty is the chosen corpus's own. */
function usual() {
  const corpus = corpora.find(({ id }) => id === form.elements.corpus.value);
  if (!corpus) return;
  for (const [name, value] of [['corpus_dir', corpus.default_dir], ['output', corpus.output], ['min_rows', corpus.floor], ['corpus_version', corpus.version]]) {
    attribute(form.elements[name], 'placeholder', value);
  }
}

/** The choice stays as it is where the service cannot be asked: submitting says why. */
async function offerCorpora() {
  if (corpora.length > 0) return;
  try {
    ({ corpora } = await get('/corpora'));
  } catch {
    return;
  }
  const choice = form.elements.corpus;
  const chosen = choice.value;
  choice.replaceChildren(...corpora.map(({ id, title }) => element('option', { value: id, title }, id)));
  choice.value = chosen;
  usual();
}

/** @param onSubmitted called with the run */
export function start(onSubmitted) {
  $('submit-open').addEventListener('click', () => {
    text($('submit-problem'), '');
    dialog.showModal();
    offerCorpora();
  });
  form.elements.corpus.addEventListener('change', usual);
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
