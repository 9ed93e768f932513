import { html, nothing } from 'lit';
import { Page } from '../app/page.js';
import { session } from '../app/session.js';
import { t } from '../app/text.js';
import { eventList } from '../parts/events.js';
import { notMe } from '../parts/not-me.js';
import { Pages } from '../parts/pages-of.js';
import { empty } from '../parts/states.js';

/** What somebody may have done in the user's name. */
const DOUBTFUL = ['login', 'token_reused', 'device_mismatch', 'password_changed'];

/** What happened to the user's own account. */
class Activity extends Page {
  heading() {
    return t('activity.title');
  }

  lead() {
    return t('activity.lead');
  }

  async load() {
    this.events = await new Pages('events', { limit: 50 }).first();
  }

  content() {
    if (!this.events.items.length) return empty(t('activity.none'), 'pulse');
    return html`
      <div class="card">${eventList(this.events.items, (event) => this.#more(event))}</div>
      ${this.events.more(this)}
    `;
  }

  #more(event) {
    const actor = { administrator: t('actor.administrator'), system: t('actor.system') }[event.actor];
    return html`
      ${actor && event.detail.reason !== event.actor ? html`<p class="more">${actor}</p>` : ''}
      ${DOUBTFUL.includes(event.type) && event.session_id !== session.who?.sessionId
        ? html`<button class="button quiet small flush" @click=${notMe}>${t('notme')}</button>`
        : nothing}
    `;
  }
}
customElements.define('cs-activity', Activity);
