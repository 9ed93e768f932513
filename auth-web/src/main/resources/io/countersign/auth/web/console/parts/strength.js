/**
 * An estimate of how hard a password is to guess: 0 (refused) to 4. It counts what does not follow
 * from what stands before: repetitions and rows like abc or 123 count once. Words are not looked
 * up: the server refuses common passwords, and has the last word.
 */
export function strengthOf(password, username = '') {
  if ([...password].length < 8) return 0;
  const name = username.toLowerCase();
  const rest = name ? password.toLowerCase().split(name).join('') : password.toLowerCase();
  const bits = surprises(rest) * Math.log2(alphabet(password));
  return 1 + [40, 56, 72].filter((it) => bits >= it).length;
}

function surprises(text) {
  const codes = [...text].map((it) => it.codePointAt(0));
  const seen = new Set();
  let count = 0;
  for (let i = 0; i < codes.length; i++) {
    const step = codes[i] - codes[i - 1];
    const isRow = i > 0 && (step === 0 || (Math.abs(step) === 1 && step === codes[i - 1] - codes[i - 2]));
    const isRepeated = seen.has(text.slice(Math.max(0, i - 2), i + 1)) && i > 1;
    seen.add(text.slice(Math.max(0, i - 2), i + 1));
    if (!isRow && !isRepeated) count++;
  }
  return count;
}

/** People do not choose among all letters alike, so an alphabet counts for less than it has. */
function alphabet(password) {
  const kinds = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^a-zA-Z0-9]/];
  return [8, 6, 5, 6].reduce((sum, size, i) => sum + (kinds[i].test(password) ? size : 0), 0);
}
