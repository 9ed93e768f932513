/**
 * Where the user is: `#/sessions/ID?state=ended`. The part behind the # never reaches a server, so
 * it is the same wherever the console is served.
 */
export function here() {
  const [path, query = ''] = location.hash.replace(/^#\/?/, '').split('?');
  const [name = '', id = ''] = path.split('/');
  return {
    name,
    id: decoded(id),
    query: Object.fromEntries(new URLSearchParams(query)),
  };
}

/** The address of a page. */
export function link(name, id, query = {}) {
  const given = Object.entries(query).filter(([, it]) => it !== undefined && it !== '');
  const search = new URLSearchParams(given).toString();
  return `#/${name}${id ? `/${encodeURIComponent(id)}` : ''}${search ? `?${search}` : ''}`;
}

export function go(name, id, query) {
  location.hash = link(name, id, query);
}

/** The same page with other parameters, without a step back to the ones before. */
export function refine(query) {
  const { name, id } = here();
  history.replaceState(null, '', link(name, id, query));
}

/** An address may be anything that somebody typed. */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
