import { html } from 'lit';
import { get } from '../app/api.js';
import { Page } from '../app/page.js';
import { refine } from '../app/route.js';
import { auth } from '../app/session.js';
import { t } from '../app/text.js';
import { Pages } from '../parts/pages-of.js';
import { say } from '../parts/say.js';
import { empty, notice } from '../parts/states.js';
import { errorText } from '../parts/errors.js';
import { endEverything, endMatching, endPicked } from './end-sessions.js';
import { findUser, learn, nameOf } from './names.js';
import { sessionFilter } from './session-filter.js';
import { sessionTable } from './session-table.js';

/** Everybody's sessions, and how they are ended. */
class Sessions extends Page {
  static properties = { refusal: { state: true } };

  picked = new Set();

  heading() {
    return t('sessions.title');
  }

  lead() {
    return t('sessions.lead');
  }

  actions() {
    return html`<button class="button bad" @click=${this.#endEverything}>${t('end.all.do')}</button>`;
  }

  connectedCallback() {
    this.filter = { state: 'active', ...this.where.query };
    super.connectedCallback();
  }

  async load() {
    await learn([this.filter.user_id]);
    const { role, ...query } = this.filter;
    this.pages = await new Pages('admin/sessions', { ...query, limit: 50 }).first();
    this.count = (await get('admin/sessions/count', query)).count;
    await learn(this.pages.items.map((it) => it.user_id));
    this.picked = new Set(
      this.pages.items.filter((it) => it.state === 'active' && this.picked.has(it.id)).map((it) => it.id),
    );
  }

  /** Searches while the user types. The latest search wins. */
  async #search(fields) {
    const { user, ...filter } = fields;
    this.refusal = null;
    const turn = (this.turn = (this.turn ?? 0) + 1);
    try {
      const found = user ? await findUser(user) : null;
      if (user && !found) throw { code: 'no_such_user' };
      const next = found ? { ...filter, user_id: found.id } : filter;
      if (turn !== this.turn) return;
      this.filter = next;
      refine(next);
      await this.load();
    } catch (problem) {
      if (turn === this.turn) this.refusal = problem;
    }
    this.requestUpdate();
  }

  get criteria() {
    const { state, ...criteria } = this.filter;
    return Object.fromEntries(Object.entries(criteria).filter(([, it]) => it));
  }

  async #ended(done) {
    if (done === null) return;
    this.picked.clear();
    await this.reload();
    say(t('end.done', { n: Number(done) || 1 }));
    // Perhaps one's own was among them.
    await auth.session().catch(() => null);
  }

  #endPicked = async () => this.#ended(await endPicked([...this.picked]));

  #endMatching = async () => {
    const words = Object.entries(this.criteria)
      .map(([name, it]) => `${t(`filter.${name}`)} ${name === 'user_id' ? (nameOf(it) ?? it) : it}`)
      .join(', ');
    try {
      await this.#ended(await endMatching(this.criteria, words));
    } catch (problem) {
      this.refusal = problem;
    }
  };

  async #endEverything() {
    if (await endEverything()) await auth.session().catch(() => null);
  }

  content() {
    const canEnd = Object.keys(this.criteria).length > 0 && this.filter.state === 'active';
    return html`
      ${sessionFilter(this.filter, (fields) => this.#search(fields))}
      ${this.refusal ? notice('bad', html`<p>${errorText(this.refusal)}</p>`) : ''}
      <div class="line">
        <p role="status"><strong>${t('sessions.count', { n: this.count })}</strong></p>
        ${this.picked.size
          ? html`<button class="button bad small" @click=${this.#endPicked}>
              ${t('end.many.do', { n: this.picked.size })}</button>`
          : ''}
        ${canEnd && this.count
          ? html`<button class="button bad small" @click=${this.#endMatching}>${t('end.matching.do')}</button>`
          : ''}
      </div>
      <div class="section stack">
        ${this.pages.items.length
          ? sessionTable(this.pages.items, {
              picked: this.picked,
              pick: (id, isPicked) => {
                if (isPicked) this.picked.add(id);
                else this.picked.delete(id);
                this.requestUpdate();
              },
            })
          : empty(t(this.pages.cursor ? 'sessions.further' : 'sessions.none'), 'list')}
        ${this.pages.more({
          requestUpdate: async () => {
            await learn(this.pages.items.map((it) => it.user_id));
            this.requestUpdate();
          },
        })}
      </div>
    `;
  }
}
customElements.define('cs-sessions', Sessions);
