/** Security events in words, one below the other. */
import { html, nothing } from 'lit';
import { has, t } from '../app/text.js';
import { at } from '../app/time.js';
import { icon } from './icons.js';
import { endedShort } from './devices.js';

const LOOKS = {
  login: ['enter', 'good'],
  login_failed: ['cross', 'warn'],
  login_deferred: ['clock', 'warn'],
  refresh_refused: ['cross', 'warn'],
  token_reused: ['warning', 'bad'],
  device_mismatch: ['warning', 'bad'],
  logout: ['leave', ''],
  password_changed: ['key', ''],
  session_revoked: ['leave', ''],
  sessions_revoked: ['leave', 'warn'],
  logout_all: ['leave', 'warn'],
  access_token_revoked: ['cross', ''],
  user_created: ['people', ''],
  user_deleted: ['people', 'warn'],
  user_disabled: ['people', 'warn'],
  user_enabled: ['people', ''],
  roles_changed: ['people', ''],
  administrator_recovered: ['warning', 'bad'],
  started: ['play', ''],
};

/** What the timeline of a session has besides. */
const OWN_LOOKS = { refreshed: ['rotate', 'good'], ended: ['leave', 'bad'] };

/** All types, in the order in which filters offer them. */
export const EVENT_TYPES = [
  ...Object.keys(LOOKS),
  'key_published', 'key_activated', 'key_retired', 'key_revoked', 'key_deleted',
];

/** The look of a type: its sign, and good, warn, bad or nothing of these. */
export function lookOf(event) {
  if (event.type === 'login' && event.detail?.known === 'false') return ['enter', 'warn'];
  return LOOKS[event.type] ?? OWN_LOOKS[event.type] ?? ['ring', event.type === 'key_revoked' ? 'bad' : ''];
}

export function eventName(type) {
  return has(`event.${type}`) ? t(`event.${type}`) : type;
}

/** What the details of an event say, in words where there are some. */
export function detailWords({ type, detail = {} }) {
  const words = [];
  for (const [name, value] of Object.entries(detail)) {
    if (name === 'note' || (type === 'started' && name !== 'denylist')) continue;
    if (name === 'known') words.push(t(value === 'true' ? 'detail.known' : 'detail.new'));
    else if (name === 'reason') words.push(reasonWords(value, type));
    else if (name === 'times') words.push(t('session.rotations.n', { n: value }));
    else if (name === 'device') words.push(value);
    else words.push(`${has(`detail.${name}`) ? t(`detail.${name}`) : name} ${value}`);
  }
  return words;
}

function reasonWords(reason, type) {
  if (type === 'refresh_refused' && reason === 'revoked') return t('detail.ended'); // by whomever
  return has(`code.${reason}`) ? t(`code.${reason}`) : endedShort(reason);
}

export function mark(event) {
  const [sign, kind] = lookOf(event);
  return html`<span class="mark ${kind}">${icon(sign)}</span>`;
}

/**
 * A list of events.
 *
 * @param more what stands below an event, if anything
 */
export function eventList(events, more = () => nothing) {
  return html`<ol class="events">
    ${events.map(
      (event) => html`<li>
        ${mark(event)}
        <div>
          <p class="what">${eventName(event.type)}</p>
          <p class="more">${[...detailWords(event), event.ip].filter(Boolean).join(' · ')}</p>
          ${event.detail?.note ? html`<blockquote class="small">${event.detail.note}</blockquote>` : ''}
          ${more(event)}
        </div>
        <p class="at">${at(event.at)}</p>
      </li>`,
    )}
  </ol>`;
}
