/** Changing what the running service may take. */
import { announce } from './announce.js';
import { get, post } from './api.js';
import { $, text } from './dom.js';
import { counted } from './format.js';

const dialog = $('limits');
const form = $('limits-form');
let before = {};

function fill(limits) {
  before = limits;
  for (const field of form.elements) {
    if (field.name) field.value = limits[field.name];
  }
}

/** What was changed, under the API's keys. */
function changed() {
  const asked = {};
  for (const field of form.elements) {
    const value = field.value.trim();
    if (!field.name || value === String(before[field.name])) continue;
    asked[field.name] = field.dataset.type === 'number' ? Number(value) : value;
  }
  return asked;
}

const say = (error) => text($('limits-problem'), `${error.message}\n${error.hint ?? ''}`.trim());

async function open() {
  text($('limits-problem'), '');
  form.reset();
  dialog.showModal();
  try {
    fill(await get('/limits'));
  } catch (error) {
    say(error);
  }
}

async function send(event) {
  event.preventDefault();
  text($('limits-problem'), '');
  const button = form.querySelector('[type=submit]');
  button.disabled = true;
  try {
    const now = await post('/limits', changed());
    if (now) {
      dialog.close();
      announce(`The limits are now ${counted(now.downloads, 'download')}, ${now.per_host} per host, rate ${now.limit_rate}.`);
    }
  } catch (error) {
    say(error);
  } finally {
    button.disabled = false;
  }
}

export function start() {
  $('limits-open').addEventListener('click', open);
  dialog.querySelector('.close').addEventListener('click', () => dialog.close());
  form.addEventListener('submit', send);
}
