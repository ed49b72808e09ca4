-- What policies cannot do for ratings and submissions: take the lock that keeps a late save and the showing apart,
-- and look at other rows. Each first checks the caller's right in the policy's own words, so that neither its
-- messages nor its locks tell anybody about rows they may not see.
set local role wellschool_guard;

create function isolation.rating_guard() returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
declare
  p record;
  r record;
begin
  if new.reviewer_id is null or new.reviewer_id <> all(isolation.my_reviewers()) then
    raise exception 'new row violates row-level security policy for table "reviews_rating"' using errcode = '42501';
  end if;
  if tg_op = 'UPDATE' and (new.id, new.trust_id, new.review_id, new.reviewer_id, new.statement_id)
      is distinct from (old.id, old.trust_id, old.review_id, old.reviewer_id, old.statement_id) then
    raise exception 'new row violates row-level security policy for table "reviews_rating"' using errcode = '42501';
  end if;
  select x.review_id, x.trust_id into p from public.reviews_reviewer x where x.id = new.reviewer_id;
  if p.review_id is distinct from new.review_id or p.trust_id is distinct from new.trust_id then
    raise exception 'new row violates row-level security policy for table "reviews_rating"' using errcode = '42501';
  end if;
  select v.stage, v.version_id into r from public.reviews_review v where v.id = p.review_id for share;
  if r.stage is distinct from 'rating' then
    raise exception 'ratings are no longer taken' using errcode = 'P0R01';
  end if;
  if exists (select 1 from public.reviews_reviewer x where x.id = new.reviewer_id and x.withdrawn) then
    raise exception 'no longer a reviewer' using errcode = 'P0R09';
  end if;
  if exists (select 1 from public.reviews_reviewer x where x.id = new.reviewer_id and x.submitted) then
    raise exception 'these ratings are submitted' using errcode = 'P0R02';
  end if;
  if tg_op = 'INSERT' and not exists (
      select 1 from public.frameworks_statement s where s.id = new.statement_id and s.version_id = r.version_id) then
    raise exception 'no such statement in this review' using errcode = 'P0R03';
  end if;
  return new;
end $$;

-- With the caller's rights, as wellschool_guard sees no rating: every statement has an answer.
create function isolation.submit_complete() returns trigger language plpgsql
set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'INSERT' and (
      select count(*) from public.frameworks_statement s join public.reviews_review r on r.version_id = s.version_id
      where r.id = new.review_id
    ) <> (
      select count(*) from public.reviews_rating q
      where q.reviewer_id = new.reviewer_id and (q.level is not null or q.cant_say)
    ) then
    raise exception 'not every statement is answered' using errcode = 'P0R08';
  end if;
  return new;
end $$;

create function isolation.submission_guard() returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
declare
  p record;
  r record;
begin
  if new.reviewer_id is null or new.reviewer_id <> all(isolation.my_reviewers()) then
    raise exception 'new row violates row-level security policy for table "reviews_submission"' using errcode = '42501';
  end if;
  select x.review_id, x.trust_id into p from public.reviews_reviewer x where x.id = new.reviewer_id;
  if p.review_id is distinct from new.review_id or p.trust_id is distinct from new.trust_id then
    raise exception 'new row violates row-level security policy for table "reviews_submission"' using errcode = '42501';
  end if;
  -- for update: submissions, removals and the showing cannot cross, and no save slips in between
  select v.stage into r from public.reviews_review v where v.id = p.review_id for update;
  if r.stage is distinct from 'rating' then
    raise exception 'ratings are no longer taken' using errcode = 'P0R01';
  end if;
  if tg_op = 'INSERT' then
    if new.recalled_at is not null
       or exists (select 1 from public.reviews_reviewer x where x.id = new.reviewer_id and (x.submitted or x.withdrawn)) then
      raise exception 'these ratings are submitted' using errcode = 'P0R02';
    end if;
  elsif old.recalled_at is not null
      or (new.trust_id, new.review_id, new.reviewer_id, new.submitted_at)
         is distinct from (old.trust_id, old.review_id, old.reviewer_id, old.submitted_at) then
    raise exception 'new row violates row-level security policy for table "reviews_submission"' using errcode = '42501';
  end if;
  return new;
end $$;

create function isolation.after_submission() returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
begin
  update public.reviews_reviewer set submitted = (new.recalled_at is null), names_consent = null where id = new.reviewer_id;
  return null;
end $$;

-- Reviewers: chosen and removed by a lead before ratings are shown; consent to names by each for themselves.
create function isolation.checked_reviewer(op text, was public.reviews_reviewer, now_ public.reviews_reviewer)
returns public.reviews_reviewer language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  lead boolean := now_.trust_id = any(isolation.lead_trusts());
  mine boolean := op = 'UPDATE' and now_.id = any(isolation.my_reviewers());
  r record;
begin
  -- it may be called with rows that are made up: a row of mine must be where it says it is
  if not (lead or mine) or op = 'UPDATE' and not exists (
      select 1 from public.reviews_reviewer x
      where x.id = was.id and x.trust_id = was.trust_id and x.review_id = was.review_id
        and (now_.id, now_.trust_id, now_.review_id) = (was.id, was.trust_id, was.review_id)) then
    raise exception 'new row violates row-level security policy for table "reviews_reviewer"' using errcode = '42501';
  end if;
  select v.stage, v.names_shown, v.names_asked_at into r
    from public.reviews_review v where v.id = now_.review_id and v.trust_id = now_.trust_id for update;
  if not found then
    raise exception 'new row violates row-level security policy for table "reviews_reviewer"' using errcode = '42501';
  end if;
  if r.stage not in ('draft', 'rating') then
    raise exception 'reviewers no longer change' using errcode = 'P0R04';
  end if;
  if op = 'INSERT' then
    if not lead or now_.submitted or now_.withdrawn or now_.removed_while_rating or now_.names_consent is not null then
      raise exception 'new row violates row-level security policy for table "reviews_reviewer"' using errcode = '42501';
    end if;
  elsif (now_.id, now_.trust_id, now_.review_id, now_.membership_id, now_.submitted, now_.removed_while_rating)
      is distinct from (was.id, was.trust_id, was.review_id, was.membership_id, was.submitted, was.removed_while_rating) then
    raise exception 'new row violates row-level security policy for table "reviews_reviewer"' using errcode = '42501';
  end if;
  if op = 'UPDATE' and now_.names_consent is distinct from was.names_consent
     and not (mine and was.submitted and r.stage = 'rating' and not r.names_shown and r.names_asked_at is not null) then
    raise exception 'only a reviewer who has submitted may agree to names' using errcode = '42501';
  end if;
  if op = 'UPDATE' and now_.withdrawn and not was.withdrawn then
    if not lead then raise exception 'only a lead removes reviewers' using errcode = '42501'; end if;
    if was.submitted then raise exception 'a reviewer who has submitted stays' using errcode = 'P0R07'; end if;
    if r.stage = 'rating' then
      if not exists (select 1 from public.reviews_earlyshowing e where e.removed_id = now_.id) then
        raise exception 'a removal needs a reason' using errcode = 'P0R10';
      end if;
      now_.removed_while_rating := true;
    end if;
  end if;
  if op = 'INSERT' or (was.withdrawn and not now_.withdrawn) then
    if not lead then raise exception 'only a lead chooses reviewers' using errcode = '42501'; end if;
    if not exists (select 1 from public.accounts_membership m
                   where m.id = now_.membership_id and m.trust_id = now_.trust_id and m.left_at is null and m.role <> 'trustee') then
      raise exception 'not somebody who may rate' using errcode = 'P0R05';
    end if;
    if (select count(*) from public.reviews_reviewer x where x.review_id = now_.review_id and not x.withdrawn and x.id is distinct from now_.id) >= 8 then
      raise exception 'at most eight reviewers' using errcode = 'P0R06';
    end if;
  end if;
  return now_;
end $$;

-- With the caller's rights, to let the changes of the guard's own triggers pass.
create function isolation.reviewer_guard() returns trigger language plpgsql
set search_path = pg_catalog, pg_temp as $$
begin
  if current_user = 'wellschool_guard' then return new; end if;
  return isolation.checked_reviewer(tg_op, old, new);
end $$;

-- Somebody who leaves the trust, or becomes a trustee, leaves the reviews in which they have not submitted.
create function isolation.after_leaving() returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
declare
  p record;
begin
  if not (new.left_at is not null and old.left_at is null or new.role = 'trustee' and old.role <> 'trustee') then
    return null;
  end if;
  for p in
    select x.id, x.trust_id, x.review_id, v.stage from public.reviews_reviewer x
    join public.reviews_review v on v.id = x.review_id
    where x.membership_id = new.id and not x.submitted and not x.withdrawn and v.stage in ('draft', 'rating')
    order by v.id for update of v
  loop
    if p.stage = 'rating' then
      insert into public.reviews_earlyshowing (trust_id, review_id, removed_id, reason, by_name, at)
        values (p.trust_id, p.review_id, p.id, 'left', '', coalesce(new.left_at, now()));
    end if;
    update public.reviews_reviewer x set withdrawn = true, removed_while_rating = (p.stage = 'rating') or x.removed_while_rating
      where x.id = p.id and not x.submitted;
  end loop;
  return null;
end $$;

grant execute on function
  isolation.rating_guard(),
  isolation.submit_complete(),
  isolation.submission_guard(),
  isolation.after_submission(),
  isolation.reviewer_guard(),
  isolation.after_leaving()
  to wellschool_owner;
grant execute on function isolation.checked_reviewer(text, public.reviews_reviewer, public.reviews_reviewer) to wellschool_web, wellschool_worker;
set local role wellschool_owner;

create trigger rating_guard before insert or update on reviews_rating
  for each row execute function isolation.rating_guard();
create trigger submission_guard before insert or update on reviews_submission
  for each row execute function isolation.submission_guard();
create trigger submit_complete before insert or update on reviews_submission  -- after submission_guard, by name
  for each row execute function isolation.submit_complete();
create trigger after_submission after insert or update on reviews_submission
  for each row execute function isolation.after_submission();
create trigger reviewer_guard before insert or update on reviews_reviewer
  for each row execute function isolation.reviewer_guard();
create trigger after_leaving after update on accounts_membership
  for each row execute function isolation.after_leaving();
