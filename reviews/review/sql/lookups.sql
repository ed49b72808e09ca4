-- Which reviews and reviewers the person acting may touch. Plain look-ups, owned by wellschool_guard.
set local role wellschool_guard;

-- Reviewer rows that are mine, in trusts where I am no trustee.
create or replace function isolation.my_reviewers() returns bigint[] language plpgsql stable parallel restricted security definer
set search_path = pg_catalog, pg_temp as $$
declare
  me bigint := isolation.uid();
  working bigint[] := isolation.working_trusts();
begin
  return array(
    select p.id from public.reviews_reviewer p join public.accounts_membership m on m.id = p.membership_id
    where m.user_id = me and m.left_at is null and p.trust_id = any(working));
end $$;

-- Reviews that I may rate now.
create or replace function isolation.rateable_reviews() returns bigint[] language plpgsql stable parallel restricted security definer
set search_path = pg_catalog, pg_temp as $$
declare
  mine bigint[] := isolation.my_reviewers();
begin
  return array(
    select r.id from public.reviews_reviewer p join public.reviews_review r on r.id = p.review_id
    where p.id = any(mine) and r.stage = 'rating' and not p.submitted and not p.withdrawn);
end $$;

-- Reviews of trusts that I lead or head, and those in which I am a reviewer.
create or replace function isolation.my_reviews() returns bigint[] language plpgsql stable parallel restricted security definer
set search_path = pg_catalog, pg_temp as $$
declare
  mine bigint[] := isolation.my_reviewers();
  steering bigint[] := isolation.steering_trusts();
begin
  return array(
    select r.id from public.reviews_review r where r.trust_id = any(steering)
    union
    select p.review_id from public.reviews_reviewer p where p.id = any(mine) and not p.withdrawn);
end $$;

-- Of those, the ones whose ratings have been shown.
create or replace function isolation.comparable_reviews() returns bigint[] language plpgsql stable parallel restricted security definer
set search_path = pg_catalog, pg_temp as $$
declare
  mine bigint[] := isolation.my_reviews();
begin
  return array(select r.id from public.reviews_review r where r.id = any(mine) and r.revealed_at is not null);
end $$;

-- Whether a review is one of those: for functions that answer of one review, in one look instead of six.
create or replace function isolation.may_compare(which bigint) returns boolean language plpgsql stable parallel restricted security definer
set search_path = pg_catalog, pg_temp as $$
declare
  p text[] := isolation.parts();
begin
  return p[1] is not null and exists (
    select 1 from public.reviews_review r join public.accounts_membership m on m.trust_id = r.trust_id
    where r.id = which and r.revealed_at is not null and m.user_id = p[1]::bigint and m.left_at is null
      and (p[2] is null or exists (select 1 from public.accounts_trust t where t.id = r.trust_id and t.slug = p[2]))
      and (m.role in ('lead', 'executive') or m.also_lead or m.role = 'colleague' and exists (
        select 1 from public.reviews_reviewer x where x.review_id = r.id and x.membership_id = m.id and not x.withdrawn)));
end $$;

-- Of those, the ones in which levels can be agreed now.
create or replace function isolation.agreeing_reviews() returns bigint[] language plpgsql stable parallel restricted security definer
set search_path = pg_catalog, pg_temp as $$
declare
  mine bigint[] := isolation.my_reviews();
begin
  return array(select r.id from public.reviews_review r where r.id = any(mine) and r.stage = 'comparing');
end $$;

-- Reviews whose agreed levels I may read.
create or replace function isolation.agreed_reviews() returns bigint[] language plpgsql stable parallel restricted security definer
set search_path = pg_catalog, pg_temp as $$
declare
  member bigint[] := isolation.member_trusts();
begin
  return isolation.comparable_reviews()
    || array(select r.id from public.reviews_review r where r.trust_id = any(member) and r.stage = 'agreed');
end $$;

-- Reviewers whose ratings I may read with their names: shown, submitted, and names not hidden.
create or replace function isolation.readable_reviewers() returns bigint[] language plpgsql stable parallel restricted security definer
set search_path = pg_catalog, pg_temp as $$
declare
  mine bigint[] := isolation.my_reviews();
begin
  return array(
    select p.id from public.reviews_review r join public.reviews_reviewer p on p.review_id = r.id
    where r.id = any(mine) and r.revealed_at is not null and r.names_shown and p.submitted);
end $$;

-- Snapshots that the acting person at YST may read: the latest of each review whose executive shares agreed results.
create or replace function isolation.shared_snapshots(steps boolean) returns bigint[] language plpgsql stable parallel restricted security definer
set search_path = pg_catalog, pg_temp as $$
declare
  theirs bigint[] := isolation.yst_trusts();
begin
  return array(
    select newest.id
    from public.reviews_consent c cross join lateral (
      select s.id from public.reviews_snapshot s where s.review_id = c.review_id order by s.number desc limit 1) newest
    where c.trust_id = any(theirs) and c.withdrawn_at is null and c.choice = 'agreed' and (not steps or c.steps_shared));
end $$;

grant execute on function
  isolation.my_reviewers(), isolation.rateable_reviews(), isolation.my_reviews(), isolation.comparable_reviews(),
  isolation.agreeing_reviews(), isolation.agreed_reviews(), isolation.readable_reviewers(),
  isolation.may_compare(bigint),
  isolation.shared_snapshots(boolean)
  to wellschool_web, wellschool_worker, wellschool_yst, wellschool_shuffler, wellschool_migrate, wellschool_owner;
