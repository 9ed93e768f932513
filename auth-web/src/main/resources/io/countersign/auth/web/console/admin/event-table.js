import { html } from 'lit';
import { link } from '../app/route.js';
import { t } from '../app/text.js';
import { precise } from '../app/time.js';
import { detailWords, eventName, lookOf } from '../parts/events.js';
import { actorLink, nameOf, userLink } from './names.js';

/** Whether an event has what was typed, anywhere. */
export function isShown(event, typed) {
  const wanted = typed.trim().toLowerCase();
  if (!wanted) return true;
  const text = [JSON.stringify(event), eventName(event.type), nameOf(event.user_id), nameOf(event.actor)];
  return wanted.split(/\s+/).every((word) => text.join(' ').toLowerCase().includes(word));
}

/** Events as rows, each with ways to the user, the session and the key. */
export function eventTable(events) {
  return html`<table class="table">
    <thead><tr>
      <th>${t('events.time')}</th><th>${t('events.type')}</th><th>${t('user')}</th>
      <th>${t('device.address')}</th><th>${t('events.detail')}</th>
    </tr></thead>
    <tbody>
      ${events.map(
        (it) => html`<tr>
          <td data-label=${t('events.time')}>${precise(it.at)}</td>
          <td data-label=${t('events.type')}><span class="badge ${lookOf(it)[1]}">${eventName(it.type)}</span></td>
          <td data-label=${t('user')}>${it.user_id ? userLink(it.user_id) : ''}</td>
          <td data-label=${t('device.address')} class="mono">${it.ip ?? ''}</td>
          <td data-label=${t('events.detail')} class="small"><span>${details(it)}</span></td>
        </tr>`,
      )}
    </tbody>
  </table>`;
}

function details(event) {
  const { detail = {}, actor, user_id: user, session_id: session } = event;
  const parts = detailWords(event).filter((it) => !(detail.kid && it.includes(detail.kid)));
  return html`
    ${parts.join(' · ')}
    ${detail.kid ? html`<a class="mono" href=${link('keys')}>${detail.kid.slice(0, 10)}…</a>` : ''}
    ${session ? html`<a href=${link('session', session)}>${t('session.title')}</a>` : ''}
    ${actor && actor !== user ? html`<span class="muted">${t('by')} ${actorLink(actor)}</span>` : ''}
    ${detail.note ? html`<blockquote>${detail.note}</blockquote>` : ''}
  `;
}
