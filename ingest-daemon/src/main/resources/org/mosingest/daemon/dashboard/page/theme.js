/** Light or dark: the system's choice unless the reader has another. */
import { $ } from './dom.js';

const KEY = 'ingest-theme';

export function start(onChange) {
  const select = $('theme');
  const apply = (choice) => {
    if (choice === 'auto') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = choice;
    onChange();
  };
  select.value = localStorage.getItem(KEY) ?? 'auto';
  apply(select.value);
  select.addEventListener('change', () => {
    localStorage.setItem(KEY, select.value);
    apply(select.value);
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', onChange);
}
