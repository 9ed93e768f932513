import { html } from 'lit';
import { ask } from '../app/api.js';
import { Page } from '../app/page.js';
import { t } from '../app/text.js';
import { ago } from '../app/time.js';
import { confirm } from '../parts/confirm.js';
import { deviceName, deviceSign, endedWords, sessionFacts } from '../parts/devices.js';
import { icon } from '../parts/icons.js';
import { notMe } from '../parts/not-me.js';
import { Pages } from '../parts/pages-of.js';
import { say } from '../parts/say.js';
import { empty } from '../parts/states.js';

/** Where the user is logged in, and where she was. */
class Devices extends Page {
  heading() {
    return t('devices.title');
  }

  lead() {
    return t('devices.lead');
  }

  async load() {
    this.active = await new Pages('sessions', { limit: 100 }).first();
    this.all = await new Pages('sessions', { state: 'all', limit: 50 }).first();
  }

  get others() {
    return this.active.items.filter((it) => !it.current);
  }

  actions() {
    if (this.state !== 'ready' || !this.others.length) return '';
    return html`<button class="button bad" @click=${this.#endOthers}>${t('devices.endOthers')}</button>`;
  }

  async #end(session) {
    const done = await confirm({
      title: t('devices.end.title', { device: deviceName(session) }),
      effects: [t('effect.refresh'), t('effect.access'), t('effect.again')],
      action: t('devices.end'),
      act: () => ask('DELETE', `sessions/${session.id}`),
    });
    if (done) this.#told(t('devices.end.done', { device: deviceName(session) }));
  }

  async #endOthers() {
    const done = await confirm({
      title: t('devices.endOthers.title', { n: this.others.length }),
      effects: [t('effect.refresh'), t('effect.access'), t('effect.stays')],
      action: t('devices.endOthers'),
      act: () => ask('DELETE', 'sessions', { query: { keep: 'current' } }),
    });
    if (done) this.#told(t('devices.endOthers.done', { n: done.revoked ?? this.others.length }));
  }

  async #told(words) {
    await this.reload();
    say(words);
    this.querySelector('h1').focus();
  }

  content() {
    const ended = this.all.items.filter((it) => it.state !== 'active');
    const mine = [...this.active.items].sort((a, b) => Boolean(b.current) - Boolean(a.current));
    return html`
      <section class="section">
        <h2 class="visually-hidden">${t('devices.active')}</h2>
        <ul class="cards">${mine.map((it) => this.#card(it))}</ul>
        ${this.active.more(this)}
      </section>
      <section class="section">
        <h2>${t('devices.ended')}</h2>
        ${ended.length
          ? html`<ul class="cards">${ended.map((it) => this.#endedCard(it))}</ul>`
          : empty(t('devices.ended.none'), 'shield')}
        ${this.all.more(this)}
      </section>
    `;
  }

  #card(session) {
    return html`<li class="card device">
      <div class="stack">
        <div class="device-head">
          <span class="device-icon">${icon(deviceSign(session))}</span>
          <div>
            <h3>${deviceName(session)}</h3>
            ${session.current
              ? html`<span class="badge good">${t('devices.current')}</span>`
              : html`<span class="small muted">${t('devices.used')} ${ago(session.last_used_at)}</span>`}
          </div>
        </div>
        ${sessionFacts(session)}
      </div>
      ${session.current
        ? ''
        : html`<div class="line">
            <button class="button bad small" aria-label=${`${t('devices.end')}: ${deviceName(session)}`}
              @click=${() => this.#end(session)}>${t('devices.end')}</button>
            <button class="button quiet small" @click=${notMe}>${t('notme')}</button>
          </div>`}
    </li>`;
  }

  #endedCard(session) {
    return html`<li class="card device ended">
      <div class="device-head">
        <span class="device-icon">${icon(deviceSign(session))}</span>
        <div>
          <h3>${deviceName(session)}</h3>
          <span class="small muted">${session.ip ?? ''} · ${ago(session.ended_at ?? session.expires_at)}</span>
        </div>
      </div>
      <div>
        <p class="small">${endedWords(session.ended_reason ?? 'expired')}</p>
        ${session.reason ? html`<blockquote class="small">${session.reason}</blockquote>` : ''}
      </div>
    </li>`;
  }
}
customElements.define('cs-devices', Devices);
