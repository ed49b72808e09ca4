-- Triggers on memberships and YST people: rules that a policy cannot say, because they look at other rows.
-- What the functions of 0001_context look up in tables without row-level security. As the owner of those tables.
grant select (id, email) on accounts_user to wellschool_guard;
grant select (user_id, email, verified) on account_emailaddress to wellschool_guard;

set local role wellschool_guard;

-- Whether this account may invite somebody into the trust as this, now: a programme manager its first lead while nobody has
-- joined; then leads and executives, and executives only an executive, but for the first. Pending is nobody yet.
create function isolation.may_invite(who bigint, trust bigint, wanted text) returns boolean
language plpgsql stable parallel restricted security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select 1 from public.accounts_membership m
                 where m.trust_id = trust and m.user_id is not null and m.left_at is null) then
    return wanted = 'lead' and exists (
      select 1 from public.accounts_ystperson y where y.user_id = who and y.left_at is null and y.role = 'manager');
  end if;
  return exists (
    select 1 from public.accounts_membership m
    where m.trust_id = trust and m.user_id = who and m.left_at is null
      and (m.role = 'executive' or m.role = 'lead' and (wanted <> 'executive' or not exists (
        select 1 from public.accounts_membership e
        where e.trust_id = trust and e.role = 'executive' and e.user_id is not null and e.left_at is null))));
end $$;

-- Whether the register says that the trust has closed.
create function isolation.has_closed(trust bigint) returns boolean
language plpgsql stable parallel restricted security definer set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select 1 from public.accounts_trust t join public.accounts_registeredtrust r on r.id = t.registered_id
                 where t.id = trust and r.status = 'closed');
end $$;

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
    if new.trust_id = any(isolation.unjoined_trusts()) then
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
    if not (steering or mine or new.trust_id = any(isolation.unjoined_trusts())) then
      raise exception 'not yours to change' using errcode = '42501';
    end if;
    if (new.role, new.also_lead) is distinct from (old.role, old.also_lead) and (mine or not steering) then
      raise exception 'nobody changes their own role' using errcode = 'P0M02';
    end if;
    if old.left_at is not null and new.left_at is distinct from old.left_at then
      raise exception 'somebody who left is invited again' using errcode = '42501';
    end if;
    if new.trust_id = any(isolation.unjoined_trusts()) then return new; end if;  -- of which it may end only those
  end if;
  -- roles of executives: given, changed and ended by executives; a lead invites the first one, and while nobody has joined
  -- as one, changes and withdraws that invitation
  if (new.role = 'executive' or (tg_op = 'UPDATE' and old.role = 'executive'))
     and (tg_op = 'INSERT' or (new.role, new.also_lead, new.left_at) is distinct from (old.role, old.also_lead, old.left_at))
     and not executive and not coalesce(mine, false)
     and exists (select 1 from public.accounts_membership m
                 where m.trust_id = new.trust_id and m.role = 'executive' and m.user_id is not null and m.left_at is null) then
    raise exception 'only an executive may do this' using errcode = 'P0M03';
  end if;
  return new;
end $$;

-- After the change, so that the count is what it will be. Serialised for the trust by a row lock.
create function isolation.last_lead_stays() returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
begin
  if not (old.role = 'lead' or old.also_lead) or old.user_id is null then return null; end if;
  perform 1 from public.accounts_trust t where t.id = new.trust_id for no key update;
  if not exists (select 1 from public.accounts_membership m
                 where m.trust_id = new.trust_id and m.left_at is null and m.user_id is not null
                   and (m.role = 'lead' or m.also_lead)) then
    raise exception 'the last lead of a trust stays' using errcode = 'P0M04';
  end if;
  return null;
end $$;

-- Of those who are to be a trust's first (its first person, its first executive) one stands: the newest who is invited, or
-- whoever has joined. The others' invitations lapse. Serialised for the trust by a row lock.
create function isolation.lapse_other_firsts(who bigint, trust bigint, as_what text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  first_person boolean;
  first_executive boolean;
begin
  perform 1 from public.accounts_trust t where t.id = trust for no key update;
  first_person := not exists (
    select 1 from public.accounts_membership m
    where m.trust_id = trust and m.id <> who and m.user_id is not null and m.left_at is null);
  first_executive := as_what = 'executive' and not exists (
    select 1 from public.accounts_membership m
    where m.trust_id = trust and m.id <> who and m.role = 'executive' and m.user_id is not null and m.left_at is null);
  with lapsed as (
    update public.accounts_membership m set left_at = now()
    where m.trust_id = trust and m.id <> who and m.user_id is null and m.left_at is null
      and (first_person or first_executive and m.role = 'executive')
    returning m.id)
  update public.accounts_invitation i set withdrawn_at = now()
  from lapsed where i.membership_id = lapsed.id and i.accepted_at is null and i.withdrawn_at is null;
end $$;

create function isolation.one_first() returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
begin
  if new.left_at is null and (tg_op = 'INSERT' or (new.role, new.user_id) is distinct from (old.role, old.user_id)) then
    perform isolation.lapse_other_firsts(new.id, new.trust_id, new.role);
  end if;
  return null;
end $$;

-- Who answers for an invitation may still invite whenever it is made, sent again or sent elsewhere, and whoever sends it
-- elsewhere answers for it. One that has ended stays so. Whoever may invite nobody here is left to the policies, which say
-- nothing of the trust.
create function isolation.invitation_guard() returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
declare
  me bigint := isolation.uid();
  wanted text;
begin
  if tg_op = 'UPDATE' then
    if (old.accepted_at is not null or old.withdrawn_at is not null)
       and to_jsonb(new) - 'delivery' is distinct from to_jsonb(old) - 'delivery' then
      raise exception 'an invitation that has ended stays as it is' using errcode = 'P0M07';
    end if;
    if to_jsonb(new) - '{delivery,accepted_at,withdrawn_at}'::text[]
       is not distinct from to_jsonb(old) - '{delivery,accepted_at,withdrawn_at}'::text[] then
      return new;
    end if;
    if (new.email, new.invited_by_id) is distinct from (old.email, old.invited_by_id) and new.invited_by_id is distinct from me then
      raise exception 'whoever sends it elsewhere answers for it' using errcode = '42501';
    end if;
  elsif new.invited_by_id is distinct from me
        or not (new.trust_id = any(isolation.steering_trusts()) or isolation.yst('manager')) then
    return new;
  end if;
  select m.role into wanted from public.accounts_membership m
    where m.id = new.membership_id and m.trust_id = new.trust_id and m.user_id is null and m.left_at is null;
  if not found or not isolation.may_invite(new.invited_by_id, new.trust_id, wanted) then
    raise exception 'whoever answers for it may no longer invite' using errcode = 'P0M06';
  end if;
  if tg_op = 'UPDATE' then
    perform isolation.lapse_other_firsts(new.membership_id, new.trust_id, wanted);
  end if;
  return new;
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
  isolation.one_first(),
  isolation.invitation_guard(),
  isolation.one_side()
  to wellschool_owner;
set local role wellschool_owner;

create trigger membership_guard before insert or update on accounts_membership
  for each row execute function isolation.membership_guard();
create trigger last_lead_stays after update on accounts_membership
  for each row execute function isolation.last_lead_stays();
create trigger one_first after insert or update on accounts_membership
  for each row execute function isolation.one_first();
create trigger invitation_guard before insert or update on accounts_invitation
  for each row execute function isolation.invitation_guard();
create trigger one_side after insert or update on accounts_membership
  for each row execute function isolation.one_side();
create trigger one_side after insert or update on accounts_ystperson
  for each row execute function isolation.one_side();
