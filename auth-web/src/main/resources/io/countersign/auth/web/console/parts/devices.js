/** A device and its session in words. */
import { html } from 'lit';
import { has, t } from '../app/text.js';
import { ago, at } from '../app/time.js';

const KINDS = [
  ['tablet', /ipad|tablet/i],
  ['phone', /iphone|android|mobile|phone/i],
  ['terminal', /^(curl|wget|java|python|go-http|okhttp|apache-http|node)|httpclient/i],
];

/** The sign of a session's device. What it is, the client says: nothing depends on it. */
export function deviceSign(session) {
  const told = `${session.device_name ?? ''} ${session.user_agent ?? ''}`.trim();
  return KINDS.find(([, pattern]) => pattern.test(told))?.[0] ?? 'laptop';
}

export function deviceName(session) {
  return session.device_name || session.user_agent?.split(' ')[0] || t('device.unknown');
}

/** Why a session is over. */
export function endedWords(reason) {
  return has(`ended.${reason}`) ? t(`ended.${reason}`) : t('ended.unknown', { reason });
}

/** In a few words, for tables. */
export function endedShort(reason) {
  return has(`ended.short.${reason}`) ? t(`ended.short.${reason}`) : reason;
}

export function stateBadge(session) {
  const kind = { active: 'good', ended: session.ended_reason === 'reuse' ? 'bad' : '' };
  return html`<span class="badge ${kind[session.state] ?? ''}">${t(`state.${session.state}`)}</span>`;
}

/** What is known of a session, as names and values. */
export function sessionFacts(session) {
  const facts = [
    [t('device.address'), session.ip ?? '–'],
    [t('device.first'), at(session.created_at)],
    [t('device.last'), ago(session.last_used_at)],
  ];
  if (session.state === 'active') {
    facts.push([t('device.expires'), ago(session.expires_at)]);
    facts.push([t('device.bound'), t(session.device_bound ? 'device.bound.yes' : 'device.bound.no')]);
  }
  return factList(facts);
}

export function factList(facts) {
  return html`<dl class="facts">
    ${facts.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}
  </dl>`;
}
