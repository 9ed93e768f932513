import { get } from '../app/api.js';

const PAUSE = 2_000;
const LONGEST = 30_000;

/** Follows the events: asks again and again what came since. A hidden page does not ask. */
export class Tail {
  last = '0';
  #turn = 0;

  /** Hands over what came, the oldest first. */
  constructor(came) {
    this.came = came;
  }

  follow(last) {
    this.last = last;
    this.#ask(++this.#turn, PAUSE);
  }

  stop() {
    this.#turn++;
  }

  async #ask(turn, pause) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    if (turn !== this.#turn) return;
    let next = PAUSE;
    if (!document.hidden) {
      try {
        const { items, next_cursor: cursor } = await get('admin/events', { after: this.last, limit: 200 });
        if (turn !== this.#turn) return;
        this.last = cursor;
        if (items.length) await this.came(items);
        if (items.length === 200) next = 0;
      } catch {
        next = Math.min(2 * pause, LONGEST);
      }
    }
    this.#ask(turn, next);
  }
}
