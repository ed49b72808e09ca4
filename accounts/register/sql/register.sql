-- What the register says: its own columns are changed by an import alone, and a trust that has closed is read only.
set local role wellschool_guard;

-- Whether the register says that the trust has closed.
create or replace function isolation.has_closed(trust bigint) returns boolean
language plpgsql stable parallel restricted security definer set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select 1 from public.accounts_trust t join public.accounts_registeredtrust r on r.id = t.registered_id
                 where t.id = trust and r.status = 'closed');
end $$;

-- What the register says of a trust, its people cannot overwrite; nor do they change one that has closed. With the caller's
-- rights: everybody may read the register's trusts.
create or replace function isolation.trust_guard() returns trigger language plpgsql
set search_path = pg_catalog, pg_temp as $$
declare
  r record;
begin
  if current_user = 'wellschool_migrate' or isolation.job() = 'register' and isolation.yst('manager') then
    return new;
  end if;
  if exists (select 1 from public.accounts_registeredtrust t where t.id = old.registered_id and t.status = 'closed') then
    raise exception 'the trust has closed' using errcode = 'P0T02';
  end if;
  if new.registered_id is distinct from old.registered_id then
    raise exception 'only an import finds a trust in the register' using errcode = '42501';
  end if;
  select t.name, t.region, t.phase, t.schools, t.pupils into r
    from public.accounts_registeredtrust t where t.id = old.registered_id;
  if not found then return new; end if;
  if new.name <> old.name and not isolation.same_letters(new.name, r.name) then
    raise exception 'how a name is written may change, the name may not' using errcode = 'P0T03';
  end if;
  if new.group_id is distinct from old.group_id
     or (r.region <> '' and new.region is distinct from old.region)
     or (r.phase <> '' and new.phase is distinct from old.phase)
     or (r.schools is not null and new.schools is distinct from old.schools)
     or (r.pupils is not null and new.pupils is distinct from old.pupils) then
    raise exception 'this comes from the register' using errcode = 'P0T01';
  end if;
  return new;
end $$;

-- A trust that the register says has closed is read and no longer changed by its people. On every table of a trust that
-- they write; what may stay is said by the trigger's own condition, or, with the reason, in the catalogue's test. With the
-- caller's rights: whoever may not see the trust is told nothing of it, and is refused by the policies.
create or replace function isolation.closed_guard() returns trigger language plpgsql
set search_path = pg_catalog, pg_temp as $$
declare
  its bigint := case when tg_op = 'DELETE' then old.trust_id else new.trust_id end;
begin
  -- the guard writes within a change that was let through already
  if current_user not in ('wellschool_migrate', 'wellschool_guard') and exists (
      select 1 from public.accounts_trust t join public.accounts_registeredtrust r on r.id = t.registered_id
      where t.id = its and r.status = 'closed') then
    raise exception 'the trust has closed' using errcode = 'P0T02';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;

grant execute on function isolation.trust_guard(), isolation.closed_guard() to wellschool_owner;
