import { html } from 'lit';
import { Part } from '../app/part.js';
import { session } from '../app/session.js';
import { t } from '../app/text.js';
import { errorText } from './errors.js';

/**
 * A question in front of the page. The browser keeps the focus inside, closes it by Escape, and
 * gives the focus back. `act` is done while it is open, so that a refusal is shown in it.
 */
export class Dialog extends Part {
  static properties = { problem: { state: true }, isBusy: { state: true } };

  /** Shows a dialog, and tells what came of it: null when it was cancelled. */
  static show(dialog) {
    document.body.append(dialog);
    return new Promise((resolve) => (dialog.resolve = resolve)).finally(() => dialog.remove());
  }

  /** Whoever is signed out is asked nothing any more. */
  #left = () => session.who || this.close(null);

  connectedCallback() {
    super.connectedCallback();
    session.addEventListener('change', this.#left);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    session.removeEventListener('change', this.#left);
  }

  firstUpdated() {
    const element = this.querySelector('dialog');
    element.showModal();
    element.addEventListener('close', () => this.resolve(this.result ?? null));
    (element.querySelector('[data-first]') ?? element.querySelector('input, button')).focus();
  }

  close(result) {
    this.result = result;
    this.querySelector('dialog').close();
  }

  async #submit(event) {
    event.preventDefault();
    if (this.isBusy) return;
    this.isBusy = true;
    this.problem = null;
    try {
      this.close(await this.act(new FormData(event.target)));
    } catch (problem) {
      this.problem = problem;
    } finally {
      this.isBusy = false;
    }
  }

  /** What the dialog is about. */
  heading() {
    return '';
  }

  /** What is done with the fields; what it returns is what came of the dialog. */
  async act() {
    return true;
  }

  action() {
    return t('ok');
  }

  isBad() {
    return false;
  }

  render() {
    return html`<dialog aria-labelledby="dialog-title">
      <form @submit=${this.#submit}>
        <h2 id="dialog-title">${this.heading()}</h2>
        ${this.body()}
        ${this.problem ? html`<p class="notice bad" role="alert">${errorText(this.problem)}</p>` : ''}
        <div class="line end">
          <button type="button" class="button" @click=${() => this.close(null)}>${t('cancel')}</button>
          <button class="button primary ${this.isBad() ? 'bad' : ''}" aria-disabled=${Boolean(this.isBusy)}>
            ${this.action()}
          </button>
        </div>
      </form>
    </dialog>`;
  }
}
