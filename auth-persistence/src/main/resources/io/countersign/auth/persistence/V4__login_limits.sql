-- Login attempts: how many were taken, as of when (milliseconds, as expires_at), and how many of
-- them are in flight, at the longest until when. The state was a library's; nodes of the version
-- before still write it, under other ids.
alter table login_attempts
  add column taken           double precision not null default 0,
  add column taken_at        bigint           not null default 0,
  add column in_flight       integer          not null default 0,
  add column in_flight_until bigint           not null default 0;

-- Where anybody has logged in from.
create index security_event_login_address_idx on security_event (address collate "C") where type = 'LOGIN';

alter table security_event drop constraint security_event_type_check;
alter table security_event add constraint security_event_type_check check (type in (
    'LOGIN', 'LOGIN_FAILED', 'LOGIN_DEFERRED', 'REFRESH_REFUSED', 'TOKEN_REUSED',
    'DEVICE_MISMATCH', 'LOGOUT', 'PASSWORD_CHANGED', 'SESSION_REVOKED', 'SESSIONS_REVOKED',
    'LOGOUT_ALL', 'ACCESS_TOKEN_REVOKED', 'USER_CREATED', 'USER_DISABLED',
    'USER_ENABLED', 'ROLES_CHANGED', 'KEY_PUBLISHED', 'KEY_ACTIVATED', 'KEY_RETIRED',
    'KEY_REVOKED', 'KEY_DELETED', 'STARTED'));
