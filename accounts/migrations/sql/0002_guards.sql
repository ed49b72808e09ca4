-- Triggers on memberships and YST people: rules that a policy cannot say, because they look at other rows.
-- What the functions of 0001_context look up in tables without row-level security. As the owner of those tables.
grant select (id, email) on accounts_user to wellschool_guard;
grant select (user_id, email, verified) on account_emailaddress to wellschool_guard;

set local role wellschool_guard;

-- Nobody raises their own role, executives answer for executives, the last lead stays, an account is never moved.
-- With the caller's rights: only accept_invitation, which runs as wellschool_guard, joins an account to a membership.
create function isolation.membership_guard() returns trigger language plpgsql
set search_path = pg_catalog, pg_temp as $$
declare
  executive boolean := new.trust_id = any(isolation.exec_trusts());
  steering boolean := new.trust_id = any(isolation.steering_trusts());
  mine boolean;
begin
  if current_user = 'wellschool_guard' then return new; end if;
  if tg_op = 'INSERT' then
    if new.user_id is not null then
      raise exception 'a membership starts as an invitation' using errcode = '42501';
    end if;
    if new.trust_id = any(isolation.empty_trusts()) then
      if new.role <> 'lead' then raise exception 'the first person of a trust is its lead' using errcode = 'P0M01'; end if;
      return new;
    end if;
    if not steering then raise exception 'only leads and executives invite' using errcode = '42501'; end if;
  else
    mine := old.user_id is not null and old.user_id = isolation.uid();
    if new.trust_id <> old.trust_id then raise exception 'a membership stays in its trust' using errcode = '42501'; end if;
    if new.user_id is distinct from old.user_id then
      raise exception 'an account is joined by accepting an invitation' using errcode = '42501';
    end if;
    if not (steering or mine) then
      raise exception 'not yours to change' using errcode = '42501';
    end if;
    if (new.role, new.also_lead) is distinct from (old.role, old.also_lead) and (mine or not steering) then
      raise exception 'nobody changes their own role' using errcode = 'P0M02';
    end if;
    if old.left_at is not null and new.left_at is distinct from old.left_at then
      raise exception 'somebody who left is invited again' using errcode = '42501';
    end if;
  end if;
  -- roles of executives: given, changed and ended by executives; a lead invites the first one
  if (new.role = 'executive' or (tg_op = 'UPDATE' and old.role = 'executive'))
     and (tg_op = 'INSERT' or (new.role, new.also_lead, new.left_at) is distinct from (old.role, old.also_lead, old.left_at))
     and not executive and not coalesce(mine, false)
     and exists (select 1 from public.accounts_membership m
                 where m.trust_id = new.trust_id and m.role = 'executive' and m.left_at is null) then
    raise exception 'only an executive may do this' using errcode = 'P0M03';
  end if;
  return new;
end $$;

-- After the change, so that the count is what it will be. Serialised for the trust by a row lock.
create function isolation.last_lead_stays() returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
begin
  if not (old.role = 'lead' or old.also_lead) or old.user_id is null then return null; end if;
  perform 1 from public.accounts_trust t where t.id = new.trust_id for update;
  if not exists (select 1 from public.accounts_membership m
                 where m.trust_id = new.trust_id and m.left_at is null and m.user_id is not null
                   and (m.role = 'lead' or m.also_lead)) then
    raise exception 'the last lead of a trust stays' using errcode = 'P0M04';
  end if;
  return null;
end $$;

-- An account belongs to YST or to trusts, never both.
create function isolation.one_side() returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
begin
  if new.user_id is null or new.left_at is not null then return null; end if;
  perform pg_advisory_xact_lock(hashtext('one_side'), hashint8(new.user_id));
  if exists (select 1 from public.accounts_ystperson y where y.user_id = new.user_id and y.left_at is null)
     and exists (select 1 from public.accounts_membership m where m.user_id = new.user_id and m.left_at is null) then
    raise exception 'an account belongs to YST or to trusts' using errcode = 'P0M05';
  end if;
  return null;
end $$;

grant execute on function
  isolation.membership_guard(),
  isolation.last_lead_stays(),
  isolation.one_side()
  to wellschool_owner;
set local role wellschool_owner;

create trigger membership_guard before insert or update on accounts_membership
  for each row execute function isolation.membership_guard();
create trigger last_lead_stays after update on accounts_membership
  for each row execute function isolation.last_lead_stays();
create trigger one_side after insert or update on accounts_membership
  for each row execute function isolation.one_side();
create trigger one_side after insert or update on accounts_ystperson
  for each row execute function isolation.one_side();
