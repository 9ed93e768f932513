import { html } from 'lit';
import { t } from '../app/text.js';
import { Dialog } from './dialog.js';

/** Says what an act will do, asks for a reason where there has to be one, and does it. */
class ConfirmDialog extends Dialog {
  heading() {
    return this.asked.title;
  }

  body() {
    const { text, effects = [], wantsReason, picture } = this.asked;
    return html`
      ${text ? html`<p>${text}</p>` : ''}
      ${picture ?? ''}
      ${effects.length ? html`<ul class="effects">${effects.map((it) => html`<li>${it}</li>`)}</ul>` : ''}
      ${wantsReason
        ? html`<div class="field">
            <label for="reason">${t('reason')}</label>
            <input id="reason" name="reason" required maxlength="200" data-first autocomplete="off"
              aria-describedby="reason-hint" placeholder=${t('reason.example')}>
            <p class="hint" id="reason-hint">${t('reason.hint')}</p>
          </div>`
        : ''}
    `;
  }

  action() {
    return this.asked.action;
  }

  isBad() {
    return this.asked.isBad ?? true;
  }

  async act(form) {
    const reason = form.get('reason')?.trim();
    return (await this.asked.act(reason)) ?? true;
  }
}
customElements.define('cs-confirm', ConfirmDialog);

/**
 * Shows `{title, text, effects, picture, wantsReason, action, isBad, act}`, and tells what `act`
 * returned: null when it was cancelled.
 */
export function confirm(asked) {
  const dialog = document.createElement('cs-confirm');
  dialog.asked = asked;
  return Dialog.show(dialog);
}
