import { html } from 'lit';
import { get } from '../app/api.js';
import { Page } from '../app/page.js';
import { number, t } from '../app/text.js';
import { at } from '../app/time.js';
import { factList } from '../parts/devices.js';
import { icon } from '../parts/icons.js';
import { settings } from './settings.js';

const PAUSE = 5_000;

/** How the node that answers is. */
class Health extends Page {
  heading() {
    return t('health.title');
  }

  lead() {
    return t('health.lead');
  }

  connectedCallback() {
    super.connectedCallback();
    this.timer = setInterval(() => document.hidden || this.reload(), PAUSE);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.timer);
  }

  async load() {
    this.health = await get('admin/health');
    this.settings ??= await settings();
    this.asked = new Date().toISOString();
  }

  content() {
    const { checks, cleanup } = this.health;
    const kinds = Object.keys(cleanup.backlog);
    return html`
      <section class="section">
        <h2 class="visually-hidden">${t('health.checks')}</h2>
        <ul class="tiles">${checks.map((it) => this.#check(it))}</ul>
        <p class="small muted section">${t('health.asked')} ${at(this.asked)}</p>
      </section>
      <section class="section">
        <h2>${t('health.cleanup')}</h2>
        ${kinds.length
          ? html`<ul class="tiles">
              ${kinds.map(
                (it) => html`<li class="card tile">
                  <span class="muted small">${t(`cleanup.${it}`)}</span>
                  <strong>${number(cleanup.backlog[it])}</strong>
                  <span class="small muted">${t('cleanup.removed', { n: cleanup.removed[it] ?? 0 })}</span>
                </li>`,
              )}
            </ul>`
          : html`<p class="muted">${t('cleanup.never')}</p>`}
      </section>
      <section class="section">
        <h2>${t('health.settings')}</h2>
        <div class="card settings">
          ${factList(
            Object.entries(this.settings)
              .sort()
              .map(([name, value]) => [html`<code>${name}</code>`, html`<span class="mono">${value}</span>`]),
          )}
        </div>
      </section>
    `;
  }

  #check({ name, status }) {
    const isUp = status === 'UP';
    return html`<li class="card tile">
      <span class="line"><span class="badge ${isUp ? 'good' : 'bad'}">
        ${icon(isUp ? 'check' : 'cross')}${t(isUp ? 'health.up' : 'health.down')}</span></span>
      <h3>${t(`check.${name}`)}</h3>
      <span class="small muted">${t(`check.${name}.what`)}</span>
    </li>`;
  }
}
customElements.define('cs-health', Health);
