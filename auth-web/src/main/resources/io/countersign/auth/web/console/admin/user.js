import { html } from 'lit';
import { ask, get } from '../app/api.js';
import { Page } from '../app/page.js';
import { go, link } from '../app/route.js';
import { session } from '../app/session.js';
import { t } from '../app/text.js';
import { at } from '../app/time.js';
import { confirm } from '../parts/confirm.js';
import { factList } from '../parts/devices.js';
import { errorText } from '../parts/errors.js';
import { Pages } from '../parts/pages-of.js';
import { say } from '../parts/say.js';
import { empty, notice } from '../parts/states.js';
import { endOfUser } from './end-sessions.js';
import { remember } from './names.js';
import { rolesOf } from './new-user.js';
import { sessionTable } from './session-table.js';

/** One user: roles, password, whether she may log in, and her sessions. */
class UserPage extends Page {
  static properties = { refusal: { state: true } };

  heading() {
    return this.user?.username ?? t('user');
  }

  async load() {
    const id = encodeURIComponent(this.where.id);
    this.user = await get(`admin/users/${id}`);
    remember(this.user);
    this.sessions = await new Pages(`admin/users/${id}/sessions`, { state: 'all', limit: 50 }).first();
  }

  get isSelf() {
    return this.user?.id === session.who?.userId;
  }

  actions() {
    if (!this.user) return '';
    return html`
      <a class="button" href=${link('events', '', { user_id: this.user.id })}>${t('events.title')}</a>
      <button class="button bad" @click=${this.#toggle}>
        ${t(this.user.disabled ? 'user.enable' : 'user.disable')}</button>
      ${this.isSelf ? '' : html`<button class="button bad" @click=${this.#delete}>${t('user.delete')}</button>`}
    `;
  }

  #change(body) {
    return ask('PATCH', `admin/users/${this.user.id}`, { body });
  }

  async #done(words) {
    await this.reload();
    say(words);
  }

  async #toggle() {
    const { username: name, disabled } = this.user;
    const done = await confirm({
      title: t(disabled ? 'user.enable.title' : 'user.disable.title', { name }),
      effects: disabled ? [t('user.enable.effect')] : [t('user.disable.effect'), t('effect.access')],
      wantsReason: true,
      isBad: !disabled,
      action: t(disabled ? 'user.enable' : 'user.disable'),
      act: (reason) => this.#change({ disabled: !disabled, reason }),
    });
    if (done) this.#done(t('saved'));
  }

  async #delete() {
    const { id, username: name } = this.user;
    const done = await confirm({
      title: t('user.delete.title', { name }),
      effects: [t('user.delete.effect'), t('effect.access'), t('user.delete.name')],
      wantsReason: true,
      action: t('user.delete'),
      act: (reason) => ask('DELETE', `admin/users/${id}`, { query: { reason } }),
    });
    if (done) {
      go('users');
      say(t('user.delete.done', { name }));
    }
  }

  async #end() {
    const done = await endOfUser(this.user);
    if (done) this.#done(t('end.done', { n: done.revoked ?? 0 }));
  }

  async #save(event, body) {
    event.preventDefault();
    this.refusal = null;
    try {
      await this.#change(body);
      event.target.reset();
      await this.#done(t('saved'));
    } catch (problem) {
      this.refusal = problem;
    }
  }

  content() {
    const { user } = this;
    const live = this.sessions.items.filter((it) => it.state === 'active').length;
    return html`
      ${user.disabled ? notice('warn', html`<p>${t('user.isDisabled')}</p>`) : ''}
      <section class="section card stack">
        ${factList([
          [t('id'), html`<span class="mono">${user.id}</span>`],
          [t('users.since'), at(user.created_at)],
          [t('roles'), html`<span class="line">${user.roles.length
            ? user.roles.map((it) => html`<span class="badge">${it}</span>`)
            : '–'}</span>`],
        ])}
        ${this.refusal ? notice('bad', html`<p role="alert">${errorText(this.refusal)}</p>`) : ''}
        <div class="cards">
          <form class="form" @submit=${(it) => this.#save(it, { roles: rolesOf(it.target.roles.value) })}>
            <div class="field">
              <label for="roles">${t('user.roles')}</label>
              <input id="roles" name="roles" .defaultValue=${user.roles.join(', ')} autocomplete="off"
                spellcheck="false" aria-describedby="user-roles-hint">
              <p class="hint" id="user-roles-hint">${t('user.roles.hint')}</p>
            </div>
            <div class="line"><button class="button">${t('user.roles.do')}</button></div>
          </form>
          <form class="form" @submit=${(it) => this.#save(it, { password: it.target.password.value })}>
            <div class="field">
              <label for="user-password">${t('user.password')}</label>
              <input id="user-password" name="password" type="password" required minlength="8" maxlength="128"
                autocomplete="new-password" aria-describedby="user-password-hint">
              <p class="hint" id="user-password-hint">${t('user.password.hint')}</p>
            </div>
            <div class="line"><button class="button">${t('user.password.do')}</button></div>
          </form>
        </div>
      </section>
      <section class="section stack">
        <div class="line">
          <h2>${t('sessions.title')}</h2>
          ${live ? html`<button class="button bad small" @click=${this.#end}>${t('end.user.do')}</button>` : ''}
        </div>
        ${this.sessions.items.length
          ? sessionTable(this.sessions.items, { withUser: false })
          : empty(t('sessions.none'), 'list')}
        ${this.sessions.more(this)}
      </section>
    `;
  }
}
customElements.define('cs-user', UserPage);
