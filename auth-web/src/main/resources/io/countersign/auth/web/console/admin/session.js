import { html } from 'lit';
import { get } from '../app/api.js';
import { Page } from '../app/page.js';
import { link } from '../app/route.js';
import { t } from '../app/text.js';
import { at } from '../app/time.js';
import { deviceName, endedWords, factList, sessionFacts, stateBadge } from '../parts/devices.js';
import { say } from '../parts/say.js';
import { notice } from '../parts/states.js';
import { endSession } from './end-sessions.js';
import { actorLink, learn, userLink } from './names.js';
import { lifeLine } from './life-line.js';
import { timelineOf } from './timeline.js';

/** One session: what is known of it, its life as a line, and what happened in it. */
class SessionPage extends Page {
  heading() {
    return this.session ? t('session.of', { device: deviceName(this.session) }) : t('session.title');
  }

  async load() {
    this.session = await get(`admin/sessions/${encodeURIComponent(this.where.id)}`);
    const { user_id: user, ended_by: by, history } = this.session;
    await learn([user, by, ...history.map((it) => it.actor)].filter((it) => /^[0-9a-f-]{36}$/.test(it ?? '')));
  }

  actions() {
    if (this.session?.state !== 'active') return '';
    return html`<button class="button bad" @click=${this.#end}>${t('end.one.do')}</button>`;
  }

  async #end() {
    if (await endSession(this.session.id, deviceName(this.session))) {
      await this.reload();
      say(t('end.done', { n: 1 }));
    }
  }

  content() {
    const it = this.session;
    return html`
      ${it.ended_reason ? this.#why() : ''}
      <section class="section card stack">
        <div class="line">${stateBadge(it)} ${userLink(it.user_id)}</div>
        ${it.created_at ? lifeLine(it) : ''}
        ${it.created_at
          ? html`${sessionFacts(it)}
              ${factList([
                [t('session.rotations'), t('session.rotations.n', { n: it.generation })],
                [t('session.agent'), it.user_agent ?? '–'],
                [t('id'), html`<span class="mono">${it.id}</span>`],
              ])}`
          : html`<p class="muted">${t('session.gone')}</p>`}
      </section>
      <section class="section">
        <h2>${t('session.history')}</h2>
        <div class="card">${timelineOf(it)}</div>
        <p class="section"><a class="button" href=${link('events', '', { session_id: it.id })}>${t('session.events')}</a></p>
      </section>
    `;
  }

  #why() {
    const { ended_reason: reason, ended_by: by, ended_at: time, reason: note } = this.session;
    return notice(
      reason === 'reuse' || reason === 'device_mismatch' ? 'bad' : 'warn',
      html`
        <p>${endedWords(reason)}</p>
        ${note ? html`<blockquote>${note}</blockquote>` : ''}
        <p class="small muted">${time ? at(time) : ''} ${by ? html`· ${t('by')} ${actorLink(by)}` : ''}</p>
      `,
    );
  }
}
customElements.define('cs-session', SessionPage);
