/** The progress document, live: read from a stream that is opened again whenever it ends, whatever ended it. */
import { refusal, stream } from './api.js';
import { ask, forget } from './token.js';

/** The service sends something every 15 seconds at least; a connection that is silent for longer is dead. */
const LONGEST_SILENCE = 40_000;
const LONGEST_PAUSE = 8_000;

/** Cuts a stream of bytes into events and hands on their data. */
async function events(body, take) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    rest += value;
    const parts = rest.split(/\r?\n\r?\n/);
    rest = parts.pop();
    for (const part of parts) {
      const data = part.split(/\r?\n/).filter((line) => line.startsWith('data:')).map((line) => line.slice(5).trimStart());
      if (data.length > 0) take(data.join('\n'));
    }
  }
}

/**
 * @param onDocument called with each document
 * @param onState called with 'live', 'connecting' or 'gone', and since when
 */
export function follow(onDocument, onState) {
  let pause = 0;
  let wake = () => {};
  let abort = new AbortController();
  let lastWord = Date.now();

  async function once() {
    abort = new AbortController();
    let silence = setTimeout(() => abort.abort(), LONGEST_SILENCE);
    try {
      const response = await stream('/progress', abort.signal);
      if (!response.ok) {
        const error = await refusal(response);
        if (error.code === 'unauthorized') {
          forget();
          await ask(`${error.message}.`);
        }
        return;
      }
      await events(response.body, (data) => {
        clearTimeout(silence);
        silence = setTimeout(() => abort.abort(), LONGEST_SILENCE);
        pause = 0;
        lastWord = Date.now();
        onState('live', lastWord);
        onDocument(JSON.parse(data));
      });
    } catch {
      // Said by the state: gone.
    } finally {
      clearTimeout(silence);
    }
  }

  async function forever() {
    for (;;) {
      await once();
      onState('gone', lastWord);
      pause = Math.min(LONGEST_PAUSE, pause * 2 || 500);
      await new Promise((resolve) => {
        wake = resolve;
        setTimeout(resolve, pause);
      });
    }
  }

  window.addEventListener('online', () => wake());
  document.addEventListener('visibilitychange', () => document.hidden || wake());
  document.addEventListener('token', () => wake());
  onState('connecting', lastWord);
  forever();
}
