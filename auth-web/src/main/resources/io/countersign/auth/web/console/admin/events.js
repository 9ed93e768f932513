import { html } from 'lit';
import { get } from '../app/api.js';
import { Page } from '../app/page.js';
import { refine } from '../app/route.js';
import { t } from '../app/text.js';
import { local } from '../app/time.js';
import { EVENT_TYPES, eventName } from '../parts/events.js';
import { icon } from '../parts/icons.js';
import { say } from '../parts/say.js';
import { empty } from '../parts/states.js';
import { isShown, eventTable } from './event-table.js';
import { Tail } from './event-tail.js';
import { learn, nameOf } from './names.js';
import { saveLines } from './save-lines.js';

const MOST = 1000;
const IDS = /^[0-9a-f-]{36}$/;

/** Security events as they come. What is typed filters what is there; the rest is asked for. */
class Events extends Page {
  static properties = { typed: { state: true }, isPaused: { state: true } };

  constructor() {
    super();
    this.typed = '';
    this.isPaused = false;
    this.events = [];
    this.tail = new Tail((events) => this.#came(events));
  }

  heading() {
    return t('events.title');
  }

  lead() {
    return t('events.lead');
  }

  actions() {
    return html`
      <span class="live ${this.#isLive ? 'on' : ''}" role="status"><i></i>${t(this.#isLive ? 'events.live' : 'events.still')}</span>
      ${this.#isPast
        ? ''
        : html`<button class="button" aria-pressed=${this.isPaused} @click=${this.#pause}>
            ${icon(this.isPaused ? 'play' : 'pause')}${t(this.isPaused ? 'events.resume' : 'events.pause')}</button>`}
      <button class="button" @click=${this.#save}>${icon('save')}${t('events.save')}</button>
    `;
  }

  connectedCallback() {
    this.filter = { ...this.where.query };
    super.connectedCallback();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.tail.stop();
  }

  /** What ended before now does not grow. */
  get #isPast() {
    return Boolean(this.filter.until || this.filter.from);
  }

  get #isLive() {
    return !this.#isPast && !this.isPaused;
  }

  async load() {
    const newest = await get('admin/events', { limit: 1 });
    const { items, next_cursor: cursor } = await get('admin/events', { ...this.filter, limit: 100 });
    this.events = items;
    this.cursor = cursor;
    await this.#learn(items);
    await learn([this.filter.user_id]);
    if (this.#isLive) this.tail.follow(newest.items[0]?.id ?? '0');
  }

  #learn(events) {
    return learn(events.flatMap((it) => [it.user_id, it.actor]).filter((it) => IDS.test(it ?? '')));
  }

  async #came(events) {
    const known = new Set(this.events.map((it) => it.id));
    const fresh = events.filter((it) => !known.has(it.id) && this.#meetsFilter(it));
    if (!fresh.length) return;
    await this.#learn(fresh);
    this.events = [...fresh.reverse(), ...this.events].slice(0, MOST);
    this.requestUpdate();
  }

  #meetsFilter(event) {
    return ['type', 'user_id', 'session_id'].every((it) => !this.filter[it] || event[it] === this.filter[it]);
  }

  #pause = () => {
    this.isPaused = !this.isPaused;
    if (this.isPaused) this.tail.stop();
    else this.tail.follow(this.tail.last);
  };

  #narrow(change) {
    this.filter = Object.fromEntries(Object.entries({ ...this.filter, ...change }).filter(([, it]) => it));
    this.tail.stop();
    refine(this.filter);
    this.reload();
  }

  async #more() {
    const before = this.cursor;
    this.cursor = null; // pressed twice, it is asked for once
    const { items, next_cursor: cursor } = await get('admin/events', { ...this.filter, cursor: before, limit: 100 });
    this.events = [...this.events, ...items];
    this.cursor = cursor;
    await this.#learn(items);
    this.requestUpdate();
  }

  #save = () => {
    const shown = this.events.filter((it) => isShown(it, this.typed));
    saveLines(shown, 'countersign-events.jsonl');
    say(t('events.saved', { n: shown.length }));
  };

  content() {
    const shown = this.events.filter((it) => isShown(it, this.typed));
    return html`
      <form class="filters" role="search" @submit=${(it) => it.preventDefault()}>
        <div class="field wide">
          <label for="typed">${t('events.filter')}</label>
          <input id="typed" type="search" .value=${this.typed} autocomplete="off" spellcheck="false"
            placeholder=${t('events.filter.example')} @input=${(it) => (this.typed = it.target.value)}>
        </div>
        <div class="field">
          <label for="type">${t('events.type')}</label>
          <select class="input" id="type" @change=${(it) => this.#narrow({ type: it.target.value })}>
            <option value="">${t('events.any')}</option>
            ${EVENT_TYPES.map((it) => html`<option value=${it} ?selected=${it === this.filter.type}>${eventName(it)}</option>`)}
          </select>
        </div>
      </form>
      <div class="line">${this.#narrowed()}<span class="small muted">${t('events.shown', { n: shown.length })}</span></div>
      <div class="section stack">
        ${shown.length ? eventTable(shown) : empty(t('events.none'), 'pulse')}
        ${this.cursor ? html`<p><button class="button" @click=${this.#more}>${t('more')}</button></p>` : ''}
      </div>
    `;
  }

  /** What the list is narrowed to by the address, each with a way out. */
  #narrowed() {
    const { user_id: user, session_id: session, from, until } = this.filter;
    const words = [];
    if (user) words.push([t('filter.user_id'), nameOf(user) ?? user, { user_id: '' }]);
    if (session) words.push([t('filter.session_id'), session.slice(0, 8), { session_id: '' }]);
    if (from || until) {
      words.push([t('events.time'), `${from ? local(from) : ''} – ${until ? local(until) : ''}`, { from: '', until: '' }]);
    }
    return words.map(
      ([name, value, change]) => html`<button class="button small" @click=${() => this.#narrow(change)}>
        ${name}: ${value} ${icon('cross')}<span class="visually-hidden">${t('events.widen')}</span></button>`,
    );
  }
}
customElements.define('cs-events', Events);
