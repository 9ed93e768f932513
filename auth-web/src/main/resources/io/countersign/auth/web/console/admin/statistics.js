import { html } from 'lit';
import { get } from '../app/api.js';
import { Page } from '../app/page.js';
import { go, link, refine } from '../app/route.js';
import { number, t } from '../app/text.js';
import { local } from '../app/time.js';
import { eventName } from '../parts/events.js';
import './chart.js';

const HOUR = 3_600_000;

/** How far back, and in which steps. */
const SPANS = {
  day: { length: 24 * HOUR, step: HOUR, duration: 'PT1H' },
  week: { length: 7 * 24 * HOUR, step: 6 * HOUR, duration: 'PT6H' },
  month: { length: 30 * 24 * HOUR, step: 24 * HOUR, duration: 'P1D' },
};

/** What is drawn, each in a plot of its own. */
const PLOTS = {
  logins: ['login', 'login_failed', 'login_deferred'],
  refreshes: ['refreshed'],
  refusals: ['refresh_refused', 'token_reused', 'device_mismatch'],
  endings: ['logout', 'session_revoked', 'sessions_revoked', 'password_changed', 'access_token_revoked', 'logout_all'],
};

/** Counts of events over hours and days. A click leads to the events themselves. */
class Statistics extends Page {
  heading() {
    return t('statistics.title');
  }

  lead() {
    return t('statistics.lead');
  }

  connectedCallback() {
    const { span } = this.where.query;
    this.span = Object.hasOwn(SPANS, span ?? '') ? span : 'day';
    super.connectedCallback();
  }

  actions() {
    return html`<div class="segments" role="group" aria-label=${t('statistics.span')}>
      ${Object.keys(SPANS).map(
        (it) => html`<button aria-pressed=${it === this.span} @click=${() => this.#choose(it)}>${t(`statistics.${it}`)}</button>`,
      )}
    </div>`;
  }

  #choose(span) {
    this.span = span;
    refine({ span });
    this.reload();
  }

  /** Steps begin at full hours, so that a count stays the same while one looks again. */
  async load() {
    const { length, step, duration } = SPANS[this.span];
    const until = Math.ceil(Date.now() / step) * step;
    const { items } = await get('admin/statistics', {
      from: new Date(until - length).toISOString(),
      until: new Date(until).toISOString(),
      step: duration,
    });
    this.items = items;
    this.times = items.map((it) => Date.parse(it.at) / 1000);
    this.series = Object.fromEntries(
      Object.entries(PLOTS).map(([name, types]) => [
        name,
        types.map((type) => ({ type, name: eventName(type), counts: items.map((it) => this.#count(it, type)) })),
      ]),
    );
  }

  /** Refreshes that succeed are counted, and are no events. */
  #count(item, type) {
    return type === 'refreshed' ? item.refreshes : (item.counts[type] ?? 0);
  }

  #range(step) {
    const from = Date.parse(this.items[step].at);
    return {
      from: new Date(from).toISOString(),
      until: new Date(from + SPANS[this.span].step).toISOString(),
    };
  }

  content() {
    return html`
      ${Object.keys(PLOTS).map(
        (name) => html`<section class="section card stack">
          <h2>${t(`statistics.${name}`)}</h2>
          <cs-chart .name=${t(`statistics.${name}`)} .times=${this.times} .series=${this.series[name]}
            .choose=${(step, type) => go('events', '', { ...(type !== 'refreshed' && { type }), ...this.#range(step) })}></cs-chart>
          ${name === 'refreshes' ? html`<p class="small muted">${t('statistics.refreshes.hint')}</p>` : ''}
          ${this.#table(name)}
        </section>`,
      )}
    `;
  }

  /** The same for those who do not see the plot, or have no pointer. */
  #table(name) {
    const steps = this.items.map((it, i) => [it, i]).filter(([, i]) => this.series[name].some((it) => it.counts[i]));
    return html`<details>
      <summary class="small">${t('statistics.table')}</summary>
      <div class="scroll" tabindex="0" role="region" aria-label=${t(`statistics.${name}`)}>
      <table class="table">
        <thead><tr><th>${t('events.time')}</th>
          ${this.series[name].map((it) => html`<th class="number">${it.name}</th>`)}</tr></thead>
        <tbody>${steps.map(
          ([it, i]) => html`<tr>
            <td><a href=${link('events', '', this.#range(i))}>${local(it.at)}</a></td>
            ${this.series[name].map((of) => html`<td class="number" data-label=${of.name}>${number(of.counts[i])}</td>`)}
          </tr>`,
        )}</tbody>
      </table></div>
    </details>`;
  }
}
customElements.define('cs-statistics', Statistics);
