/**
 * Shows what a token says. The document may connect to nobody: the browser itself sees to it that
 * what is pasted here stays here.
 */
import { html } from 'lit';
import { Part } from '../app/part.js';
import { has, t } from '../app/text.js';
import { at, distance } from '../app/time.js';
import { brand } from '../parts/brand.js';
import { languages } from '../parts/languages.js';
import { empty, notice } from '../parts/states.js';
import { check } from './signature.js';
import { NoToken, parse } from './token.js';
import { verdicts } from './verdicts.js';

const { server, jwks } = JSON.parse(document.getElementById('data').textContent);

const TIMES = ['exp', 'iat', 'nbf', 'auth_time', 'updated_at'];
const LOOKS = { valid: 'good', invalid: 'bad', unknown: 'warn', unsupported: 'bad' };

class Inspector extends Part {
  static properties = { token: { state: true }, problem: { state: true }, signature: { state: true } };

  updated() {
    document.title = `${t('inspector.title')} · ${t('brand')}`;
  }

  async #read(event) {
    const text = event.target.value.replace(/^\s*Bearer\s/i, '').replace(/\s+/g, '');
    this.token = this.problem = this.signature = null;
    if (!text) return;
    try {
      const token = parse(text);
      this.signature = await check(token, jwks);
      this.token = token;
    } catch (problem) {
      if (!(problem instanceof NoToken)) throw problem;
      this.problem = problem.message;
    }
  }

  render() {
    return html`<main class="main"><div class="page">
      <p class="line solo"><a class="brand" href="./">${brand()}${t('brand')}</a></p>
      <header class="page-head section">
        <div>
          <h1>${t('inspector.title')}</h1>
          <p>${t('inspector.lead')}</p>
        </div>
        <div class="foot">${languages()}</div>
      </header>
      <div class="card field">
        <label for="token">${t('token')}</label>
        <textarea id="token" rows="5" spellcheck="false" autocomplete="off" autocapitalize="none"
          aria-describedby="alone" placeholder="eyJ…" @input=${this.#read}></textarea>
        <p class="hint" id="alone">${t('inspector.alone')} <a href="./#/scan">${t('inspector.scan')}</a></p>
      </div>
      <div class="section" aria-live="polite">
        ${this.problem ? notice('bad', html`<p>${t(this.problem)}</p>`) : ''}
        ${this.token ? this.#shown() : ''}
        ${this.token || this.problem ? '' : empty(t('inspector.empty'), 'eye')}
      </div>
    </div></main>`;
  }

  #shown() {
    const [header, payload, signature] = this.token.parts;
    return html`
      <section class="section card">
        <p class="token"><span class="header">${header}</span>.<span class="payload">${payload}</span>.<span class="signature">${signature}</span></p>
      </section>
      ${this.#part('header', this.token.header)}
      ${this.#part('payload', this.token.payload)}
      <section class="section card stack part-signature">
        <h2>${t('part.signature')}</h2>
        ${notice(LOOKS[this.signature], html`<p>${t(`signature.${this.signature}`)}</p>`)}
      </section>
      <section class="section card stack">
        <h2>${t('verdicts.title')}</h2>
        <p class="small muted">${t('verdicts.lead')}</p>
        <table class="table">
          <thead><tr><th>${t('verdicts.server')}</th><th>${t('verdicts.would')}</th><th>${t('verdicts.why')}</th></tr></thead>
          <tbody>${verdicts(this.token, this.signature, server).map((it) => this.#verdict(it))}</tbody>
        </table>
      </section>
    `;
  }

  #part(name, members) {
    return html`<section class="section card stack part-${name}">
      <h2>${t(`part.${name}`)}</h2>
      <table class="table">
        <thead><tr><th>${t('claim')}</th><th>${t('value')}</th><th>${t('meaning')}</th></tr></thead>
        <tbody>
          ${Object.entries(members).map(
            ([key, value]) => html`<tr>
              <td data-label=${t('claim')}><code>${key}</code></td>
              <td data-label=${t('value')} class="mono">${this.#value(key, value)}</td>
              <td data-label=${t('meaning')} class="small">${has(`claim.${key}`) ? t(`claim.${key}`) : t('claim.other')}</td>
            </tr>`,
          )}
        </tbody>
      </table>
    </section>`;
  }

  #value(key, value) {
    const isTime = TIMES.includes(key) && Number.isFinite(value) && Math.abs(value) < 8e12;
    if (!isTime) return typeof value === 'string' ? value : JSON.stringify(value);
    const time = new Date(value * 1000).toISOString();
    return html`<span>${value}<br>${at(time)} <span class="muted">(${distance(time)})</span></span>`;
  }

  #verdict({ name, isOwn, reasons }) {
    const isTaken = reasons.length === 0;
    return html`<tr>
      <td data-label=${t('verdicts.server')}>${isOwn ? html`<span>${t('verdicts.this')} <span class="small muted mono">${name}</span></span>` : name}</td>
      <td data-label=${t('verdicts.would')}><span class="badge ${isTaken ? 'good' : 'bad'}">${t(isTaken ? 'verdicts.takes' : 'verdicts.refuses')}</span></td>
      <td data-label=${t('verdicts.why')} class="small"><span>${reasons.map(([key, value], i) => html`${i ? '; ' : ''}${t(key, { value })}`)}</span></td>
    </tr>`;
  }
}
customElements.define('cs-inspector', Inspector);
