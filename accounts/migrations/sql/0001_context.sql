-- Who is acting, and which trusts that opens. Owned by wellschool_guard, which may read what these functions look up.
set local check_function_bodies = off;
set local role wellschool_guard;

create table isolation.signing_key (
  id smallint primary key,  -- 1 current; 2 while keys rotate
  inner_pad bytea not null,
  outer_pad bytea not null
);

-- The verified parts of the context: user, trust, job. Null when nobody is acting; an error when it was forged.
create function isolation.parts() returns text[] language plpgsql stable parallel restricted security definer
set search_path = pg_catalog, pg_temp as $$
declare
  raw text := nullif(current_setting('app.ctx', true), '');
  p text[];
begin
  if raw is null then return null; end if;
  p := string_to_array(raw, '.');
  if cardinality(p) <> 5 or p[4] <> pg_backend_pid()::text then
    raise exception 'context refused' using errcode = '42501';
  end if;
  perform 1 from isolation.signing_key k
    where encode(sha256(k.outer_pad || sha256(k.inner_pad || convert_to(array_to_string(p[1:4], '.'), 'UTF8'))), 'hex') = p[5];
  if not found then
    raise exception 'context refused' using errcode = '42501';
  end if;
  return array[nullif(p[1], ''), nullif(p[2], ''), nullif(p[3], '')];
end $$;

create function isolation.uid() returns bigint language plpgsql stable parallel restricted security definer
set search_path = pg_catalog, pg_temp as $$
begin
  return (isolation.parts())[1]::bigint;
end $$;

-- The trust of a background job, from its slug.
create function isolation.trust() returns bigint language plpgsql stable parallel restricted security definer
set search_path = pg_catalog, pg_temp as $$
begin
  return (select t.id from public.accounts_trust t where t.slug = (isolation.parts())[2]);
end $$;

create function isolation.job() returns text language plpgsql stable parallel restricted security definer
set search_path = pg_catalog, pg_temp as $$
begin
  return (isolation.parts())[3];
end $$;

-- The only reader of memberships: active ones, narrowed to the trust of the URL. An executive may also be lead.
create function isolation.trusts_as(roles text[]) returns bigint[] language plpgsql stable parallel restricted security definer
set search_path = pg_catalog, pg_temp as $$
declare
  p text[] := isolation.parts();
begin
  if p[1] is null then return '{}'; end if;
  return array(
    select m.trust_id from public.accounts_membership m join public.accounts_trust t on t.id = m.trust_id
    where m.user_id = p[1]::bigint and m.left_at is null
      and (m.role = any(roles) or (m.also_lead and 'lead' = any(roles)))
      and (p[2] is null or t.slug = p[2]));
end $$;

create function isolation.member_trusts() returns bigint[] language plpgsql stable parallel restricted security definer
set search_path = pg_catalog, pg_temp as $$
begin
  return isolation.trusts_as('{lead,executive,colleague,trustee}');
end $$;

create function isolation.working_trusts() returns bigint[] language plpgsql stable parallel restricted security definer
set search_path = pg_catalog, pg_temp as $$
begin
  return isolation.trusts_as('{lead,executive,colleague}');
end $$;

create function isolation.steering_trusts() returns bigint[] language plpgsql stable parallel restricted security definer
set search_path = pg_catalog, pg_temp as $$
begin
  return isolation.trusts_as('{lead,executive}');
end $$;

create function isolation.lead_trusts() returns bigint[] language plpgsql stable parallel restricted security definer
set search_path = pg_catalog, pg_temp as $$
begin
  return isolation.trusts_as('{lead}');
end $$;

create function isolation.exec_trusts() returns bigint[] language plpgsql stable parallel restricted security definer
set search_path = pg_catalog, pg_temp as $$
begin
  return isolation.trusts_as('{executive}');
end $$;

-- Trusts that nobody has joined yet: the invitation of their first lead is a programme manager's to make, see, correct and
-- withdraw. Whoever is invited, or was and let it run out, is nobody yet.
create function isolation.unjoined_trusts() returns bigint[] language plpgsql stable parallel restricted security definer
set search_path = pg_catalog, pg_temp as $$
begin
  if not isolation.yst('manager') then return '{}'; end if;
  return array(select t.id from public.accounts_trust t where not exists (
    select 1 from public.accounts_membership m where m.trust_id = t.id and m.user_id is not null and m.left_at is null));
end $$;

-- Whether an active account of YST is acting, in this role if one is named.
create function isolation.yst(wanted text default null) returns boolean language plpgsql stable parallel restricted security definer
set search_path = pg_catalog, pg_temp as $$
declare
  p text[] := isolation.parts();
begin
  return p[1] is not null and exists (
    select 1 from public.accounts_ystperson y
    where y.user_id = p[1]::bigint and y.left_at is null and (wanted is null or y.role = wanted));
end $$;

-- The trusts that an advisor is assigned to; all of them for a programme manager.
create function isolation.yst_trusts() returns bigint[] language plpgsql stable parallel restricted security definer
set search_path = pg_catalog, pg_temp as $$
declare
  p text[] := isolation.parts();
begin
  if isolation.yst('manager') then
    return array(select t.id from public.accounts_trust t where p[2] is null or t.slug = p[2]);
  elsif isolation.yst() then
    return array(
      select a.trust_id from public.accounts_assignment a join public.accounts_trust t on t.id = a.trust_id
      where a.user_id = p[1]::bigint and a.ended_at is null and (p[2] is null or t.slug = p[2]));
  end if;
  return '{}';
end $$;

-- How far the trusts that somebody at YST sees have come before their first self-review: joined, or invited and until when.
-- Whom a trust invites once somebody has joined is its own affair.
create function isolation.trust_starts() returns table (trust bigint, joined boolean, invited_until timestamptz)
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
create function isolation.people_to_call(trusts bigint[])
returns table (trust bigint, called text, address text, is_executive boolean, is_lead boolean)
language plpgsql stable parallel restricted security definer set search_path = pg_catalog, pg_temp as $$
begin
  return query
    select m.trust_id, m.name::text, u.email::text, m.role = 'executive', m.role = 'lead' or m.also_lead
    from public.accounts_membership m join public.accounts_user u on u.id = m.user_id
    where m.trust_id = any(trusts) and m.left_at is null and m.role in ('lead', 'executive')
      and (m.trust_id = any(isolation.yst_trusts()) or m.trust_id = any(isolation.member_trusts()));
end $$;

-- An invitation as its link shows it, to whoever holds the link.
create function isolation.invitation_behind(hash text)
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
create function isolation.accept_invitation(hash text, at timestamptz) returns text language plpgsql security definer
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

grant execute on all functions in schema isolation to
  wellschool_web, wellschool_worker, wellschool_yst, wellschool_shuffler, wellschool_migrate, wellschool_owner;
set local role wellschool_owner;
