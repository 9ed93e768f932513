import { html } from 'lit';
import { ask } from '../app/api.js';
import { t } from '../app/text.js';
import { Dialog } from '../parts/dialog.js';

/** Roles are typed with commas between them. */
export function rolesOf(text) {
  return [...new Set(text.split(',').map((it) => it.trim()).filter(Boolean))];
}

/** Makes a user. */
class NewUser extends Dialog {
  heading() {
    return t('users.new');
  }

  action() {
    return t('users.new.do');
  }

  body() {
    return html`
      <div class="field">
        <label for="new-name">${t('username')}</label>
        <input id="new-name" name="username" required maxlength="255" autocomplete="off" data-first
          autocapitalize="none" spellcheck="false">
      </div>
      <div class="field">
        <label for="new-password">${t('users.new.password')}</label>
        <input id="new-password" name="password" type="password" required minlength="8" maxlength="128"
          autocomplete="new-password">
      </div>
      <div class="field">
        <label for="new-roles">${t('roles')}</label>
        <input id="new-roles" name="roles" autocomplete="off" aria-describedby="roles-hint" spellcheck="false">
        <p class="hint" id="roles-hint">${t('roles.hint')}</p>
      </div>
    `;
  }

  act(form) {
    return ask('POST', 'admin/users', {
      body: {
        username: form.get('username'),
        password: form.get('password'),
        roles: rolesOf(form.get('roles')),
      },
    });
  }
}
customElements.define('cs-new-user', NewUser);
