import { html } from 'lit';
import { Page } from '../app/page.js';
import { auth, session } from '../app/session.js';
import { go } from '../app/route.js';
import { t } from '../app/text.js';
import { errorText } from '../parts/errors.js';
import { say } from '../parts/say.js';
import { notice } from '../parts/states.js';
import { strengthOf } from '../parts/strength.js';

const LOOKS = ['low', 'low', 'fair', 'good', 'good'];

/** Changes the password, and so ends all other sessions. */
class Password extends Page {
  static properties = { typed: { state: true }, refusal: { state: true }, isBusy: { state: true } };

  constructor() {
    super();
    this.typed = '';
  }

  heading() {
    return t('password.title');
  }

  lead() {
    return t('password.lead');
  }

  async #submit(event) {
    event.preventDefault();
    if (this.isBusy) return;
    const form = new FormData(event.target);
    this.isBusy = true;
    this.refusal = null;
    try {
      await auth.changePassword(form.get('current'), form.get('new'));
      event.target.reset();
      this.typed = '';
      say(t('password.done'));
      go('devices');
    } catch (problem) {
      this.refusal = problem;
    } finally {
      this.isBusy = false;
    }
  }

  content() {
    return html`
      ${this.where.query.after === 'notme' ? notice('good', html`<p>${t('password.notme')}</p>`) : ''}
      <form class="card form narrow" @submit=${this.#submit}>
        <input class="visually-hidden" type="text" name="username" autocomplete="username"
          tabindex="-1" aria-hidden="true" readonly .value=${session.who?.username ?? ''}>
        <div class="field">
          <label for="current">${t('password.current')}</label>
          <input id="current" name="current" type="password" required maxlength="1024"
            autocomplete="current-password">
        </div>
        <div class="field">
          <label for="new">${t('password.new')}</label>
          <input id="new" name="new" type="password" required minlength="8" maxlength="128"
            autocomplete="new-password" aria-describedby="strength strength-hint"
            @input=${(it) => (this.typed = it.target.value)}>
          ${this.#strength()}
          <p class="hint" id="strength-hint">${t('password.hint')}</p>
        </div>
        <p role="alert" class=${this.refusal ? 'notice bad' : ''}>
          ${this.refusal ? this.#why() : ''}
        </p>
        <div class="line">
          <button class="button primary" aria-disabled=${Boolean(this.isBusy)}>${t('password.do')}</button>
        </div>
      </form>
    `;
  }

  /** What the server says of a new password, it says in its own words. */
  #why() {
    return this.refusal.code === 'invalid_credentials' ? t('password.wrong') : errorText(this.refusal);
  }

  #strength() {
    const strength = this.typed ? strengthOf(this.typed, session.who?.username ?? '') : 0;
    return html`
      <div class="strength ${LOOKS[strength]}" aria-hidden="true">
        ${[1, 2, 3, 4].map((it) => html`<i class=${this.typed && it <= Math.max(1, strength) ? 'on' : ''}></i>`)}
      </div>
      <p class="small" id="strength" role="status">${this.typed ? t(`strength.${strength}`) : t('strength.none')}</p>
    `;
  }
}
customElements.define('cs-password', Password);
