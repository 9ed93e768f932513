import { html } from 'lit';
import { Part } from './part.js';
import { t } from './text.js';
import { failed, loading } from '../parts/states.js';

/**
 * What is shown at an address: a heading, and a content that is asked for first. A page says what
 * it is called, what it asks for and how it looks; loading and failing look alike everywhere.
 */
export class Page extends Part {
  static properties = { state: { state: true } };

  constructor() {
    super();
    this.state = 'loading';
    /** The id in the address, if there is one, and the parameters. */
    this.where = { id: null, query: {} };
  }

  connectedCallback() {
    super.connectedCallback();
    this.className = 'page';
    this.reload();
  }

  /** Asks for everything again. What is there stays until the answer. */
  async reload() {
    try {
      await this.load();
      this.state = 'ready';
    } catch (problem) {
      this.problem = problem;
      this.state = 'failed';
    }
    this.requestUpdate();
  }

  /** Asks for what the page shows. */
  async load() {}

  /** What the page is called. */
  heading() {
    return '';
  }

  /** What it is for, in a sentence. */
  lead() {
    return '';
  }

  /** What stands beside the heading. */
  actions() {
    return '';
  }

  render() {
    return html`
      <header class="page-head">
        <div>
          <h1 tabindex="-1">${this.heading()}</h1>
          ${this.lead() ? html`<p>${this.lead()}</p>` : ''}
        </div>
        <div class="line">${this.actions()}</div>
      </header>
      ${this.#body()}
    `;
  }

  #body() {
    if (this.state === 'loading') return loading();
    if (this.state === 'failed') return failed(this.problem, () => this.reload());
    return this.content();
  }

  updated() {
    document.title = `${this.heading()} · ${t('brand')}`;
  }
}
