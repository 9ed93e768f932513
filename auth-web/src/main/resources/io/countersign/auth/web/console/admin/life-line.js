import { svg } from 'lit';
import { t } from '../app/text.js';
import { local } from '../app/time.js';

const WIDTH = 720;
const LEFT = 8;
const RIGHT = WIDTH - 8;

const LOOKS = { token_reused: 'bad', device_mismatch: 'bad', refresh_refused: 'warn', session_revoked: 'bad' };

/** A session's life as a line: from the login over its last use to its end, with its alarms. */
export function lifeLine(session) {
  const begin = Date.parse(session.created_at);
  const end = Date.parse(session.ended_at ?? session.expires_at);
  const used = Math.min(Date.parse(session.last_used_at), end);
  const x = (time) => LEFT + ((RIGHT - LEFT) * (time - begin)) / Math.max(1, end - begin);
  const now = Date.now();
  const isOver = session.state !== 'active';
  return svg`<svg class="picture life" viewBox="0 0 ${WIDTH} 66" role="img"
      aria-label=${t('session.line', { from: local(begin), until: local(end) })}>
    <rect class="published" x=${LEFT} y="22" width=${RIGHT - LEFT} height="12" rx="6"></rect>
    <rect class=${isOver ? 'retired' : 'active'} x=${LEFT} y="22" height="12" rx="6"
      width=${Math.max(12, x(used) - LEFT)}></rect>
    ${session.history
      .filter((it) => LOOKS[it.type])
      .map((it) => svg`<circle class="alarm ${LOOKS[it.type]}" r="7" cy="28"
        cx=${Math.min(RIGHT - 7, Math.max(LEFT + 7, x(Date.parse(it.at))))}></circle>`)}
    ${isOver || now > end ? '' : svg`<line class="now" x1=${x(now)} x2=${x(now)} y1="14" y2="42"></line>
      <text x=${Math.min(RIGHT - 16, x(now))} y="10" text-anchor="middle">${t('now')}</text>`}
    <text x=${LEFT} y="58">${t('session.login')}</text>
    <text x=${RIGHT} y="58" text-anchor="end">${t(isOver ? 'session.ended' : 'session.expires')}</text>
  </svg>`;
}
