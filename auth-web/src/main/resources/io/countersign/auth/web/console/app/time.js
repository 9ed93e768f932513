/** Times: as a distance from now, or in the viewer's zone; in UTC when pointed at. */
import { html } from 'lit';
import { currentLanguage } from './text.js';

const UNITS = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** Such as “3 hours ago”. */
export function distance(time, from = Date.now()) {
  const seconds = Math.round((new Date(time) - from) / 1000);
  const words = new Intl.RelativeTimeFormat(currentLanguage(), { numeric: 'auto' });
  const [unit, length] = UNITS.find(([, it]) => Math.abs(seconds) >= it) ?? ['second', 1];
  if (unit === 'second') return words.format(0, Math.abs(seconds) < 45 ? 'second' : 'minute');
  return words.format(Math.round(seconds / length), unit);
}

/** Such as “28 Nov 2026, 16:04”, in the viewer's zone. */
export function local(time, options = { dateStyle: 'medium', timeStyle: 'short' }) {
  return new Intl.DateTimeFormat(currentLanguage(), options).format(new Date(time));
}

/** Such as “2026-11-28 15:04:05 UTC”. */
export function utc(time) {
  return `${new Date(time).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** A distance, with the exact time when pointed at. */
export function ago(time) {
  return element(time, distance(time));
}

/** A time of day, with the exact time when pointed at. */
export function at(time) {
  return element(time, local(time));
}

/** A time to the second, for lists that grow while one looks. */
export function precise(time) {
  return element(time, local(time, { dateStyle: 'short', timeStyle: 'medium' }));
}

function element(time, words) {
  return html`<time datetime=${time} title=${`${local(time)} · ${utc(time)}`}>${words}</time>`;
}
