import { ask } from '../app/api.js';
import { go } from '../app/route.js';
import { t } from '../app/text.js';
import { confirm } from './confirm.js';

/** “This wasn't me”: ends everything but this browser, and leads to the password. */
export async function notMe() {
  const done = await confirm({
    title: t('notme.title'),
    text: t('notme.text'),
    effects: [t('notme.effect.end'), t('notme.effect.password')],
    action: t('notme.do'),
    act: () => ask('DELETE', 'sessions', { query: { keep: 'current' } }),
  });
  if (done) go('password', '', { after: 'notme' });
}
