-- What a login settles for its session. Families from before have no time of it: they count as old.
-- A line each for the audiences that the session may name, none for all of them.
--
-- end_cause is why a family ended, where nodes of the version before do not know the reason: they
-- find one that they know in end_reason. When they are gone, end_reason can take its place.
alter table refresh_token_family
  add column authenticated_at timestamptz,
  add column brief boolean not null default false,
  add column audience text not null default '',
  add column end_cause text;
