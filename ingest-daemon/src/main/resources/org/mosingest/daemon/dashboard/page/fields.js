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

/** A text of a document, with labels where it names options; one that comes without its parts is shown as it is. */
export const told = (document, name) =>
  document[`${name}_parts`]?.map((part) => part.option === undefined ? part : (labels.get(part.option) ?? part.option)).join('') ?? document[name] ?? '';
