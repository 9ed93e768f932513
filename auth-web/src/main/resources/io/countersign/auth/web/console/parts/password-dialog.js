import { html } from 'lit';
import { auth, session } from '../app/session.js';
import { t } from '../app/text.js';
import { Dialog } from './dialog.js';

/** Asks for the password again, once for everything in the next minutes (RFC 9470). */
class PasswordDialog extends Dialog {
  heading() {
    return t('fresh.title');
  }

  body() {
    return html`
      <p class="muted">${t('fresh.why')}</p>
      <input class="visually-hidden" type="text" autocomplete="username" tabindex="-1"
        aria-hidden="true" .value=${session.who?.username ?? ''} readonly>
      <div class="field">
        <label for="fresh-password">${t('password')}</label>
        <input id="fresh-password" name="password" type="password" required data-first
          autocomplete="current-password">
      </div>
    `;
  }

  action() {
    return t('fresh.do');
  }

  async act(form) {
    await auth.reauthenticate(form.get('password'));
    return true;
  }
}
customElements.define('cs-password-dialog', PasswordDialog);

/** Is fulfilled when the password was right, and rejected when the user did not want to. */
export async function askForPassword() {
  if (!(await Dialog.show(document.createElement('cs-password-dialog')))) {
    throw new Error('cancelled');
  }
}
