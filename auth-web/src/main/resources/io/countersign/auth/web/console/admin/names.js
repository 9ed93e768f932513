/** The names behind ids of users. Each is asked for once. */
import { html } from 'lit';
import { get } from '../app/api.js';
import { link } from '../app/route.js';
import { t } from '../app/text.js';

const known = new Map();

/** Asks for the names of these ids that are not known yet. */
export async function learn(ids) {
  const wanted = [...new Set(ids)].filter((it) => it && !known.has(it));
  await Promise.all(wanted.map((id) => ask(id)));
}

async function ask(id) {
  known.set(id, null);
  try {
    remember(await get(`admin/users/${id}`));
  } catch (problem) {
    if (problem.status !== 404) known.delete(id);
  }
}

export function remember(user) {
  known.set(user.id, user.username);
}

export function nameOf(id) {
  return known.get(id) ?? null;
}

/** A link to a user, by name; of one that is gone, the beginning of the id. */
export function userLink(id) {
  if (!id) return html`<span class="muted">–</span>`;
  return html`<a href=${link('user', id)}>${nameOf(id) ?? id.slice(0, 8)}</a>`;
}

/** Who did something: a user, or the server itself. */
export function actorLink(actor) {
  return /^[0-9a-f-]{36}$/.test(actor ?? '') ? userLink(actor) : t('server');
}

/** The user of exactly this name; null when there is none. */
export async function findUser(name) {
  const { items } = await get('admin/users', { prefix: name, limit: 1 });
  const user = items.find((it) => it.username === name.trim().toLowerCase()) ?? items[0];
  if (user) remember(user);
  return user ?? null;
}
