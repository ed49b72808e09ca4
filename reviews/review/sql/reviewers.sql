-- Who takes part in a review.
set local role wellschool_guard;

-- Reviewers: chosen and removed by a lead before ratings are shown; consent to names by each for themselves.
create or replace function isolation.checked_reviewer(op text, was public.reviews_reviewer, now_ public.reviews_reviewer)
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
    perform isolation.refuse('reviews_reviewer');
  end if;
  select v.stage, v.names_shown, v.names_asked_at into r
    from public.reviews_review v where v.id = now_.review_id and v.trust_id = now_.trust_id for update;
  if not found then
    perform isolation.refuse('reviews_reviewer');
  end if;
  if r.stage not in ('draft', 'rating') then
    raise exception 'reviewers no longer change' using errcode = 'P0R04';
  end if;
  if op = 'INSERT' then
    if not lead or now_.submitted or now_.withdrawn or now_.removed_while_rating or now_.names_consent is not null then
      perform isolation.refuse('reviews_reviewer');
    end if;
  elsif (now_.id, now_.trust_id, now_.review_id, now_.membership_id, now_.submitted, now_.removed_while_rating)
      is distinct from (was.id, was.trust_id, was.review_id, was.membership_id, was.submitted, was.removed_while_rating) then
    perform isolation.refuse('reviews_reviewer');
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
create or replace function isolation.reviewer_guard() returns trigger language plpgsql
set search_path = pg_catalog, pg_temp as $$
begin
  if current_user = 'wellschool_guard' then return new; end if;
  return isolation.checked_reviewer(tg_op, old, new);
end $$;

-- Somebody who leaves the trust, or becomes a trustee, leaves the reviews in which they have not submitted.
create or replace function isolation.after_leaving() returns trigger language plpgsql security definer
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
  isolation.checked_reviewer(text, public.reviews_reviewer, public.reviews_reviewer)
  to wellschool_web, wellschool_worker;
grant execute on function isolation.reviewer_guard(), isolation.after_leaving() to wellschool_owner;

-- on a table of another app, which knows nothing of reviews: so it is made here and not beside the model
set local role wellschool_owner;
create or replace trigger after_leaving after update on accounts_membership
  for each row execute function isolation.after_leaving();
