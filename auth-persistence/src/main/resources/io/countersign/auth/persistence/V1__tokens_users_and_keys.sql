-- Users. The epoch counts what makes all earlier tokens of a user invalid by one write.
create table user_account (
  user_id       uuid        not null constraint user_account_pk primary key,
  username      text        not null constraint user_account_username_unique unique
                                     constraint user_account_username_check check (length(username) between 1 and 255),
  directory     text        not null,
  password_hash text                 constraint user_account_password_hash_check check (password_hash like '$argon2id$%'),
  epoch         integer     not null constraint user_account_epoch_check check (epoch >= 0),
  disabled      boolean     not null,
  created_at    timestamptz not null,
  constraint user_account_directory_check check ((directory = 'local') = (password_hash is not null))
);

create table user_role (
  user_id uuid not null constraint user_role_user_account_fk references user_account on delete cascade,
  role    text not null constraint user_role_role_check check (role <> '' and position(chr(10) in role) = 0),
  constraint user_role_pk primary key (user_id, role)
);

-- Refresh-token families: one row each, however often they rotate.
-- A rotation changes no indexed column and finds room on its own page, half of which is kept free
-- for it, so it is a HOT update.
create table refresh_token_family (
  family_id      uuid        not null constraint refresh_token_family_pk primary key,
  user_id        uuid        not null constraint refresh_token_family_user_account_fk references user_account on delete cascade,
  epoch          integer     not null constraint refresh_token_family_epoch_check check (epoch >= 0),
  generation     integer     not null constraint refresh_token_family_generation_check check (generation >= 0),
  token_digest   bytea       not null constraint refresh_token_family_token_digest_check check (octet_length(token_digest) = 32),
  successor_salt bytea                constraint refresh_token_family_successor_salt_check check (octet_length(successor_salt) = 32),
  device_digest  bytea                constraint refresh_token_family_device_digest_check check (octet_length(device_digest) = 32),
  device_name    text,
  user_agent     text,
  address        text,
  created_at     timestamptz not null,
  last_used_at   timestamptz not null,
  expires_at     timestamptz not null,
  ends_at        timestamptz not null,
  end_reason     text                 constraint refresh_token_family_end_reason_check check (end_reason in ('REUSE', 'DEVICE_MISMATCH', 'REVOKED')),
  constraint refresh_token_family_salt_check check ((generation = 0) = (successor_salt is null)),
  constraint refresh_token_family_times_check check (expires_at <= ends_at)
) with (fillfactor = 50);

create index refresh_token_family_user_id_idx on refresh_token_family (user_id);

-- Signing keys; the private part is encrypted under the master key.
create table signing_key (
  kid                text        not null constraint signing_key_pk primary key,
  algorithm          text        not null constraint signing_key_algorithm_check check (algorithm in ('RS256', 'ES256')),
  state              text        not null constraint signing_key_state_check check (state in ('ACTIVE')),
  public_key         bytea       not null,
  sealed_private_key bytea       not null,
  created_at         timestamptz not null
);

create unique index signing_key_one_active_idx on signing_key (state) where state = 'ACTIVE';

-- The deployment's symmetric secrets, encrypted under the master key.
create table deployment_secret (
  name          text  not null constraint deployment_secret_pk primary key,
  sealed_secret bytea not null
);
