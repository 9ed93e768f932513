import { html } from 'lit';
import { t } from '../app/text.js';
import { nameOf } from './names.js';

const PAUSE = 300;
const STATES = ['active', 'ended', 'expired', 'all'];

let timer;

/** The fields by which sessions are looked for; `search` is told what they say, as one types. */
export function sessionFilter(filter, search) {
  const later = (event) => {
    const form = event.currentTarget;
    clearTimeout(timer);
    timer = setTimeout(() => search(fieldsOf(form)), event.type === 'input' ? PAUSE : 0);
  };
  return html`<form class="filters" role="search" @input=${later}
    @submit=${(event) => {
      event.preventDefault();
      later(event);
    }}>
    ${field('user', 'text', filter.user_id ? (nameOf(filter.user_id) ?? '') : '')}
    ${field('ip', 'text', filter.ip, '192.0.2.0/24')}
    ${field('device', 'text', filter.device, 'Firefox')}
    <div class="field">
      <label for="filter-state">${t('state')}</label>
      <select class="input" id="filter-state" name="state">
        ${STATES.map((it) => html`<option value=${it} ?selected=${it === filter.state}>${t(`state.${it}`)}</option>`)}
      </select>
    </div>
    ${field('created_after', 'datetime-local', localOf(filter.created_after))}
    ${field('created_before', 'datetime-local', localOf(filter.created_before))}
    ${field('last_used_before', 'datetime-local', localOf(filter.last_used_before))}
  </form>`;
}

function field(name, type, value = '', example = '') {
  return html`<div class="field">
    <label for=${`filter-${name}`}>${t(`filter.${name}`)}</label>
    <input id=${`filter-${name}`} name=${name} type=${type} .defaultValue=${value} placeholder=${example}
      autocomplete="off" spellcheck="false" autocapitalize="none" maxlength="100">
  </div>`;
}

/** Times are typed in the viewer's zone, and asked for in UTC. */
function fieldsOf(form) {
  const fields = {};
  for (const [name, text] of new FormData(form)) {
    const value = text.trim();
    const isTime = /_(after|before)$/.test(name);
    if (value) fields[name] = isTime ? new Date(value).toISOString() : value;
  }
  return fields;
}

function localOf(time) {
  if (!time) return '';
  const date = new Date(time);
  date.setMinutes(date.getMinutes() - date.getTimezoneOffset());
  return date.toISOString().slice(0, 16);
}
