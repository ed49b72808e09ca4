-- People of trusts and of YST: who may invite, join, change and leave. What a policy cannot say, as it looks at other rows.
set local role wellschool_guard;

-- Trusts that nobody has joined yet: the invitation of their first lead is a programme manager's to make, see, correct and
-- withdraw. Whoever is invited, or was and let it run out, is nobody yet.
create or replace function isolation.unjoined_trusts() returns bigint[] language plpgsql stable parallel restricted security definer
set search_path = pg_catalog, pg_temp as $$
begin
  if not isolation.yst('manager') then return '{}'; end if;
  return array(select t.id from public.accounts_trust t where not exists (
    select 1 from public.accounts_membership m where m.trust_id = t.id and m.user_id is not null and m.left_at is null));
end $$;

-- How far the trusts that somebody at YST sees have come before their first self-review: joined, or invited and until when.
-- Whom a trust invites once somebody has joined is its own affair.
create or replace function isolation.trust_starts() returns table (trust bigint, joined boolean, invited_until timestamptz)
language plpgsql stable parallel restricted security definer set search_path = pg_catalog, pg_temp as $$
begin
  return query
    with begun as (
      select t.id, exists (select 1 from public.accounts_membership m
                           where m.trust_id = t.id and m.user_id is not null and m.left_at is null) as has_joined
      from unnest(isolation.yst_trusts()) t(id))
    select b.id, b.has_joined, (
      select max(i.expires_at) from public.accounts_invitation i
      where i.trust_id = b.id and not b.has_joined and i.accepted_at is null and i.withdrawn_at is null)
    from begun b;
end $$;

-- Whom YST may call: a trust's review leads and executives who have joined, with name and address, and nobody else. For YST's
-- people of the trusts that they see, and for a trust's own members, who are shown what YST sees.
create or replace function isolation.people_to_call(trusts bigint[])
returns table (trust bigint, called text, address text, is_executive boolean, is_lead boolean)
language plpgsql stable parallel restricted security definer set search_path = pg_catalog, pg_temp as $$
declare
  seen bigint[] := isolation.yst_trusts() || isolation.member_trusts();  -- asked once, and not for each row
begin
  return query
    select m.trust_id, m.name::text, u.email::text, m.role = 'executive', m.role = 'lead' or m.also_lead
    from public.accounts_membership m join public.accounts_user u on u.id = m.user_id
    where m.trust_id = any(trusts) and m.left_at is null and m.role in ('lead', 'executive')
      and m.trust_id = any(seen);
end $$;

-- An invitation as its link shows it, to whoever holds the link.
create or replace function isolation.invitation_behind(hash text)
returns table (id bigint, trust_name text, trust_slug text, email text, role text, invited_by text, name text,
               expires_at timestamptz, accepted_at timestamptz, withdrawn_at timestamptz, has_account boolean,
               may_invite boolean, has_closed boolean)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return query
    select i.id, t.name::text, t.slug::text, i.email::text, m.role::text, i.invited_by_name::text, m.name::text, i.expires_at, i.accepted_at, i.withdrawn_at,
           exists (select 1 from public.accounts_user u where lower(u.email) = lower(i.email)),
           isolation.may_invite(i.invited_by_id, i.trust_id, m.role), isolation.has_closed(t.id)
    from public.accounts_invitation i
    join public.accounts_membership m on m.id = i.membership_id
    join public.accounts_trust t on t.id = i.trust_id
    where i.token_hash = hash;
end $$;

-- Accept as the person who is signed in. Bound to the invited address, which that account must have verified, and to the
-- inviter, who must still be allowed to invite. One at a time for a trust, so that only one is ever first.
create or replace function isolation.accept_invitation(hash text, at timestamptz) returns text language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
declare
  me bigint := isolation.uid();
  i public.accounts_invitation;
  wanted text;
begin
  if me is null then raise exception 'sign in first' using errcode = '42501'; end if;
  perform 1 from public.accounts_trust t
    where t.id = (select x.trust_id from public.accounts_invitation x where x.token_hash = hash) for no key update;
  select * into i from public.accounts_invitation where token_hash = hash for update;
  if not found or i.accepted_at is not null or i.withdrawn_at is not null or i.expires_at <= at then
    return 'closed';
  end if;
  -- a membership that has an account is never handed to another: it may hold somebody's ratings
  select m.role into wanted from public.accounts_membership m
    where m.id = i.membership_id and m.user_id is null and m.left_at is null for update;
  if not found then return 'closed'; end if;
  if not exists (select 1 from public.account_emailaddress e
                 where e.user_id = me and e.verified and lower(e.email) = lower(i.email)) then
    return 'other address';
  end if;
  if exists (select 1 from public.accounts_ystperson y where y.user_id = me and y.left_at is null) then
    return 'yst account';
  end if;
  if exists (select 1 from public.accounts_membership m
             where m.trust_id = i.trust_id and m.user_id = me and m.left_at is null) then
    return 'already a member';
  end if;
  if isolation.has_closed(i.trust_id) then return 'trust closed'; end if;
  if not isolation.may_invite(i.invited_by_id, i.trust_id, wanted) then return 'inviter'; end if;
  update public.accounts_membership set user_id = me, joined_at = at where id = i.membership_id;
  update public.accounts_invitation set accepted_at = at where id = i.id;
  return 'accepted';
end $$;

-- Whether this account may invite somebody into the trust as this, now: a programme manager its first lead while nobody has
-- joined; then leads and executives, and executives only an executive, but for the first. Pending is nobody yet.
create or replace function isolation.may_invite(who bigint, trust bigint, wanted text) returns boolean
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

-- Nobody raises their own role, executives answer for executives, the last lead stays, an account is never moved.
-- With the caller's rights: only accept_invitation, which runs as wellschool_guard, joins an account to a membership.
create or replace function isolation.membership_guard() returns trigger language plpgsql
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
create or replace function isolation.last_lead_stays() returns trigger language plpgsql security definer
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
create or replace function isolation.lapse_other_firsts(who bigint, trust bigint, as_what text) returns void
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

-- Whoever is to be first of a trust lapses the others who were, whenever somebody is invited, changes role or joins.
create or replace function isolation.one_first() returns trigger language plpgsql security definer
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
create or replace function isolation.invitation_guard() returns trigger language plpgsql security definer
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
create or replace function isolation.one_side() returns trigger language plpgsql security definer
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
  isolation.unjoined_trusts(), isolation.trust_starts(), isolation.people_to_call(bigint[]),
  isolation.invitation_behind(text), isolation.accept_invitation(text, timestamptz)
  to wellschool_web, wellschool_worker, wellschool_yst, wellschool_shuffler, wellschool_migrate, wellschool_owner;
grant execute on function
  isolation.membership_guard(), isolation.last_lead_stays(), isolation.one_first(), isolation.invitation_guard(),
  isolation.one_side()
  to wellschool_owner;
