/** The service names what is set by the API's keys; a reader of the page knows the labels of its fields. */
import { $ } from './dom.js';

const labels = new Map();
for (const form of [$('limits-form'), $('submit-form')]) {
  for (const field of form.elements) {
    if (!field.name) continue;
    const own = [...field.closest('label').childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE);
    labels.set(field.name, own.map(({ textContent }) => textContent).join('').trim());
  }
}
labels.set('konvid_dir', labels.get('corpus_dir'));

const key = `(?:${[...labels.keys()].sort((a, b) => b.length - a.length).join('|')})`;

// Many keys are words, too: they are keys where something is wrong with them or where keys are listed. One with an underscore is nothing else, if it is no part of a path or of a quoted text.
const named = new RegExp(`(?<=^|; )${key}(?=: | is outside )|(?<=\\()[a-z_]+(?:, [a-z_]+)*(?=\\))|(?<![\\w/.\\\\"'-])(?=[a-z]+_)${key}(?![\\w/\\\\"'-]|\\.\\w)`, 'g');

/** The same with the labels in place of the keys. */
export const told = (said) => said.replace(named, (found) => found.split(', ').map((name) => labels.get(name) ?? name).join(', '));
