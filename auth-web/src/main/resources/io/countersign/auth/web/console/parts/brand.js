import { svg } from 'lit';

/** The mark: a seal that was checked. */
export function brand() {
  return svg`<svg viewBox="0 0 32 32" width="26" height="26" aria-hidden="true" focusable="false">
    <rect width="32" height="32" rx="8" fill="var(--accent)"></rect>
    <path d="M9 16.5l5 5 9-11" fill="none" stroke="var(--on-accent)" stroke-width="3.2"
      stroke-linecap="round" stroke-linejoin="round"></path></svg>`;
}
