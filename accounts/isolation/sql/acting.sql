-- Who is acting, and which trusts that opens. Owned by wellschool_guard, which may read what these look up.
set local role wellschool_guard;

create table if not exists isolation.signing_key (
  id smallint primary key,  -- 1 current; 2 while keys rotate
  inner_pad bytea not null,
  outer_pad bytea not null
);

-- The verified parts of the context: user, trust, job. Null when nobody is acting; an error when it was forged.
create or replace function isolation.parts() returns text[] language plpgsql stable parallel restricted security definer
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

-- The account that is acting, or null.
create or replace function isolation.uid() returns bigint language plpgsql stable parallel restricted security definer
set search_path = pg_catalog, pg_temp as $$
begin
  return (isolation.parts())[1]::bigint;
end $$;

-- The trust of a background job, from its slug.
create or replace function isolation.trust() returns bigint language plpgsql stable parallel restricted security definer
set search_path = pg_catalog, pg_temp as $$
begin
  return (select t.id from public.accounts_trust t where t.slug = (isolation.parts())[2]);
end $$;

-- The background job that is acting, by its name, or null.
create or replace function isolation.job() returns text language plpgsql stable parallel restricted security definer
set search_path = pg_catalog, pg_temp as $$
begin
  return (isolation.parts())[3];
end $$;

-- The only reader of memberships: active ones, narrowed to the trust of the URL. An executive may also be lead.
create or replace function isolation.trusts_as(roles text[]) returns bigint[] language plpgsql stable parallel restricted security definer
set search_path = pg_catalog, pg_temp as $$
declare
  p text[] := isolation.parts();
begin
  if p[1] is null then return '{}'; end if;
  return array(
    select m.trust_id from public.accounts_membership m
    where m.user_id = p[1]::bigint and m.left_at is null
      and (m.role = any(roles) or (m.also_lead and 'lead' = any(roles)))
      and (p[2] is null or m.trust_id = (select t.id from public.accounts_trust t where t.slug = p[2])));
end $$;

-- Trusts of which the person acting is a member, in any role.
create or replace function isolation.member_trusts() returns bigint[] language plpgsql stable parallel restricted security definer
set search_path = pg_catalog, pg_temp as $$
begin
  return isolation.trusts_as('{lead,executive,colleague,trustee}');
end $$;

-- Of those, the ones in which they are no trustee.
create or replace function isolation.working_trusts() returns bigint[] language plpgsql stable parallel restricted security definer
set search_path = pg_catalog, pg_temp as $$
begin
  return isolation.trusts_as('{lead,executive,colleague}');
end $$;

-- Trusts that they lead or head.
create or replace function isolation.steering_trusts() returns bigint[] language plpgsql stable parallel restricted security definer
set search_path = pg_catalog, pg_temp as $$
begin
  return isolation.trusts_as('{lead,executive}');
end $$;

-- Trusts of which they are a review lead.
create or replace function isolation.lead_trusts() returns bigint[] language plpgsql stable parallel restricted security definer
set search_path = pg_catalog, pg_temp as $$
begin
  return isolation.trusts_as('{lead}');
end $$;

-- Trusts of which they are an executive.
create or replace function isolation.exec_trusts() returns bigint[] language plpgsql stable parallel restricted security definer
set search_path = pg_catalog, pg_temp as $$
begin
  return isolation.trusts_as('{executive}');
end $$;

-- Whether an active account of YST is acting, in this role if one is named.
create or replace function isolation.yst(wanted text default null) returns boolean language plpgsql stable parallel restricted security definer
set search_path = pg_catalog, pg_temp as $$
declare
  p text[] := isolation.parts();
begin
  return p[1] is not null and exists (
    select 1 from public.accounts_ystperson y
    where y.user_id = p[1]::bigint and y.left_at is null and (wanted is null or y.role = wanted));
end $$;

-- The trusts that an advisor is assigned to; all of them for a programme manager.
create or replace function isolation.yst_trusts() returns bigint[] language plpgsql stable parallel restricted security definer
set search_path = pg_catalog, pg_temp as $$
declare
  p text[] := isolation.parts();
  mine text := (select y.role from public.accounts_ystperson y where y.user_id = p[1]::bigint and y.left_at is null);
begin
  if mine = 'manager' then
    return array(select t.id from public.accounts_trust t where p[2] is null or t.slug = p[2]);
  elsif mine is not null then
    return array(
      select a.trust_id from public.accounts_assignment a
      where a.user_id = p[1]::bigint and a.ended_at is null
        and (p[2] is null or a.trust_id = (select t.id from public.accounts_trust t where t.slug = p[2])));
  end if;
  return '{}';
end $$;

-- Refuses in the words of row-level security itself: nobody can tell a guard's refusal from a policy's.
create or replace function isolation.refuse(about text) returns void language plpgsql
set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'new row violates row-level security policy for table "%"', about using errcode = '42501';
end $$;

-- Whoever acts is written beside their name by the database, so that nobody signs for somebody else: in the column that is
-- told, their membership in the row's trust; nothing where they have none, as when the register is applied.
create or replace function isolation.signs() returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
begin
  return jsonb_populate_record(new, jsonb_build_object(tg_argv[0], (
    select m.id from public.accounts_membership m
    where m.user_id = isolation.uid() and m.trust_id = new.trust_id and m.left_at is null)));
end $$;

grant execute on function isolation.signs() to wellschool_owner;
grant execute on function
  isolation.parts(), isolation.uid(), isolation.trust(), isolation.job(), isolation.trusts_as(text[]),
  isolation.member_trusts(), isolation.working_trusts(), isolation.steering_trusts(), isolation.lead_trusts(),
  isolation.exec_trusts(), isolation.yst(text), isolation.yst_trusts()
  to wellschool_web, wellschool_worker, wellschool_yst, wellschool_shuffler, wellschool_migrate, wellschool_owner;
grant execute on function isolation.uid(), isolation.member_trusts(), isolation.yst(text) to wellschool_releaser;
