/** Asks the server, and says in one way what it refuses. */
import { auth } from './session.js';

/** Where the application is: three folders above this module, whatever it is called. */
const BASE = new URL('../../../', import.meta.url);

/** A refusal, with the server's code (RFC 9457), or `unavailable` when there was no answer. */
export class Refusal extends Error {
  constructor(status, problem) {
    super(problem.detail ?? '');
    this.status = status;
    this.code = problem.code ?? 'unavailable';
    this.problem = problem;
  }
}

/** Asks, and returns the answer's JSON; null where it has none. */
export async function ask(method, path, { query, body } = {}) {
  const response = await send(method, path, { query, body });
  return response.status === 204 ? null : response.json();
}

export function get(path, query) {
  return ask('GET', path, { query });
}

/** Asks, and returns the answer itself. */
export async function send(method, path, { query = {}, body } = {}) {
  const url = new URL(path, BASE);
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') url.searchParams.set(name, value);
  }
  const init = { method, cache: 'no-store' };
  if (body) {
    init.headers = { 'Content-Type': 'application/json' };
    init.body = JSON.stringify(body);
  }
  let response;
  try {
    response = await auth.fetch(url, init);
  } catch (problem) {
    throw new Refusal(0, { code: problem.code ?? 'unavailable' });
  }
  if (!response.ok) throw new Refusal(response.status, await problemOf(response));
  return response;
}

async function problemOf(response) {
  try {
    return await response.json();
  } catch {
    return {};
  }
}
