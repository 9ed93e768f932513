import { svg } from 'lit';

/** Lines on a grid of 24. */
const PATHS = {
  laptop: 'M5 6h14v9H5zM3 18h18',
  phone: 'M8 3h8v18H8zM11 18h2',
  tablet: 'M5 4h14v16H5zM11 17h2',
  terminal: 'M4 5h16v14H4zM8 10l3 2.5L8 15M13 15h3',
  pulse: 'M3 12h4l3-7 4 14 3-7h4',
  key: 'M14 10a4 4 0 1 0-3.4 3.95L13 16.4h2v2h2v2h3v-3l-6.2-6.2A4 4 0 0 0 14 10zM9 9h.01',
  list: 'M4 6h16M4 12h16M4 18h16',
  people: 'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c0-3.6 2.9-6 6.5-6s6.5 2.4 6.5 6M16 4.3a3.5 3.5 0 0 1 0 6.4M18 14.4c2.1.9 3.5 2.9 3.5 5.6',
  chart: 'M4 20V4M4 20h16M9 16v-5M14 16V7M19 16v-3',
  ring: 'M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16zM12 8v4l3 2',
  heart: 'M12 20s-7.5-4.6-7.5-10A4.2 4.2 0 0 1 12 7.4 4.2 4.2 0 0 1 19.5 10c0 5.4-7.5 10-7.5 10z',
  eye: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6z',
  scan: 'M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M7 12h10',
  menu: 'M4 7h16M4 12h16M4 17h16',
  check: 'M5 12.5l4.5 4.5L19 7',
  cross: 'M6 6l12 12M18 6L6 18',
  warning: 'M12 4l9 16H3zM12 10v4M12 17h.01',
  info: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 11v5M12 8h.01',
  shield: 'M12 3l7.5 3v5.5c0 4.6-3.1 8-7.5 9.5-4.4-1.5-7.5-4.9-7.5-9.5V6z',
  enter: 'M10 17l5-5-5-5M15 12H4M14 4h5v16h-5',
  leave: 'M14 17l5-5-5-5M19 12H8M10 4H5v16h5',
  empty: 'M4 8l8-4 8 4v8l-8 4-8-4zM4 8l8 4 8-4M12 12v8',
  rotate: 'M20 12a8 8 0 1 1-2.4-5.7M20 3v4h-4',
  plus: 'M12 5v14M5 12h14',
  pause: 'M9 5v14M15 5v14',
  play: 'M7 4.5v15l12-7.5z',
  save: 'M12 4v11M7 11l5 5 5-5M5 20h14',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3.5 2',
};

/** A sign that says nothing that words beside it do not say. */
export function icon(name) {
  return svg`<svg viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor"
    stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"
    focusable="false"><path d=${PATHS[name] ?? PATHS.info}></path></svg>`;
}
