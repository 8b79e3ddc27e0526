/** The page is changed through these only: what a manifest or a server says becomes text, never markup. */

/**
 * A text with its bidirectional and other invisible controls spelt out, so that none can make a name look like another.
 */
const plain = (value) =>
  String(value).replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Of attributes, those that are read; the others are what the API is asked with. */
const legible = (name, value) => (name === 'title' || name === 'aria-label' ? plain(value) : String(value));

export const $ = (id) => document.getElementById(id);

/** An element with attributes and children; a child that is no node becomes text. */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    node.setAttribute(name, legible(name, value));
  }
  node.append(...children.map((child) => (child instanceof Node ? child : plain(child))));
  return node;
}

/** Sets a text, if it is another one: what is the same is not drawn again. */
export function text(node, value) {
  const string = plain(value);
  if (node.textContent !== string) node.textContent = string;
}

/** Sets an attribute, if it is another one. */
export function attribute(node, name, value) {
  const string = legible(name, value);
  if (node.getAttribute(name) !== string) node.setAttribute(name, string);
}

export function shown(node, yes) {
  if (node.hidden === yes) node.hidden = !yes;
}

export function width(node, share) {
  const value = `${(share * 100).toFixed(2)}%`;
  if (node.style.width !== value) node.style.width = value;
}

/**
 * Makes a parent's children stand for the items: those whose key is there already are updated where they are.
 */
export function keyed(parent, items, key, make, update) {
  const old = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  let place = parent.firstElementChild;
  for (const item of items) {
    const name = String(key(item));
    let node = old.get(name);
    old.delete(name);
    if (!node) {
      node = make(item);
      node.dataset.key = name;
    }
    update(node, item);
    if (node === place) {
      place = place.nextElementSibling;
    } else {
      parent.insertBefore(node, place);
    }
  }
  old.forEach((node) => node.remove());
}
