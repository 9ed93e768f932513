-- Epochs are numbers of one sequence, so that those of users and of everyone compare.
-- Who takes one holds an advisory lock, shared for a user and alone for everyone, until the change
-- is committed: no greater epoch of everyone is ever committed before a smaller one of a user. Tokens carry the greater of the user's and everyone's.
create sequence epoch_sequence as integer;

select setval('epoch_sequence', (select coalesce(max(epoch), 0) + 1 from user_account));

create table deployment_epoch (
  deployment boolean not null default true constraint deployment_epoch_pk primary key
                                           constraint deployment_epoch_one_check check (deployment),
  epoch      integer not null constraint deployment_epoch_epoch_check check (epoch >= 0)
);

insert into deployment_epoch (epoch) values (0);

-- Families of an epoch before the oldest have ended. A role change moves the epoch only.
alter table user_account add column oldest_epoch integer;

update user_account set oldest_epoch = epoch;

alter table user_account
  alter column oldest_epoch set not null,
  add constraint user_account_oldest_epoch_check check (oldest_epoch between 0 and epoch);

-- Names are listed and searched code point by code point.
create index user_account_username_order_idx on user_account (username collate "C");

-- Why families ended by an epoch; a user of none is everyone. The cleanup looks at one next when the
-- last family that it ended has expired.
create table epoch_change (
  epoch      integer     not null constraint epoch_change_pk primary key,
  user_id    uuid                 constraint epoch_change_user_account_fk references user_account on delete cascade,
  reason     text        not null constraint epoch_change_reason_check check (reason in ('REVOKED', 'ADMINISTRATOR', 'PASSWORD_CHANGE', 'USER_DISABLED', 'LOGOUT_ALL')),
  changed_by text        not null,
  changed_at timestamptz not null,
  cleanup_at timestamptz not null,
  constraint epoch_change_everyone_check check ((user_id is null) = (reason = 'LOGOUT_ALL'))
);

create index epoch_change_user_id_idx on epoch_change (user_id, epoch);
create index epoch_change_cleanup_at_idx on epoch_change (cleanup_at);

-- When the cleanup looks at a family next: never before it can have expired. A rotation does not
-- change it, so that it can be indexed.
alter table refresh_token_family
  add column cleanup_at timestamptz,
  add column ended_by text,
  add column ended_at timestamptz,
  drop constraint refresh_token_family_end_reason_check,
  add constraint refresh_token_family_end_reason_check check (end_reason in ('REUSE', 'DEVICE_MISMATCH', 'REVOKED', 'ADMINISTRATOR'));

update refresh_token_family
   set cleanup_at = expires_at,
       ended_by = case when end_reason is null then null else 'system' end,
       ended_at = case when end_reason is null then null else last_used_at end;

alter table refresh_token_family
  alter column cleanup_at set not null,
  add constraint refresh_token_family_ended_check check ((end_reason is null) = (ended_by is null) and (end_reason is null) = (ended_at is null));

create index refresh_token_family_cleanup_at_idx on refresh_token_family (cleanup_at);
create index refresh_token_family_user_id_family_id_idx on refresh_token_family (user_id, family_id);
-- Those that go on are of an epoch that no other has overtaken.
create index refresh_token_family_going_on_idx on refresh_token_family (user_id, epoch, family_id) where end_reason is null;
drop index refresh_token_family_user_id_idx;

-- Access tokens that are denied before their end; of a token and a session whatever their epoch.
-- What a denylist in memory does not have yet is not published.
create table denial (
  kind        text        not null constraint denial_kind_check check (kind in ('TOKEN', 'SESSION', 'USER', 'EVERYONE')),
  denied_id   uuid        not null,
  below_epoch integer     not null constraint denial_below_epoch_check check (below_epoch >= 0),
  expires_at  timestamptz not null,
  published   boolean     not null default false,
  constraint denial_pk primary key (kind, denied_id)
);

create index denial_unpublished_idx on denial (kind, denied_id) where not published;
create index denial_expires_at_idx on denial (expires_at);

-- Security events outlive the users and sessions they speak of.
create table security_event (
  event_id    bigint      generated always as identity constraint security_event_pk primary key,
  occurred_at timestamptz not null,
  type        text        not null constraint security_event_type_check check (type in (
      'LOGIN', 'LOGIN_FAILED', 'REFRESH_REFUSED', 'TOKEN_REUSED', 'DEVICE_MISMATCH',
      'LOGOUT', 'PASSWORD_CHANGED', 'SESSION_REVOKED', 'SESSIONS_REVOKED',
      'LOGOUT_ALL', 'ACCESS_TOKEN_REVOKED', 'USER_CREATED', 'USER_DISABLED',
      'USER_ENABLED', 'ROLES_CHANGED', 'KEY_PUBLISHED', 'KEY_ACTIVATED', 'KEY_RETIRED',
      'KEY_REVOKED', 'KEY_DELETED', 'STARTED')),
  user_id     uuid,
  session_id  uuid,
  actor       text,
  address     text,
  detail      text        not null constraint security_event_detail_check check (json_typeof(cast(detail as json)) = 'object')
);

create index security_event_occurred_at_idx on security_event (occurred_at, event_id);
create index security_event_user_id_idx on security_event (user_id, occurred_at, event_id) where user_id is not null;
create index security_event_session_id_idx on security_event (session_id, occurred_at, event_id) where session_id is not null;
create index security_event_type_idx on security_event (type, occurred_at, event_id);
-- Where a user has logged in from before, and on which device.
create index security_event_login_idx on security_event (user_id, address collate "C") where type = 'LOGIN';
create index refresh_token_family_device_idx on refresh_token_family (user_id, device_digest) where device_digest is not null;

-- Login attempts, counted by a library that keeps its state here. It adds a row without state first
-- and adds it again when it is gone; past its milliseconds a row says no more than none would.
create table login_attempts (
  id         text   not null constraint login_attempts_pk primary key,
  state      bytea,
  expires_at bigint not null default 0
);

create index login_attempts_expires_at_idx on login_attempts (expires_at);

-- What was revoked before there were denials left none: each user's access tokens from before are
-- denied once, and the sessions go on to new ones.
select nextval('epoch_sequence');

update user_account set epoch = (select last_value from epoch_sequence);

insert into denial (kind, denied_id, below_epoch, expires_at)
  select 'USER', user_id, epoch, now() + interval '71 minutes' from user_account;
