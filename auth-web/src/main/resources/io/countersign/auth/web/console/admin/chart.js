import { html } from 'lit';
import uPlot from 'uplot';
import { Part } from '../app/part.js';
import { number, t } from '../app/text.js';
import { local } from '../app/time.js';

const HEIGHT = 220;
const COLOURS = ['--accent', '--bad', '--warn', '--part-signature', '--part-header', '--line-strong'];

const style = document.createElement('link');
style.rel = 'stylesheet';
style.href = new URL('../vendor/uPlot.min.css', import.meta.url);
document.head.append(style);

/**
 * A plot of counts by time. `series` are `{name, type, counts}`; `times` are the beginnings of the
 * steps. `choose(step, type)` is called for the place that was clicked.
 */
class Chart extends Part {
  static properties = { name: {}, times: {}, series: {}, choose: {}, at: { state: true } };

  connectedCallback() {
    super.connectedCallback();
    this.scheme = matchMedia('(prefers-color-scheme: dark)');
    this.scheme.addEventListener('change', this.#draw);
    this.observer = new ResizeObserver(() => this.#fit());
    this.observer.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.scheme.removeEventListener('change', this.#draw);
    this.observer.disconnect();
    this.plot?.destroy();
  }

  updated(changed) {
    if (changed.has('series') || changed.has('times')) this.#draw();
  }

  #fit() {
    const width = this.clientWidth;
    if (this.plot && width && width !== this.plot.width) this.plot.setSize({ width, height: HEIGHT });
  }

  #draw = () => {
    this.plot?.destroy();
    const place = this.querySelector('.chart');
    const colour = (name) => getComputedStyle(this).getPropertyValue(name).trim();
    const axis = { stroke: colour('--muted'), grid: { stroke: colour('--line'), width: 1 }, ticks: { show: false }, font: '12px system-ui' };
    const options = {
      width: place.clientWidth,
      height: HEIGHT,
      legend: { show: false },
      padding: [8, 36, 0, 0],
      cursor: { points: { size: 7 }, drag: { x: false, y: false } },
      scales: { y: { range: (u, least, most) => [0, Math.max(4, most * 1.1)] } },
      axes: [
        { ...axis, values: (u, times) => times.map((it) => this.#label(it)), space: 70, size: 32 },
        { ...axis, size: 44, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000, 10000], values: (u, it) => it.map(number) },
      ],
      series: [
        {},
        ...this.series.map((it, i) => ({
          label: it.name,
          stroke: colour(COLOURS[i]),
          width: 2,
          fill: i === 0 ? `color-mix(in srgb, ${colour(COLOURS[0])}, transparent 88%)` : undefined,
          points: { show: false },
          paths: uPlot.paths.stepped({ align: 1 }),
        })),
      ],
      hooks: { setCursor: [(u) => (this.at = this.#step(u))] },
    };
    // The last step has a length like the others.
    const data = [
      [...this.times, 2 * this.times.at(-1) - this.times.at(-2)],
      ...this.series.map((it) => [...it.counts, it.counts.at(-1)]),
    ];
    this.plot = new uPlot(options, data, place);
    this.plot.over.addEventListener('click', () => this.#click());
  };

  #label(seconds) {
    const span = this.times.at(-1) - this.times[0];
    return local(seconds * 1000, span > 172_800 ? { day: 'numeric', month: 'short' } : { hour: '2-digit', minute: '2-digit' });
  }

  /** The step that is pointed at, if one is. */
  #step(plot) {
    if (plot.cursor.left < 0) return null;
    const time = plot.posToVal(plot.cursor.left, 'x');
    return Math.max(0, this.times.findLastIndex((it) => it <= time));
  }

  /** The line that is nearest to the pointer. */
  #click() {
    const step = this.#step(this.plot);
    if (step === null) return;
    const { top } = this.plot.cursor;
    const distance = (it) => Math.abs(this.plot.valToPos(it.counts[step], 'y') - top);
    const nearest = [...this.series].sort((a, b) => distance(a) - distance(b))[0];
    this.choose(step, nearest.type);
  }

  render() {
    const total = (it) => it.counts.reduce((sum, n) => sum + n, 0);
    const value = (it) => (this.at === null || this.at === undefined ? total(it) : it.counts[this.at]);
    return html`
      <p class="legend">
        ${this.series.map((it, i) => html`<span><i class=${`s${i}`}></i>${it.name} <strong>${number(value(it))}</strong></span>`)}
        <span>${this.at === null || this.at === undefined ? t('chart.total') : local(this.times[this.at] * 1000)}</span>
      </p>
      <div class="chart" role="img" aria-label=${this.name}></div>
    `;
  }
}
customElements.define('cs-chart', Chart);
