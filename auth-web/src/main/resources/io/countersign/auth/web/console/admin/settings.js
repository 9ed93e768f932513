/** The settings that the last start told of, for saying beforehand what an act will do. */
import { get } from '../app/api.js';

export async function settings() {
  const { items } = await get('admin/events', { type: 'started', limit: 1 });
  return items[0]?.detail ?? {};
}

const UNITS = { D: 86_400_000, H: 3_600_000, M: 60_000, S: 1000 };

/** The length of an ISO 8601 duration of days and less, such as PT1H30M. */
export function milliseconds(duration) {
  return [...duration.matchAll(/([\d.]+)([DHMS])/g)].reduce(
    (sum, [, value, unit]) => sum + Number(value) * UNITS[unit],
    0,
  );
}
