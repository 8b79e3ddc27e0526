/** Work that need not be done at once: a piece in each task, so that the page answers to its reader in between. */

const waiting = new Set();
/** Done after that many milliseconds even where the page is never idle. */
const LATEST = 500;
// Not every browser tells when it is idle.
const soon = globalThis.requestIdleCallback ? (work) => requestIdleCallback(work, { timeout: LATEST }) : (work) => setTimeout(work);

function next() {
  const [work] = waiting;
  waiting.delete(work);
  try {
    work();
  } finally {
    if (waiting.size > 0) soon(next);
  }
}

/** Does a piece of work when its turn comes; what waits already is done once. */
export function later(work) {
  if (waiting.size === 0) soon(next);
  waiting.add(work);
}
