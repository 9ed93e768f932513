-- A hash that another system made is kept until its user's first login here. Its form says how it was
-- made. A password that somebody takes for a hash has no such form.
alter table user_account drop constraint user_account_password_hash_check;

alter table user_account add constraint user_account_password_hash_check
  check (password_hash ~ '^\$(argon2(id|i|d)|2[aby]|scrypt|pbkdf2-sha(1|256|512))\$');
