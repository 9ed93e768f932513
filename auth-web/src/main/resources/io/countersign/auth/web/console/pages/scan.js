import { html } from 'lit';
import { ask } from '../app/api.js';
import { Page } from '../app/page.js';
import { t } from '../app/text.js';
import { errorText } from '../parts/errors.js';
import { empty, notice } from '../parts/states.js';

const LOOKS = { critical: 'bad', high: 'bad', medium: 'warn', low: '', info: '' };

/** Sends a token to this server, which says what is wrong with it. */
class Scan extends Page {
  static properties = { results: { state: true }, refusal: { state: true } };

  heading() {
    return t('scan.title');
  }

  lead() {
    return t('scan.lead');
  }

  async #submit(event) {
    event.preventDefault();
    this.refusal = null;
    try {
      const token = new FormData(event.target).get('token').trim();
      this.results = await ask('POST', 'scan', { body: { token } });
    } catch (problem) {
      this.results = null;
      this.refusal = problem;
    }
  }

  content() {
    return html`
      <form class="card form" @submit=${this.#submit}>
        <div class="field">
          <label for="token">${t('token')}</label>
          <textarea id="token" name="token" rows="6" required spellcheck="false" autocomplete="off"
            maxlength="100000"></textarea>
          <p class="hint">${t('scan.hint')}</p>
        </div>
        <div class="line"><button class="button primary">${t('scan.do')}</button></div>
      </form>
      <div class="section stack" role="status">
        ${this.refusal ? notice('bad', html`<p>${errorText(this.refusal)}</p>`) : ''}
        ${this.results?.reports.map((it) => this.#report(it))}
      </div>
    `;
  }

  #report({ findings, interoperability }) {
    return html`
      ${findings.length ? findings.map((it) => this.#finding(it)) : empty(t('scan.none'), 'check')}
      ${interoperability.length
        ? html`<section class="card stack">
            <h2>${t('verdicts.title')}</h2>
            <dl class="facts">
              ${interoperability.map(
                (it) => html`<dt>${it.verifier}</dt>
                  <dd><span class="badge ${it.outcome === 'accepted' ? 'good' : 'bad'}">${it.outcome}</span></dd>`,
              )}
            </dl>
          </section>`
        : ''}
    `;
  }

  #finding({ rule, severity, title, evidence, why, fix }) {
    return html`<section class="card stack" lang="en">
      <div class="line">
        <span class="badge ${LOOKS[severity] ?? ''}">${severity}</span>
        <h2>${title}</h2><code class="muted">${rule}</code>
      </div>
      <p class="mono">${evidence}</p>
      <p>${why}</p>
      <p><strong>${t('scan.fix')}</strong> ${fix}</p>
    </section>`;
  }
}
customElements.define('cs-scan', Scan);
