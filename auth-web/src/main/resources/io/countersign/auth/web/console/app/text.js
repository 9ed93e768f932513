/** The words of the console, in the user's language. */

/** Two languages, one file of messages each. */
export const LANGUAGES = { en: 'English', de: 'Deutsch' };

const CHOICE = 'countersign.language';

/** Tells parts to show themselves anew: `language` when it changes, `minute` as time goes by. */
export const changes = new EventTarget();

let language = chosen();
let messages = (await import(`../messages/${language}.js`)).default;
document.documentElement.lang = language;
setInterval(() => changes.dispatchEvent(new Event('minute')), 30_000);

/** The language of this browser, unless its user chose another one here. */
function chosen() {
  const wanted = [remembered(), ...navigator.languages.map((it) => it.slice(0, 2))];
  return wanted.find((it) => Object.hasOwn(LANGUAGES, it)) ?? 'en';
}

/** A browser may forbid storage; then the choice lasts as long as the page. */
function remembered() {
  try {
    return localStorage.getItem(CHOICE) ?? '';
  } catch {
    return '';
  }
}

export function currentLanguage() {
  return language;
}

export async function setLanguage(next) {
  messages = (await import(`../messages/${next}.js`)).default;
  language = next;
  document.documentElement.lang = next;
  try {
    localStorage.setItem(CHOICE, next);
  } catch {
    // it is not remembered
  }
  changes.dispatchEvent(new Event('language'));
}

/** Whether there are words for this. */
export function has(key) {
  return Object.hasOwn(messages, key);
}

/**
 * The words for a key. `{name}` stands for a value. Words that differ by number are an object of
 * plural forms, chosen by the value `n`.
 */
export function t(key, values = {}) {
  let words = messages[key] ?? key;
  if (typeof words === 'object') {
    words = words[new Intl.PluralRules(language).select(values.n)] ?? words.other;
  }
  return words.replace(/\{(\w+)\}/g, (whole, name) =>
    typeof values[name] === 'number' ? number(values[name]) : String(values[name] ?? whole),
  );
}

export function number(value) {
  return new Intl.NumberFormat(language).format(value);
}
