/** Ends sessions, after it was said what that does, and why it is done. */
import { html } from 'lit';
import { ask } from '../app/api.js';
import { t } from '../app/text.js';
import { confirm } from '../parts/confirm.js';

function effects() {
  return [t('effect.refresh'), t('effect.access'), t('effect.told')];
}

/** One session. */
export function endSession(id, device) {
  return confirm({
    title: t('end.one.title', { device }),
    effects: effects(),
    wantsReason: true,
    action: t('end.one.do'),
    act: (reason) => ask('DELETE', `admin/sessions/${id}`, { query: { reason } }),
  });
}

/** Some sessions, one after the other. One that has ended meanwhile is no failure. */
export function endPicked(ids) {
  return confirm({
    title: t('end.many.title', { n: ids.length }),
    effects: effects(),
    wantsReason: true,
    action: t('end.many.do', { n: ids.length }),
    act: async (reason) => {
      for (const id of ids) {
        try {
          await ask('DELETE', `admin/sessions/${id}`, { query: { reason } });
        } catch (problem) {
          if (problem.status !== 404) throw problem;
        }
      }
      return ids.length;
    },
  });
}

/** All that meet these criteria. They are counted before. */
export async function endMatching(criteria, criteriaWords) {
  const { matched } = await ask('POST', 'admin/sessions/revoke', {
    body: { ...criteria, dry_run: true },
  });
  return confirm({
    title: t('end.matching.title', { n: matched }),
    text: html`${t('end.matching.text')} <strong>${criteriaWords}</strong>`,
    effects: [...effects(), t('effect.later')],
    wantsReason: true,
    action: t('end.many.do', { n: matched }),
    act: async (reason) =>
      (await ask('POST', 'admin/sessions/revoke', { body: { ...criteria, reason } })).revoked,
  });
}

/** All of one user. */
export function endOfUser(user) {
  return confirm({
    title: t('end.user.title', { name: user.username }),
    effects: effects(),
    wantsReason: true,
    action: t('end.user.do'),
    act: (reason) => ask('DELETE', `admin/users/${user.id}/sessions`, { query: { reason } }),
  });
}

/** All of everybody, this one as well. */
export function endEverything() {
  return confirm({
    title: t('end.all.title'),
    text: t('end.all.text'),
    effects: effects(),
    wantsReason: true,
    action: t('end.all.do'),
    act: (reason) => ask('POST', 'admin/logout-all', { body: { reason } }),
  });
}
