/** What a screen reader is told without being asked: that something changed, not each figure that did. */
import { $ } from './dom.js';

const QUIET_FOR = 4_000;
let waiting = [];
let timer = 0;

/** Says a sentence soon; what comes within seconds of it is said together, and what is said twice is said once. */
export function announce(sentence) {
  if (!waiting.includes(sentence)) waiting.push(sentence);
  if (timer) return;
  timer = setTimeout(() => {
    $('announcer').textContent = waiting.slice(-5).join(' ');
    waiting = [];
    timer = setTimeout(() => {
      timer = 0;
      if (waiting.length > 0) announce(waiting.pop());
    }, QUIET_FOR);
  }, 200);
}
