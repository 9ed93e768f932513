import { LitElement } from 'lit';
import { changes } from './text.js';

/**
 * A part of a page. It has no shadow: labels, focus and the one style sheet reach across parts, and
 * a browser's store of passwords finds the fields.
 */
export class Part extends LitElement {
  #again = () => this.requestUpdate();

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    changes.addEventListener('language', this.#again);
    changes.addEventListener('minute', this.#again);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    changes.removeEventListener('language', this.#again);
    changes.removeEventListener('minute', this.#again);
  }
}
