import { html } from 'lit';
import { t } from '../app/text.js';
import { eventList } from '../parts/events.js';
import { actorLink } from './names.js';

const ENDS = ['logout', 'session_revoked', 'token_reused', 'device_mismatch'];

/**
 * What happened in a session, the latest first: its events, and what the session itself says. It
 * counts its refreshes and keeps the time of the last one. What ended many sessions is no event of
 * each, and events are not kept for ever.
 */
export function timeline(session) {
  const { history, created_at: begun, ended_at: ended } = session;
  const has = (types) => history.some((it) => types.includes(it.type));
  const own = [];
  if (begun && !has(['login'])) own.push({ type: 'login', at: begun, ip: session.ip });
  if (session.generation) {
    own.push({ type: 'refreshed', at: session.last_used_at, detail: { times: session.generation } });
  }
  if (ended && !has(ENDS)) {
    own.push({ type: 'ended', at: ended, actor: session.ended_by, detail: { reason: session.ended_reason } });
  }
  return [...own, ...history].sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
}

export function timelineOf(session) {
  return eventList(timeline(session), (it) => html`
    ${it.actor && it.actor !== it.user_id ? html`<p class="more">${t('by')} ${actorLink(it.actor)}</p>` : ''}
    ${it.type === 'refreshed' ? html`<p class="more">${t('session.refreshed.hint')}</p>` : ''}
    ${it.ip && session.ip && it.ip !== session.ip ? html`<p class="more">${t('session.elsewhere')}</p>` : ''}
  `);
}
