-- Keys take turns: published, active, retired or revoked, deleted.

alter table signing_key
  drop constraint signing_key_state_check,
  add constraint signing_key_state_check check (state in ('PUBLISHED', 'ACTIVE', 'RETIRED', 'REVOKED', 'DELETED')),
  add column activates_at timestamptz,
  add column ended_at timestamptz,
  alter column sealed_private_key drop not null;

update signing_key set activates_at = created_at;

alter table signing_key
  alter column activates_at set not null,
  -- Only what signs, or will, has a private part.
  add constraint signing_key_private_check check ((sealed_private_key is not null) = (state in ('PUBLISHED', 'ACTIVE'))),
  add constraint signing_key_ended_check check ((ended_at is not null) = (state in ('RETIRED', 'REVOKED', 'DELETED')));

create unique index signing_key_one_published_idx on signing_key (state) where state = 'PUBLISHED';
