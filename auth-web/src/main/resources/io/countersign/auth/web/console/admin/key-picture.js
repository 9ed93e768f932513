import { html, svg } from 'lit';
import { t } from '../app/text.js';
import { local } from '../app/time.js';

const WIDTH = 760;
const LABEL = 150;
const ROW = 34;
const DAY = 86_400_000;

/** What a key was, is and will be: stretches of time, each with its state. */
function stretches(key, now, horizon) {
  const created = Date.parse(key.created_at);
  const begins = Date.parse(key.activated_at ?? key.activates_at ?? key.created_at);
  const ends = Date.parse(key.retired_at ?? key.revoked_at ?? '') || horizon;
  const list = [];
  if (begins > created) list.push(['published', created, Math.min(begins, ends)]);
  if (key.state !== 'revoked' || begins < ends) list.push(['active', begins, ends]);
  if (key.retired_at) list.push(['retired', ends, Date.parse(key.deletes_at)]);
  if (key.revoked_at) list.push(['revoked', ends, ends + (horizon - now) / 6]);
  return list.filter(([, from, until]) => until > from);
}

/**
 * The keys over time, each on a row, with the moment of now.
 *
 * @param keys the keys, real ones or as they would be
 * @param cachedUntil until when verifiers elsewhere may hold the key set of now
 */
export function keyPicture(keys, cachedUntil) {
  const now = Date.now();
  const times = keys.flatMap((it) => [it.created_at, it.activates_at, it.deletes_at]).filter(Boolean).map(Date.parse);
  const begin = Math.max(Math.min(...times, now), now - 30 * DAY);
  const horizon = Math.max(...times, cachedUntil, now + (now - begin) / 3, now + 600_000);
  const left = begin - (horizon - begin) / 40;
  const x = (time) => LABEL + ((WIDTH - LABEL - 10) * (Math.max(time, left) - left)) / (horizon - left);
  const height = keys.length * ROW + 46;
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${t('keys.picture')}>
    <svg class="picture keys" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label=${t('keys.picture')}>
      ${keys.map((key, row) => svg`
        <text x="0" y=${row * ROW + 36}>${key.kid.slice(0, 10)}… ${key.alg}</text>
        ${stretches(key, now, horizon).map(([state, from, until]) => svg`
          <rect class="${state} ${from > now ? 'ahead' : ''}" y=${row * ROW + 22} height="20" rx="4"
            x=${x(from)} width=${Math.max(4, x(until) - x(from))}>
            <title>${t(`key.${state}`)}: ${local(from)} – ${until === horizon ? '…' : local(until)}</title>
          </rect>`)}
      `)}
      <line class="now" x1=${x(now)} x2=${x(now)} y1="14" y2=${height - 18}></line>
      <text x=${x(now)} y="9" text-anchor="middle">${t('now')}</text>
      <line class="cached" x1=${x(cachedUntil)} x2=${x(cachedUntil)} y1="14" y2=${height - 18}></line>
      <line class="axis" x1=${LABEL} x2=${WIDTH} y1=${height - 18} y2=${height - 18}></line>
      <text x=${LABEL} y=${height - 2}>${local(begin)}</text>
      <text x=${WIDTH} y=${height - 2} text-anchor="end">${local(horizon)}</text>
    </svg></div>`;
}

export function keyLegend() {
  return html`<p class="legend">
    ${['published', 'active', 'retired', 'revoked'].map((it) => html`<span><i class=${it}></i>${t(`key.${it}`)}</span>`)}
  </p>`;
}
