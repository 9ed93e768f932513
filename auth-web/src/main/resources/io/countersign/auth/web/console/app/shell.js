import { html, nothing } from 'lit';
import { Part } from './part.js';
import { auth, session } from './session.js';
import { here } from './route.js';
import { t } from './text.js';
import { GROUPS, PAGES } from './pages.js';
import { icon } from '../parts/icons.js';
import { brand } from '../parts/brand.js';
import { languages } from '../parts/languages.js';
import { failed } from '../parts/states.js';
import { say, unsay } from '../parts/say.js';
import { askForPassword } from '../parts/password-dialog.js';
import '../pages/login.js';

/** The frame: navigation beside the page that the address names, or the login. */
class Console extends Part {
  static properties = { page: { state: true }, isOpen: { state: true } };

  constructor() {
    super();
    this.isOpen = false;
    this.shownTo = '';
    this.turns = 0;
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener('hashchange', () => this.turn(true));
    session.addEventListener('change', () => this.turn(false));
    document.addEventListener('visibilitychange', () => document.hidden || session.check());
    auth.addEventListener('insufficient', ({ detail }) => detail.waitUntil(askForPassword()));
  }

  /**
   * Shows the page of the address. A newer token of the same user is no reason to show it anew: the
   * user may be typing.
   */
  async turn(isMoved) {
    const who = `${session.who?.userId}${session.isAdministrator}`;
    this.requestUpdate();
    if (!session.who || (who === this.shownTo && !isMoved)) return;
    const isTurn = this.shownTo !== '';
    const where = here();
    const name = Object.hasOwn(PAGES, where.name) ? where.name : 'devices';
    const turn = (this.turns += 1);
    this.shownTo = who;
    this.current = name;
    this.isOpen = false;
    session.check();
    const page = await PAGES[name].make();
    if (this.turns !== turn) return; // meanwhile the address is another one
    page.where = where;
    this.page = page;
    if (isTurn) {
      await this.updateComplete;
      await page.updateComplete;
      page.querySelector('h1')?.focus();
      scrollTo(0, 0);
    }
  }

  async logOut() {
    session.forget();
    this.shownTo = '';
    try {
      await auth.logout();
    } catch {
      say(t('logout.unreached'));
    }
  }

  render() {
    if (session.problem) return this.#unreached();
    if (session.who === undefined) return html`<p class="visually-hidden">${t('loading')}</p>`;
    if (!session.who) {
      this.shownTo = '';
      this.page = null;
      return html`<cs-login></cs-login>`;
    }
    return html`
      <a class="skip" href="#main" @click=${this.#skip}>${t('skip')}</a>
      <div class="frame">
        <header class="side ${this.isOpen ? 'open' : ''}">
          <div class="side-top">
            <a class="brand" href="#/devices">${brand()}${t('brand')}</a>
            <button class="button small menu-button" aria-expanded=${this.isOpen}
              aria-controls="menu" @click=${() => (this.isOpen = !this.isOpen)}>
              ${icon('menu')}${t('menu')}
            </button>
          </div>
          <nav class="menu" id="menu" aria-label=${t('menu')} @click=${unsay}>
            ${GROUPS.filter((it) => !it.role || session.isAdministrator).map((it) => this.#group(it))}
          </nav>
          <div class="who">
            <strong title=${session.who.username ?? ''}>${session.who.username}</strong>
            <button class="button small" @click=${this.logOut}>${t('logout')}</button>
          </div>
          <div class="foot">${languages()}</div>
        </header>
        <main class="main" id="main" tabindex="-1">${this.page ?? ''}</main>
      </div>
    `;
  }

  #skip(event) {
    event.preventDefault();
    document.getElementById('main').focus();
  }

  #group(group) {
    return html`
      <div>
        <h2 id=${`menu-${group.name}`}>${t(`menu.${group.name}`)}</h2>
        <ul aria-labelledby=${`menu-${group.name}`}>
          ${group.pages.map((name) => this.#entry(name))}
        </ul>
      </div>
    `;
  }

  #entry(name) {
    const { icon: sign, href = `#/${name}` } = PAGES[name] ?? {};
    const isHere = name === this.current || PAGES[this.current]?.under === name;
    return html`<li>
      <a href=${href} aria-current=${isHere ? 'page' : nothing}>
        ${icon(sign)}${t(`${name}.title`)}
      </a>
    </li>`;
  }

  #unreached() {
    return html`<main class="alone">${failed(session.problem, () => session.look())}</main>`;
  }
}

customElements.define('cs-console', Console);
