-- A published version never changes, whoever asks.
set local role wellschool_guard;

-- The edition itself.
create or replace function isolation.version_is_frozen() returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
begin
  if old.published_at is not null then
    raise exception 'a published version never changes' using errcode = 'P0F01';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;

-- Its pillars, levels, domains and statements: none is added, changed, moved or deleted.
create or replace function isolation.content_is_frozen() returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select 1 from public.frameworks_frameworkversion v
             where v.published_at is not null
               and v.id in (case when tg_op <> 'INSERT' then old.version_id end, case when tg_op <> 'DELETE' then new.version_id end)) then
    raise exception 'a published version never changes' using errcode = 'P0F01';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;

grant execute on function isolation.version_is_frozen(), isolation.content_is_frozen() to wellschool_owner;
