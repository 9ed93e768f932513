/** Saves objects as a file, one JSON text a line. */
export function saveLines(items, name) {
  const lines = items.map((it) => `${JSON.stringify(it)}\n`);
  const address = URL.createObjectURL(new Blob(lines, { type: 'application/jsonl' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
