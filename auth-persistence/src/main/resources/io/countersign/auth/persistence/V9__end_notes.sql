-- Why a family was ended, in an administrator's words: for one that was ended by itself, and for those
-- that an epoch ended. Nodes of the version before leave both empty.
alter table refresh_token_family add column end_note text;

alter table epoch_change add column note text;
