import { html } from 'lit';
import { Part } from '../app/part.js';
import { auth, session } from '../app/session.js';
import { t } from '../app/text.js';
import { at } from '../app/time.js';
import { brand } from '../parts/brand.js';
import { endedWords } from '../parts/devices.js';
import { errorText } from '../parts/errors.js';
import { languages } from '../parts/languages.js';
import { notice } from '../parts/states.js';
import { say } from '../parts/say.js';

/** Logs in. It says why the session before ended, if that was not the user's own wish. */
class Login extends Part {
  static properties = { problem: { state: true }, isBusy: { state: true } };

  firstUpdated() {
    this.querySelector('input').focus();
  }

  updated() {
    document.title = `${t('login.title')} · ${t('brand')}`;
  }

  async #submit(event) {
    event.preventDefault();
    if (this.isBusy) return;
    const form = new FormData(event.target);
    this.isBusy = true;
    this.problem = null;
    try {
      const { previousSession } = await auth.login({
        username: form.get('username'),
        password: form.get('password'),
        remember: form.has('remember'),
      });
      if (previousSession && previousSession.ended_reason !== 'logout') {
        say(endedWords(previousSession.ended_reason));
      }
    } catch (problem) {
      this.problem = problem;
      this.isBusy = false;
      await this.updateComplete;
      this.querySelector('#password').select();
    }
  }

  render() {
    return html`<main class="alone">
      <p class="brand">${brand()}${t('brand')}</p>
      ${this.#why()}
      <form class="card form" @submit=${this.#submit}>
        <h1>${t('login.title')}</h1>
        <div class="field">
          <label for="username">${t('username')}</label>
          <input id="username" name="username" required maxlength="255" autocomplete="username"
            autocapitalize="none" spellcheck="false">
        </div>
        <div class="field">
          <label for="password">${t('password')}</label>
          <input id="password" name="password" type="password" required maxlength="1024"
            autocomplete="current-password" aria-describedby="login-problem">
        </div>
        <label class="check">
          <input type="checkbox" name="remember">
          <span>${t('login.remember')}<br><span class="small muted">${t('login.remember.hint')}</span></span>
        </label>
        <p id="login-problem" class=${this.problem ? 'notice bad' : ''} role="alert">
          ${this.problem ? errorText(this.problem) : ''}
        </p>
        <button class="button primary" aria-disabled=${Boolean(this.isBusy)}>${t('login.do')}</button>
      </form>
      <div class="foot"><a href="./inspector">${t('inspector.title')}</a>${languages()}</div>
    </main>`;
  }

  #why() {
    const { ended } = session;
    if (!ended) return '';
    if (ended.reason === 'logout') return notice('good', html`<p>${t('login.out')}</p>`);
    return html`<div role="status">${notice(
      ended.reason === 'reuse' || ended.reason === 'device_mismatch' ? 'bad' : 'warn',
      html`
        <p>${endedWords(ended.reason)}</p>
        ${ended.note ? html`<blockquote>${ended.note}</blockquote>` : ''}
        ${ended.endedAt ? html`<p class="small muted">${at(ended.endedAt.toISOString())}</p>` : ''}
      `,
    )}</div>`;
  }
}
customElements.define('cs-login', Login);
