-- Users can be deleted. What refers to them goes with them; the events stay.
alter table security_event drop constraint security_event_type_check;
alter table security_event add constraint security_event_type_check check (type in (
    'LOGIN', 'LOGIN_FAILED', 'LOGIN_DEFERRED', 'REFRESH_REFUSED', 'TOKEN_REUSED',
    'DEVICE_MISMATCH', 'LOGOUT', 'PASSWORD_CHANGED', 'SESSION_REVOKED', 'SESSIONS_REVOKED',
    'LOGOUT_ALL', 'ACCESS_TOKEN_REVOKED', 'USER_CREATED', 'USER_DELETED', 'USER_DISABLED',
    'USER_ENABLED', 'ROLES_CHANGED', 'KEY_PUBLISHED', 'KEY_ACTIVATED', 'KEY_RETIRED',
    'KEY_REVOKED', 'KEY_DELETED', 'STARTED'));
