/** What went wrong with something that the user asked for, until it is read. */
import { $, element } from './dom.js';

const MOST = 3;

export function notice(title, error) {
  const close = element('button', { type: 'button', 'aria-label': 'Close this message' }, '×');
  const said = element('div', { class: 'grow' }, element('p', {}, element('b', {}, `${title}: `), error.message));
  if (error.hint) said.append(element('p', {}, error.hint));
  const box = element('div', { class: 'notice', 'data-code': error.code ?? 'fault' }, said, close);
  close.addEventListener('click', () => box.remove());
  $('notices').append(box);
  while ($('notices').children.length > MOST) $('notices').firstElementChild.remove();
}

/** Does something that may be refused, and says so if it is. */
export async function attempt(title, work) {
  try {
    return await work();
  } catch (error) {
    notice(title, error);
    return undefined;
  }
}
