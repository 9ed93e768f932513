/** What a page shows while there is nothing else: loading, empty, failed. */
import { html } from 'lit';
import { t } from '../app/text.js';
import { errorText } from './errors.js';
import { icon } from './icons.js';

export function loading() {
  return html`<div class="ghosts" role="status">
    <span class="visually-hidden">${t('loading')}</span><i></i><i></i><i></i>
  </div>`;
}

export function empty(words, sign = 'empty') {
  return html`<div class="state">${icon(sign)}<strong>${words}</strong></div>`;
}

export function failed(problem, again) {
  return html`<div class="state" role="alert">
    ${icon('warning')}
    <strong>${t('failed.title')}</strong>
    <p>${errorText(problem)}</p>
    <button class="button" @click=${again}>${icon('rotate')}${t('again')}</button>
  </div>`;
}

/** A remark above a content: good, warn, bad or nothing of these. */
export function notice(kind, words) {
  const sign = { good: 'check', warn: 'warning', bad: 'warning' }[kind] ?? 'info';
  return html`<div class="notice ${kind}">${icon(sign)}<div>${words}</div></div>`;
}
