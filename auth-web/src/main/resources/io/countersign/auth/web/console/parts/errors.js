import { html } from 'lit';
import { has, t } from '../app/text.js';

/** What the server refused, in words and with its code. */
export function errorText(problem) {
  const code = problem.code ?? 'internal_error';
  const key = has(`error.${code}`) ? `error.${code}` : 'error.unknown';
  const seconds = problem.retryAfter ?? problem.problem?.retry_after;
  return html`<span>${t(key, { n: seconds ?? 0 })}
    ${TOLD.includes(code) && problem.message ? html`<span lang="en">${problem.message}</span>` : ''}
    <code>${code}</code></span>`;
}

/** Where only the server's own words say which field it was. */
const TOLD = ['invalid_request', 'conflict', 'invalid_target', 'forbidden'];
