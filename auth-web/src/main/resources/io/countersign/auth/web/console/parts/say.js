/** Says what has been done, to eyes and to screen readers, and goes away by itself. */
const TIME = 6_000;

let region;
let timer;

export function say(words) {
  if (!region) {
    region = document.createElement('div');
    region.className = 'said';
    region.setAttribute('role', 'status');
    document.body.append(region);
  }
  const line = document.createElement('p');
  line.textContent = words;
  region.replaceChildren(line);
  clearTimeout(timer);
  timer = setTimeout(unsay, TIME);
}

/** What was said belongs to the page that is left. */
export function unsay() {
  region?.replaceChildren();
}
