-- What policies cannot do for ratings and submissions: take the lock that keeps a late save and the showing apart, and look
-- at other rows. Each first checks the caller's right, so that neither its messages nor its locks tell anybody about rows
-- that they may not see. A rating is written in saving.sql.
set local role wellschool_guard;

-- A level is one of those that the review's version has. Null is none.
create or replace function isolation.check_level(level smallint, version bigint) returns void language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
begin
  if level is not null and not exists (
      select 1 from public.frameworks_level v where v.version_id = version and v.value = level) then
    raise exception 'no such level in this review' using errcode = 'P0R11';
  end if;
end $$;

-- Whose answer it is that the token's bearer gives, and whether it is taken now: their seat in this review, or nothing where
-- they have none. Holds the review's row until the transaction ends, so that a save and the showing, a submission or a removal
-- cannot cross, and lets one reviewer's saves through one at a time, so that each counts all that were stored before it.
create or replace function isolation.rating_seat(token text, which uuid, what integer, wanted smallint,
  out trust_id bigint, out review_id bigint, out reviewer_id bigint, out last_level smallint)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  p text[];
  r record;
begin
  perform set_config('app.ctx', token, true);  -- this statement's own; whatever it asks is asked for the same person
  p := isolation.parts();
  if p[1] is null or p[3] is not null then return; end if;
  select v.id, v.trust_id as trust, w.id as reviewer, v.stage, v.version_id, v.previous_id into r
    from public.reviews_review v
    join public.reviews_reviewer w on w.review_id = v.id and w.trust_id = v.trust_id
    join public.accounts_membership m on m.id = w.membership_id and m.trust_id = v.trust_id
    where v.uuid = which and m.user_id = p[1]::bigint and m.left_at is null
      and (m.role in ('lead', 'executive', 'colleague') or m.also_lead)
      and (p[2] is null or exists (select 1 from public.accounts_trust t where t.id = v.trust_id and t.slug = p[2]))
    for share of v;
  if not found then return; end if;
  if r.stage <> 'rating' then raise exception 'ratings are no longer taken' using errcode = 'P0R01'; end if;
  if isolation.has_closed(r.trust) then raise exception 'the trust has closed' using errcode = 'P0T02'; end if;
  perform pg_advisory_xact_lock(hashtext('saves of a reviewer'), hashint8(r.reviewer));
  -- asked only now that both locks are held: what was waited for is seen
  if exists (select 1 from public.reviews_reviewer x where x.id = r.reviewer and x.withdrawn) then
    raise exception 'no longer a reviewer' using errcode = 'P0R09';
  end if;
  if exists (select 1 from public.reviews_reviewer x where x.id = r.reviewer and x.submitted) then
    raise exception 'these ratings are submitted' using errcode = 'P0R02';
  end if;
  if not exists (select 1 from public.frameworks_statement s where s.id = what and s.version_id = r.version_id) then
    raise exception 'no such statement in this review' using errcode = 'P0R03';
  end if;
  perform isolation.check_level(wanted, r.version_id);
  trust_id := r.trust;
  review_id := r.id;
  reviewer_id := r.reviewer;
  if r.previous_id is not null then
    select l.level into last_level
      from public.reviews_snapshot n join public.reviews_snapshotlevel l on l.snapshot_id = n.id
      where n.review_id = r.previous_id and l.statement_id = what order by n.number desc limit 1;
  end if;
end $$;

-- With the caller's rights, as wellschool_guard sees no rating: every statement has an answer.
create or replace function isolation.submit_complete() returns trigger language plpgsql
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

-- A submission is made and recalled by its reviewer alone, while ratings are taken.
create or replace function isolation.submission_guard() returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
declare
  p record;
  r record;
begin
  if new.reviewer_id is null or new.reviewer_id <> all(isolation.my_reviewers()) then
    perform isolation.refuse('reviews_submission');
  end if;
  select x.review_id, x.trust_id into p from public.reviews_reviewer x where x.id = new.reviewer_id;
  if p.review_id is distinct from new.review_id or p.trust_id is distinct from new.trust_id then
    perform isolation.refuse('reviews_submission');
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
    perform isolation.refuse('reviews_submission');
  end if;
  return new;
end $$;

-- The reviewer's row says whether they have submitted; what they said about names is asked again.
create or replace function isolation.after_submission() returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
begin
  update public.reviews_reviewer set submitted = (new.recalled_at is null), names_consent = null where id = new.reviewer_id;
  return null;
end $$;

grant execute on function isolation.rating_seat(text, uuid, integer, smallint) to wellschool_rater;
grant execute on function
  isolation.submit_complete(), isolation.submission_guard(), isolation.after_submission()
  to wellschool_owner;
