/** How figures are written: grouped, with a fixed number of digits for each unit, so that they do not dance. */

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const one = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const clock = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
const hours = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const hourSeconds = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const days = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });

/** 12,345 */
export const count = (n) => whole.format(n);

/** A number with what it counts: 1 clip, 12,345 clips */
export const counted = (n, one, several = `${one}s`) => `${count(n)} ${n === 1 ? one : several}`;

/** 81.3, and from a hundred on 812 */
export const rate = (n) => (n >= 100 ? whole.format(n) : one.format(n));

/** A figure on an axis: as few digits as it needs. */
export const short = (n) => (n >= 10 || Number.isInteger(n) ? whole.format(n) : one.format(n));

/** A share from 0 to 1 as 8.1%; never 100% before all is there. */
export function percent(share) {
  const shown = Math.floor(share * 1000 + 1e-9) / 10;
  return `${one.format(shown)}%`;
}

/** 1.5 GB: decimal, as disks and networks are sold. */
export function bytes(n) {
  const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
  let value = n;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 || value >= 100 ? whole.format(value) : one.format(value)} ${units[unit]}`;
}

/** 3 d 4 h, 2 h 05 min, 7 min 30 s, 12 s */
export function duration(seconds) {
  const s = Math.max(0, Math.round(seconds));
  const two = (n) => String(n).padStart(2, '0');
  if (s < 60) return `${s} s`;
  if (s < 3600) return `${Math.floor(s / 60)} min ${two(s % 60)} s`;
  if (s < 86400) return `${Math.floor(s / 3600)} h ${two(Math.floor((s % 3600) / 60))} min`;
  return `${Math.floor(s / 86400)} d ${Math.floor((s % 86400) / 3600)} h`;
}

/** An instant of the API in the reader's own time. */
export const when = (utc) => (utc ? clock.format(new Date(utc)) : '–');

/** The same, short and without the year. */
export const moment = (utc) => days.format(new Date(utc));

/** A tick on a time axis, as exact as the span asks for. */
export function tick(seconds, span) {
  const at = new Date(seconds * 1000);
  if (span < 600) return hourSeconds.format(at);
  return (span < 86400 ? hours : days).format(at);
}

/** The host of a URL, or what there is instead. */
export function host(url) {
  try {
    return new URL(url).host;
  } catch {
    return url ? 'no URL' : '–';
  }
}
