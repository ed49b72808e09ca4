-- Next steps: when they can change, and which of their updates every member reads.
set local role wellschool_guard;

-- Next steps: from the showing on, and followed up after the sign-off. Shown to every member by a sign-off alone.
create or replace function isolation.next_step_guard() returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
declare
  r record;
begin
  if new.review_id is null or new.review_id <> all(isolation.comparable_reviews())
     or tg_op = 'UPDATE' and (new.id, new.uuid, new.trust_id, new.review_id, new.created_at) is distinct from (old.id, old.uuid, old.trust_id, old.review_id, old.created_at) then
    perform isolation.refuse('reviews_nextstep');
  end if;
  if tg_op = 'INSERT' and new.shown_at is not null then raise exception 'shown by a sign-off' using errcode = '42501'; end if;
  select v.stage, v.version_id into r from public.reviews_review v where v.id = new.review_id for share;
  if coalesce(r.stage, '') not in ('comparing', 'agreed') then raise exception 'nothing is planned now' using errcode = 'P0A01'; end if;
  if new.statement_id is not null and not exists (select 1 from public.frameworks_statement s where s.id = new.statement_id and s.version_id = r.version_id)
     or new.domain_id is not null and not exists (select 1 from public.frameworks_domain d where d.id = new.domain_id and d.version_id = r.version_id) then
    raise exception 'no such statement in this review' using errcode = 'P0R03';
  end if;
  return new;
end $$;

-- An update is shown to every member when the step was, at the time of writing. What was written before stays with those
-- of the comparison. It says nothing to whoever writes: the policy refuses an update of somebody else's step.
create or replace function isolation.update_shown() returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
begin
  new.shown := exists (select 1 from public.reviews_nextstep n where n.id = new.next_step_id and n.shown_at is not null);
  return new;
end $$;

-- A sign-off keeps the next steps as they are, and shows them to every member: those of its review, and those added since
-- to what was signed off before; none that was dropped.
create or replace function isolation.sign_off_steps() returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
begin
  insert into public.reviews_snapshotstep (trust_id, snapshot_id, statement_id, domain_id, text, owner_id, owner_name, due_on, half_term, priority, status)
    select n.trust_id, new.id, n.statement_id, n.domain_id, n.text, n.owner_id, coalesce(m.name, n.owner_name), n.due_on, n.half_term, n.priority, n.status
    from public.reviews_nextstep n left join public.accounts_membership m on m.id = n.owner_id
    where n.review_id = new.review_id and n.status <> 'dropped';
  update public.reviews_nextstep n set shown_at = new.signed_off_at
    where n.trust_id = new.trust_id and n.shown_at is null and n.status <> 'dropped' and exists (
      select 1 from public.reviews_review r where r.id = n.review_id and r.stage = 'agreed');
  return null;
end $$;

grant execute on function isolation.next_step_guard(), isolation.update_shown(), isolation.sign_off_steps() to wellschool_owner;

-- on a table of the room below, which knows nothing of plans
set local role wellschool_owner;
create or replace trigger sign_off_steps after insert on reviews_snapshot
  for each row execute function isolation.sign_off_steps();
