import { html } from 'lit';
import { currentLanguage, LANGUAGES, setLanguage, t } from '../app/text.js';

/** Lets the user choose the language. */
export function languages() {
  return html`<select aria-label=${t('language')} @change=${(it) => setLanguage(it.target.value)}>
    ${Object.entries(LANGUAGES).map(
      ([code, name]) =>
        html`<option value=${code} lang=${code} .selected=${code === currentLanguage()}>${name}</option>`,
    )}
  </select>`;
}
