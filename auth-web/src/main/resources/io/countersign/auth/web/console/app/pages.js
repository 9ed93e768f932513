/** Every page: its sign in the navigation, and where it comes from when it is first asked for. */

function page(icon, tag, load, more = {}) {
  return { icon, ...more, make: () => load().then(() => document.createElement(tag)) };
}

export const PAGES = {
  devices: page('laptop', 'cs-devices', () => import('../pages/devices.js')),
  activity: page('pulse', 'cs-activity', () => import('../pages/activity.js')),
  password: page('key', 'cs-password', () => import('../pages/password.js')),
  scan: page('scan', 'cs-scan', () => import('../pages/scan.js')),
  inspector: { icon: 'eye', href: './inspector', make: leave },
  sessions: page('list', 'cs-sessions', () => import('../admin/sessions.js')),
  session: page('list', 'cs-session', () => import('../admin/session.js'), { under: 'sessions' }),
  users: page('people', 'cs-users', () => import('../admin/users.js')),
  user: page('people', 'cs-user', () => import('../admin/user.js'), { under: 'users' }),
  events: page('pulse', 'cs-events', () => import('../admin/events.js')),
  statistics: page('chart', 'cs-statistics', () => import('../admin/statistics.js')),
  keys: page('ring', 'cs-keys', () => import('../admin/keys.js')),
  health: page('heart', 'cs-health', () => import('../admin/health.js')),
};

/** The navigation. The server decides who may see what; this only leaves out what would be refused. */
export const GROUPS = [
  { name: 'own', pages: ['devices', 'activity', 'password'] },
  {
    name: 'administration',
    role: 'auth-admin',
    pages: ['sessions', 'users', 'events', 'statistics', 'keys', 'health'],
  },
  { name: 'tokens', pages: ['inspector', 'scan'] },
];

/** The inspector is a document of its own. */
function leave() {
  location.href = './inspector';
  return new Promise(() => {});
}
