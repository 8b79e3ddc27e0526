/** The service's token: typed once, kept for this tab, sent to this service alone. */
import { $, text } from './dom.js';

const KEY = 'ingest-token';
const dialog = $('token');
let waiting = null;

export const token = () => sessionStorage.getItem(KEY) ?? '';

export function forget() {
  sessionStorage.removeItem(KEY);
  say();
}

/**
 * Asks for the token.
 *
 * @param problem why it is asked for; may be empty
 * @return what was typed; empty if the user does not want to
 */
export function ask(problem = '') {
  text($('token-problem'), problem);
  $('token-value').value = '';
  if (!dialog.open) dialog.showModal();
  $('token-value').focus();
  waiting ??= Promise.withResolvers();
  return waiting.promise;
}

function say() {
  text($('token-text'), token() ? 'Token set' : 'Token…');
}

export function start() {
  say();
  $('token-open').addEventListener('click', () => ask());
  $('token-forget').addEventListener('click', () => {
    forget();
    dialog.close();
  });
  dialog.querySelector('.close').addEventListener('click', () => dialog.close());
  $('token-form').addEventListener('submit', (event) => {
    event.preventDefault();
    sessionStorage.setItem(KEY, $('token-value').value.trim());
    say();
    dialog.close();
    document.dispatchEvent(new Event('token'));
  });
  dialog.addEventListener('close', () => {
    $('token-value').value = '';
    waiting?.resolve(token());
    waiting = null;
  });
}
