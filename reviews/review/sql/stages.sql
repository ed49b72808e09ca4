-- The life of a review: permitted transitions, whose they are and what they need; the snapshot at the sign-off.
set local role wellschool_guard;

-- A copy of the table in reviews/lifecycle.py, made after each migration.
create table if not exists isolation.transition (
  before text, after text, whose text not null,
  primary key (before, after)
);

-- Whose decision a transition is, or null where there is none.
create or replace function isolation.transition_by(before text, after text) returns text language sql stable
set search_path = pg_catalog, pg_temp as $$
  select t.whose from isolation.transition t where (t.before, t.after) = ($1, $2)
$$;

-- Raises unless everyone's ratings may be shown now; returns whether names are shown.
create or replace function isolation.checked_reveal(which bigint, names boolean) returns boolean language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
declare
  n record;
begin
  select count(*) filter (where not x.withdrawn) as taking_part,
         count(*) filter (where x.submitted) as submitted,
         count(*) filter (where x.submitted and x.names_consent) as consenting,
         count(*) filter (where x.removed_while_rating) as removed,
         count(*) filter (where not x.withdrawn and not x.submitted and m.left_at is null and (m.role = 'lead' or m.also_lead)) as leads_waiting
    into n
    from public.reviews_reviewer x join public.accounts_membership m on m.id = x.membership_id where x.review_id = which;
  if n.submitted = 0 then raise exception 'nobody has submitted' using errcode = 'P0S01'; end if;
  if n.submitted = n.taking_part and n.removed = 0 then return names; end if;
  -- early, which a removal counts as
  if n.submitted < n.taking_part
     and not exists (select 1 from public.reviews_earlyshowing e where e.review_id = which and e.removed_id is null) then
    raise exception 'showing early needs a reason' using errcode = 'P0S02';
  end if;
  if n.submitted < 2 and n.taking_part > 1 then raise exception 'at least two must have submitted' using errcode = 'P0S03'; end if;
  if n.leads_waiting > 0 then raise exception 'a lead who rates submits first' using errcode = 'P0S04'; end if;
  if names or n.submitted >= 3 then return names; end if;
  if n.consenting = n.submitted then return true; end if;
  raise exception 'names are hidden: three must have submitted, or each agree to names' using errcode = 'P0S05';
end $$;

-- A review's columns and its stage: who changes which, in what order, and what each stage needs.
create or replace function isolation.stage_guard() returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
declare
  lead boolean := new.trust_id = any(isolation.lead_trusts());
  executive boolean := new.trust_id = any(isolation.exec_trusts());
  whose text;
begin
  if not (lead or executive) then
    perform isolation.refuse('reviews_review');
  end if;
  if tg_op = 'INSERT' then
    if not lead or new.stage <> 'draft'
       or num_nonnulls(new.rating_at, new.revealed_at, new.signed_off_at, new.reopened_at, new.cancelled_at) > 0 then
      perform isolation.refuse('reviews_review');
    end if;
    return new;
  end if;
  if (new.id, new.trust_id, new.uuid, new.framework_id, new.version_id, new.created_at, new.created_by_id, new.previous_id)
      is distinct from (old.id, old.trust_id, old.uuid, old.framework_id, old.version_id, old.created_at, old.created_by_id, old.previous_id) then
    raise exception 'fixed for good' using errcode = '42501';
  end if;
  if (new.title, new.due_on, new.academic_year, new.term, new.names_shown, new.names_asked_at)
      is distinct from (old.title, old.due_on, old.academic_year, old.term, old.names_shown, old.names_asked_at) and not lead then
    raise exception 'set up by a lead' using errcode = '42501';
  end if;
  if (new.names_shown is distinct from old.names_shown or (new.academic_year, new.term) is distinct from (old.academic_year, old.term))
     and old.stage <> 'draft' then
    raise exception 'fixed once rating has begun' using errcode = 'P0S06';
  end if;
  if new.stage = old.stage then
    if (new.rating_at, new.revealed_at, new.signed_off_at, new.reopened_at, new.cancelled_at)
        is distinct from (old.rating_at, old.revealed_at, old.signed_off_at, old.reopened_at, old.cancelled_at) then
      raise exception 'a time changes with its stage' using errcode = '42501';
    end if;
    return new;
  end if;
  whose := isolation.transition_by(old.stage, new.stage);
  if whose is null then raise exception 'no such transition' using errcode = 'P0S00'; end if;
  if not (whose = 'lead' and lead or whose = 'executive' and executive) then
    raise exception 'not yours to decide' using errcode = '42501';
  end if;
  -- each change sets its own time and no other: with the time of a showing, cancelling would show everything
  if new.rating_at is distinct from old.rating_at and new.stage <> 'rating'
     or new.revealed_at is distinct from old.revealed_at and (old.stage, new.stage) <> ('rating', 'comparing')
     or new.signed_off_at is distinct from old.signed_off_at and new.stage <> 'agreed'
     or new.reopened_at is distinct from old.reopened_at and old.stage <> 'agreed'
     or new.cancelled_at is distinct from old.cancelled_at and new.stage <> 'cancelled' then
    raise exception 'a time changes with its stage' using errcode = '42501';
  end if;
  if new.stage = 'rating' then
    if not exists (select 1 from public.accounts_termsacceptance a where a.trust_id = new.trust_id) then
      raise exception 'an executive accepts the terms first' using errcode = 'P0S12';
    end if;
    if not exists (select 1 from public.reviews_reviewer x where x.review_id = new.id and not x.withdrawn) then
      raise exception 'no reviewer chosen' using errcode = 'P0S07';
    end if;
    if not new.names_shown and (select count(*) from public.reviews_reviewer x where x.review_id = new.id and not x.withdrawn) < 3 then
      raise exception 'names are hidden from three reviewers up' using errcode = 'P0S08';
    end if;
  elsif old.stage = 'rating' and new.stage = 'comparing' then
    new.names_shown := isolation.checked_reveal(new.id, new.names_shown);
  elsif new.stage = 'agreed' then
    if exists (select 1 from public.frameworks_statement s where s.version_id = new.version_id and not exists (
        select 1 from public.reviews_agreedlevel a where a.review_id = new.id and a.statement_id = s.id
          and (a.level is not null or a.left_open_reason <> ''))) then
      raise exception 'every statement is agreed or left open with a reason' using errcode = 'P0S09';
    end if;
  elsif old.stage = 'agreed' then
    if not exists (select 1 from public.reviews_reopening o where o.review_id = new.id and o.after_number = (
        select max(s.number) from public.reviews_snapshot s where s.review_id = new.id)) then
      raise exception 'reopening needs a reason' using errcode = 'P0S10';
    end if;
  elsif new.stage = 'cancelled' and old.signed_off_at is not null then
    raise exception 'not after a sign-off' using errcode = 'P0S11';
  end if;
  return new;
end $$;

-- What the import may do to a review, while a programme manager is acting: cancel it, and nothing else.
create or replace function isolation.closing_guard() returns trigger language plpgsql
set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'INSERT' or not isolation.yst('manager') or new.stage <> 'cancelled' or new.cancelled_at is null
     or old.stage = 'cancelled' or old.signed_off_at is not null
     or to_jsonb(new) - '{stage,cancelled_at}'::text[] <> to_jsonb(old) - '{stage,cancelled_at}'::text[] then
    raise exception 'an import only ends what is unfinished' using errcode = '42501';
  end if;
  return new;
end $$;

-- The sign-off as it was: agreed levels, and who rated independently, when, and what was shown early.
create or replace function isolation.make_snapshot() returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
declare
  made bigint;
  who record;
begin
  if not (new.stage = 'agreed' and old.stage = 'comparing') then return null; end if;
  select m.id, m.name into who from public.accounts_membership m
    where m.user_id = isolation.uid() and m.trust_id = new.trust_id and m.left_at is null;
  insert into public.reviews_snapshot (trust_id, review_id, number, signed_off_at, signed_off_by_id, signed_off_by_name, independence)
  values (
    new.trust_id, new.id,
    1 + coalesce((select max(s.number) from public.reviews_snapshot s where s.review_id = new.id), 0),
    new.signed_off_at, who.id, coalesce(who.name, ''), isolation.independence(new.id))
  returning id into made;
  insert into public.reviews_snapshotlevel (trust_id, snapshot_id, statement_id, level, rationale, left_open_reason)
    select a.trust_id, made, a.statement_id, a.level, a.rationale, a.left_open_reason
    from public.reviews_agreedlevel a where a.review_id = new.id;
  return null;
end $$;

-- Who rated, when, what was shown early and who was left out: as the snapshot keeps it.
create or replace function isolation.independence(which bigint) returns jsonb language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
begin
  return (
    select jsonb_build_object(
      'rating_at', r.rating_at, 'shown_at', r.revealed_at, 'names_shown', r.names_shown,
      'reviewers', (
        select coalesce(jsonb_agg(jsonb_build_object('member', m.id, 'name', m.name, 'job_title', m.job_title, 'submitted_at', s.submitted_at)
                                  order by m.name_key, x.id), '[]')
        from public.reviews_reviewer x join public.accounts_membership m on m.id = x.membership_id
        join public.reviews_submission s on s.reviewer_id = x.id and s.recalled_at is null
        where x.review_id = r.id and x.submitted),
      'left_out', (select count(*) from public.reviews_reviewer x where x.review_id = r.id and not x.submitted and (not x.withdrawn or x.removed_while_rating)),
      'early_reasons', (select coalesce(jsonb_agg(e.reason order by e.at, e.id), '[]') from public.reviews_earlyshowing e where e.review_id = r.id))
    from public.reviews_review r where r.id = which);
end $$;

grant execute on function
  isolation.stage_guard(), isolation.closing_guard(), isolation.make_snapshot()
  to wellschool_owner;
