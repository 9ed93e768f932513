-- PostgreSQL reads the checks of a table anew for each statement that writes to it. Those of a
-- family took more than a third of its update. The program makes these values, and its types hold
-- what was checked.
alter table refresh_token_family
  drop constraint refresh_token_family_epoch_check,
  drop constraint refresh_token_family_generation_check,
  drop constraint refresh_token_family_token_digest_check,
  drop constraint refresh_token_family_successor_salt_check,
  drop constraint refresh_token_family_device_digest_check,
  drop constraint refresh_token_family_end_reason_check,
  drop constraint refresh_token_family_salt_check,
  drop constraint refresh_token_family_times_check,
  drop constraint refresh_token_family_ended_check;

-- A user's roles as a rotation reads them, in the row that it reads anyway, a line each. A trigger
-- keeps them, whoever changes the roles. It holds the user's row before it looks: of two changes at
-- once the later one has to see what the earlier one has committed.
alter table user_account add column roles text not null default '';

create function user_role_lines(of_user uuid) returns text
  language sql stable
  return (select coalesce(string_agg(role, chr(10) order by role collate "C"), '')
            from user_role where user_id = of_user);

create function keep_user_roles() returns trigger
  language plpgsql as $$
declare
  of_user uuid := case tg_op when 'DELETE' then old.user_id else new.user_id end;
begin
  perform from user_account where user_id = of_user for no key update;
  update user_account set roles = user_role_lines(of_user) where user_id = of_user;
  return null;
end
$$;

create trigger user_role_kept after insert or update or delete on user_role
  for each row execute function keep_user_roles();

update user_account set roles = user_role_lines(user_id);
