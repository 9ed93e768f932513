/** Who is signed in, told to whoever listens. */
import { Countersign } from 'countersign';

export const auth = new Countersign();

/** `change` whenever another one is signed in, or nobody. */
export const session = new (class extends EventTarget {
  /** Who is signed in; null for nobody, undefined before it is known. */
  who = undefined;
  /** Why the session before ended, for the login page; null when there was none. */
  ended = null;
  /** The server could not be asked. */
  problem = null;

  get isAdministrator() {
    return Boolean(this.who?.roles.includes('auth-admin'));
  }

  /** Looks whether this browser has a session. */
  async look() {
    this.problem = null;
    try {
      this.become(await auth.session());
    } catch (problem) {
      this.problem = problem;
      this.dispatchEvent(new Event('change'));
    }
  }

  /**
   * Asks whether the session goes on. An access token that is still good does not say so, and the
   * user is to be told why as soon as she looks.
   */
  async check() {
    try {
      await auth.fetch(new URL('../../../me/active', import.meta.url));
    } catch {
      // not known: what is asked for next will tell
    }
  }

  become(who, ended = this.ended) {
    this.who = who;
    this.ended = who ? null : ended;
    this.dispatchEvent(new Event('change'));
  }

  /** What this page did itself is no news to its user. */
  forget() {
    this.become(null, { reason: 'logout' });
  }
})();

auth.addEventListener('signedin', ({ detail }) => session.become(detail));
auth.addEventListener('refreshed', ({ detail }) => session.become(detail));
auth.addEventListener('signedout', ({ detail }) => session.become(null, detail));
