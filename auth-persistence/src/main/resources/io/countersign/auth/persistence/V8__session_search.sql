-- Sessions by the addresses that they were opened from. A text that is no address is of no network,
-- and no error: applications may pass what they like. The program writes addresses in one spelling.
create or replace function ip_address(address text) returns inet
  language plpgsql immutable strict as $$
begin
  if position('/' in address) > 0 then
    return null;
  end if;
  return cast(address as inet);
exception when invalid_text_representation then
  return null;
end
$$;

-- No rotation changes the address, so rotations stay HOT. While the index is built, logins and
-- refreshes of nodes that are running wait; docs/deploy.md says how to build it before.
create index if not exists refresh_token_family_address_idx
  on refresh_token_family (ip_address(address), family_id);
