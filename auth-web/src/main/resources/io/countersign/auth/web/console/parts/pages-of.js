/** A list that comes in pages: what is there, and a way to the rest. */
import { html } from 'lit';
import { get } from '../app/api.js';
import { t } from '../app/text.js';

export class Pages {
  items = [];
  cursor = null;

  /** Of this path, with these parameters. */
  constructor(path, query = {}) {
    this.path = path;
    this.query = query;
  }

  async first() {
    await this.#take(undefined);
    return this;
  }

  /** Pressed twice, the next page is asked for once. */
  async next() {
    const { cursor } = this;
    this.cursor = null;
    try {
      await this.#take(cursor);
    } catch (problem) {
      this.cursor = cursor;
      throw problem;
    }
  }

  /** A page may be empty and have a next one: what matches may lie further back. */
  async #take(cursor) {
    const answer = await get(this.path, { ...this.query, cursor });
    this.items = [...this.items, ...answer.items];
    this.cursor = answer.next_cursor;
  }

  /** The way to the rest, if there is one. */
  more(host) {
    if (!this.cursor) return '';
    const go = async () => {
      await this.next();
      host.requestUpdate();
    };
    return html`<p class="line"><button class="button" @click=${go}>${t('more')}</button></p>`;
  }
}
