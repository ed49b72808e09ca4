-- A release never changes, and what it counted is not shared more widely.
set local role wellschool_releaser;

-- A release is made once, then published or discarded; after that it never changes. With the caller's rights.
create or replace function isolation.release_guard() returns trigger language plpgsql
set search_path = pg_catalog, pg_temp as $$
begin
  if current_user = 'wellschool_releaser' then return new; end if;
  if tg_op = 'INSERT' then
    if new.state <> 'queued' then raise exception 'a release starts by being asked for' using errcode = '42501'; end if;
    if (select count(*) from public.frameworks_level v where v.version_id = new.version_id) <> 3 then
      raise exception 'figures are made of three levels' using errcode = 'P0N05';
    end if;
    return new;
  end if;
  if old.state in ('published', 'discarded') then
    raise exception 'a release that was published or discarded never changes' using errcode = 'P0N03';
  end if;
  if new.state <> old.state and old.state || '>' || new.state not in (
      'queued>making', 'making>queued', 'queued>failed', 'making>failed', 'failed>queued',
      'previewed>published', 'previewed>discarded') then
    raise exception 'no such step for a release' using errcode = 'P0N04';
  end if;
  return new;
end $$;

-- Once a review is counted, what YST may see of it is narrowed or withdrawn, never widened: figures counted it among
-- those that hide one another. After the insert, when the policy has let it pass; waits for a release being made.
create or replace function isolation.never_widened() returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
declare
  narrow_first text[] := '{nothing,releases,agreed}';
begin
  perform pg_advisory_xact_lock_shared(hashtext('national releases'));
  update public.reviews_releasecount k set widest = new.choice
    where k.review_id = new.review_id
      and array_position(narrow_first, new.choice::text) <= array_position(narrow_first, k.widest::text);
  if not found and exists (select from public.reviews_releasecount k where k.review_id = new.review_id) then
    raise exception 'a review that was counted is not shared more widely' using errcode = 'P0C01';
  end if;
  return null;
end $$;

grant execute on function isolation.release_guard(), isolation.never_widened() to wellschool_owner;

-- on a table of the room below, which knows nothing of releases
set local role wellschool_owner;
create or replace trigger never_widened after insert on reviews_consent
  for each row execute function isolation.never_widened();
