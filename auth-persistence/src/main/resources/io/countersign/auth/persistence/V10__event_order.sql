-- In which order events can be followed. Their numbers are drawn before they are committed, so a
-- smaller one may appear after a greater one. But once no transaction below some id is running, no
-- event of such a transaction can appear any more: by the ids of their transactions, events have an
-- order to which nothing is added but at the end. Those from before come first; they are all
-- committed. The column keeps itself, whichever version of the program adds an event.
alter table security_event add column transaction_id xid8 not null default '0';

alter table security_event alter column transaction_id set default pg_current_xact_id();

create index security_event_transaction_id_idx on security_event (transaction_id, event_id);
