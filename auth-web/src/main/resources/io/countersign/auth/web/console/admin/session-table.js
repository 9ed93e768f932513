import { html } from 'lit';
import { link } from '../app/route.js';
import { t } from '../app/text.js';
import { ago, at } from '../app/time.js';
import { deviceName, endedShort, stateBadge } from '../parts/devices.js';
import { userLink } from './names.js';

/**
 * Sessions as rows.
 *
 * @param picked the ids that are picked, if rows can be; with `pick(id, isPicked)`
 */
export function sessionTable(sessions, { picked, pick, withUser = true } = {}) {
  return html`<table class="table">
    <thead>
      <tr>
        ${picked ? html`<th class="pick"><span class="visually-hidden">${t('pick')}</span></th>` : ''}
        ${withUser ? html`<th>${t('user')}</th>` : ''}
        <th>${t('device')}</th>
        <th>${t('device.address')}</th>
        <th>${t('device.first')}</th>
        <th>${t('device.last')}</th>
        <th>${t('state')}</th>
      </tr>
    </thead>
    <tbody>
      ${sessions.map(
        (it) => html`<tr>
          ${picked
            ? html`<td class="pick"><input type="checkbox" .checked=${picked.has(it.id)}
                ?disabled=${it.state !== 'active'} aria-label=${t('pick.one', { device: deviceName(it) })}
                @change=${(event) => pick(it.id, event.target.checked)}></td>`
            : ''}
          ${withUser ? html`<td data-label=${t('user')}>${userLink(it.user_id)}</td>` : ''}
          <td data-label=${t('device')}><a href=${link('session', it.id)}>${deviceName(it)}</a></td>
          <td data-label=${t('device.address')} class="mono">${it.ip ?? '–'}</td>
          <td data-label=${t('device.first')}>${at(it.created_at)}</td>
          <td data-label=${t('device.last')}>${ago(it.last_used_at)}</td>
          <td data-label=${t('state')}><span>${stateBadge(it)}
            ${it.ended_reason ? html`<span class="small muted">${endedShort(it.ended_reason)}</span>` : ''}</span></td>
        </tr>`,
      )}
    </tbody>
  </table>`;
}
