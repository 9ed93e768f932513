import { html } from 'lit';
import { ask, get } from '../app/api.js';
import { Page } from '../app/page.js';
import { t } from '../app/text.js';
import { at, local } from '../app/time.js';
import { confirm } from '../parts/confirm.js';
import { icon } from '../parts/icons.js';
import { say } from '../parts/say.js';
import { keyLegend, keyPicture } from './key-picture.js';
import { milliseconds, settings } from './settings.js';

const LOOKS = { active: 'good', published: '', retired: '', revoked: 'bad' };

/** The signing keys over time, and how they are changed. */
class Keys extends Page {
  heading() {
    return t('keys.title');
  }

  lead() {
    return t('keys.lead');
  }

  async load() {
    const { items } = await get('admin/keys', { limit: 200 });
    this.keys = items;
    const told = await settings();
    this.ahead = milliseconds(told['signing.publish-ahead'] ?? 'PT1H');
    this.maxAge = milliseconds(told['jwks.max-age'] ?? 'PT5M');
  }

  actions() {
    return html`<button class="button" @click=${this.#rotate}>${icon('rotate')}${t('keys.rotate')}</button>`;
  }

  get #cachedUntil() {
    return Date.now() + this.maxAge;
  }

  /** The ring as it would be, if a key were published now. */
  #next(activates, state) {
    return {
      kid: t('keys.next'), alg: this.keys[0]?.alg ?? '', state,
      created_at: new Date().toISOString(),
      [state === 'active' ? 'activated_at' : 'activates_at']: new Date(activates).toISOString(),
    };
  }

  async #rotate() {
    const waiting = this.keys.find((it) => it.state === 'published');
    const activates = Date.now() + this.ahead;
    const ring = waiting
      ? this.keys
      : [
          this.#next(activates, 'published'),
          ...this.keys.map((it) => (it.state === 'active'
            ? { ...it, retired_at: new Date(activates).toISOString(), deletes_at: new Date(activates + 66 * 60_000).toISOString() }
            : it)),
        ];
    const done = await confirm({
      title: t('keys.rotate.title'),
      picture: keyPicture(ring, this.#cachedUntil),
      effects: waiting
        ? [t('keys.rotate.waits', { time: local(waiting.activates_at) })]
        : [t('keys.rotate.publish'), t('keys.rotate.sign', { time: local(activates) }), t('keys.rotate.old')],
      isBad: false,
      action: t('keys.rotate'),
      act: () => ask('POST', 'admin/keys/rotate'),
    });
    if (!done) return;
    await this.reload();
    say(t('keys.rotate.done', { time: local(done.activates_at ?? done.activated_at) }));
  }

  async #revoke(key) {
    const now = new Date().toISOString();
    const ring = this.keys.map((it) => (it === key ? { ...it, state: 'revoked', revoked_at: now, retired_at: undefined } : it));
    if (key.state === 'active') ring.unshift(this.#next(Date.now(), 'active'));
    const done = await confirm({
      title: t('keys.revoke.title', { kid: key.kid.slice(0, 10) }),
      picture: keyPicture(ring, this.#cachedUntil),
      effects: [
        t('keys.revoke.here'),
        key.state === 'active' ? t('keys.revoke.active') : t('keys.revoke.other'),
        t('keys.revoke.cached', { time: local(this.#cachedUntil) }),
      ],
      action: t('keys.revoke'),
      act: () => ask('POST', `admin/keys/${encodeURIComponent(key.kid)}/revoke`),
    });
    if (!done) return;
    await this.reload();
    say(t('keys.revoke.done', { time: local(done.jwks_cached_until) }));
  }

  content() {
    return html`
      <section class="section card stack">
        ${keyPicture(this.keys, this.#cachedUntil)}
        ${keyLegend()}
        <p class="small muted">${t('keys.cached', { time: local(this.#cachedUntil) })}</p>
      </section>
      <section class="section">
        <table class="table">
          <thead><tr><th>${t('key')}</th><th>${t('keys.alg')}</th><th>${t('state')}</th>
            <th>${t('keys.since')}</th><th>${t('keys.until')}</th><th><span class="visually-hidden">${t('keys.revoke')}</span></th></tr></thead>
          <tbody>${this.keys.map((it) => this.#row(it))}</tbody>
        </table>
      </section>
    `;
  }

  #row(key) {
    const since = key.revoked_at ?? key.retired_at ?? key.activated_at ?? key.created_at;
    const until = key.activates_at ?? key.deletes_at;
    return html`<tr>
      <td data-label=${t('key')} class="mono">${key.kid}</td>
      <td data-label=${t('keys.alg')}>${key.alg}</td>
      <td data-label=${t('state')}><span class="badge ${LOOKS[key.state]}">${t(`key.${key.state}`)}</span></td>
      <td data-label=${t('keys.since')}>${at(since)}</td>
      <td data-label=${t('keys.until')}>${until ? at(until) : ''}</td>
      <td>${key.state === 'revoked'
        ? ''
        : html`<button class="button bad small" @click=${() => this.#revoke(key)}>${t('keys.revoke')}</button>`}</td>
    </tr>`;
  }
}
customElements.define('cs-keys', Keys);
