import { html } from 'lit';
import { Page } from '../app/page.js';
import { link, refine } from '../app/route.js';
import { t } from '../app/text.js';
import { at } from '../app/time.js';
import { Dialog } from '../parts/dialog.js';
import { icon } from '../parts/icons.js';
import { Pages } from '../parts/pages-of.js';
import { say } from '../parts/say.js';
import { empty } from '../parts/states.js';
import { remember } from './names.js';
import './new-user.js';

const PAUSE = 250;

/** Users by name. */
class Users extends Page {
  heading() {
    return t('users.title');
  }

  lead() {
    return t('users.lead');
  }

  actions() {
    return html`<button class="button primary" @click=${this.#create}>${icon('plus')}${t('users.new')}</button>`;
  }

  connectedCallback() {
    this.typed = this.where.query.prefix ?? '';
    super.connectedCallback();
  }

  async load() {
    const turn = (this.turn = (this.turn ?? 0) + 1);
    const pages = await new Pages('admin/users', { prefix: this.typed, limit: 50 }).first();
    if (turn === this.turn) this.pages = pages;
    pages.items.forEach(remember);
  }

  #search = (event) => {
    this.typed = event.target.value.trim();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      refine({ prefix: this.typed });
      this.reload();
    }, PAUSE);
  };

  async #create() {
    const user = await Dialog.show(document.createElement('cs-new-user'));
    if (!user) return;
    await this.reload();
    say(t('users.new.done', { name: user.username }));
  }

  content() {
    return html`
      <form class="filters" role="search" @submit=${(it) => it.preventDefault()}>
        <div class="field wide">
          <label for="prefix">${t('users.search')}</label>
          <input id="prefix" type="search" .defaultValue=${this.typed} @input=${this.#search}
            autocomplete="off" spellcheck="false" autocapitalize="none" maxlength="255">
        </div>
      </form>
      <div class="stack">
        ${this.pages.items.length ? this.#table() : empty(t('users.none'), 'people')}
        ${this.pages.more(this)}
      </div>
    `;
  }

  #table() {
    return html`<table class="table">
      <thead><tr>
        <th>${t('username')}</th><th>${t('roles')}</th><th>${t('state')}</th><th>${t('users.since')}</th>
      </tr></thead>
      <tbody>
        ${this.pages.items.map(
          (it) => html`<tr>
            <td data-label=${t('username')}><a href=${link('user', it.id)}>${it.username}</a></td>
            <td data-label=${t('roles')}><span class="line">${it.roles.map((role) => html`<span class="badge">${role}</span>`)}</span></td>
            <td data-label=${t('state')}><span class="badge ${it.disabled ? 'bad' : 'good'}">
              ${t(it.disabled ? 'users.disabled' : 'users.enabled')}</span></td>
            <td data-label=${t('users.since')}>${at(it.created_at)}</td>
          </tr>`,
        )}
      </tbody>
    </table>`;
  }
}
customElements.define('cs-users', Users);
