-- Which reviews and reviewers the person acting may touch. Plain look-ups, owned by wellschool_guard.
set local check_function_bodies = off;
set local role wellschool_guard;

-- Reviewer rows that are mine, in trusts where I am no trustee.
create function isolation.my_reviewers() returns bigint[] language plpgsql stable parallel restricted security definer
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
create function isolation.rateable_reviews() returns bigint[] language plpgsql stable parallel restricted security definer
set search_path = pg_catalog, pg_temp as $$
declare
  mine bigint[] := isolation.my_reviewers();
begin
  return array(
    select r.id from public.reviews_reviewer p join public.reviews_review r on r.id = p.review_id
    where p.id = any(mine) and r.stage = 'rating' and not p.submitted and not p.withdrawn);
end $$;

-- Reviews of trusts that I lead or head, and those in which I am a reviewer.
create function isolation.my_reviews() returns bigint[] language plpgsql stable parallel restricted security definer
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
create function isolation.comparable_reviews() returns bigint[] language plpgsql stable parallel restricted security definer
set search_path = pg_catalog, pg_temp as $$
declare
  mine bigint[] := isolation.my_reviews();
begin
  return array(select r.id from public.reviews_review r where r.id = any(mine) and r.revealed_at is not null);
end $$;

-- Of those, the ones in which levels can be agreed now.
create function isolation.agreeing_reviews() returns bigint[] language plpgsql stable parallel restricted security definer
set search_path = pg_catalog, pg_temp as $$
declare
  mine bigint[] := isolation.my_reviews();
begin
  return array(select r.id from public.reviews_review r where r.id = any(mine) and r.stage = 'comparing');
end $$;

-- Reviews whose agreed levels I may read.
create function isolation.agreed_reviews() returns bigint[] language plpgsql stable parallel restricted security definer
set search_path = pg_catalog, pg_temp as $$
declare
  member bigint[] := isolation.member_trusts();
begin
  return isolation.comparable_reviews()
    || array(select r.id from public.reviews_review r where r.trust_id = any(member) and r.stage = 'agreed');
end $$;

-- Reviewers whose ratings I may read with their names: shown, submitted, and names not hidden.
create function isolation.readable_reviewers() returns bigint[] language plpgsql stable parallel restricted security definer
set search_path = pg_catalog, pg_temp as $$
declare
  mine bigint[] := isolation.my_reviews();
begin
  return array(
    select p.id from public.reviews_review r join public.reviews_reviewer p on p.review_id = r.id
    where r.id = any(mine) and r.revealed_at is not null and r.names_shown and p.submitted);
end $$;

-- Snapshots that the acting person at YST may read: the latest of each review whose executive shares agreed results.
create function isolation.shared_snapshots(steps boolean) returns bigint[] language plpgsql stable parallel restricted security definer
set search_path = pg_catalog, pg_temp as $$
declare
  theirs bigint[] := isolation.yst_trusts();
begin
  return array(
    select distinct on (s.review_id) s.id
    from public.reviews_consent c join public.reviews_snapshot s on s.review_id = c.review_id
    where c.trust_id = any(theirs) and c.withdrawn_at is null and c.choice = 'agreed' and (not steps or c.steps_shared)
    order by s.review_id, s.number desc);
end $$;

grant execute on all functions in schema isolation to
  wellschool_web, wellschool_worker, wellschool_yst, wellschool_shuffler, wellschool_migrate, wellschool_owner;
-- only the guard's own functions ask and do these: who belongs where is told to nobody, and no invitation ends otherwise
revoke execute on function
  isolation.may_invite(bigint, bigint, text),
  isolation.has_closed(bigint),
  isolation.lapse_other_firsts(bigint, bigint, text)
  from wellschool_web, wellschool_worker, wellschool_yst, wellschool_shuffler, wellschool_migrate, wellschool_owner;

-- Where names are hidden: a statement's ratings as A, B, C, shuffled by a secret seed, so that a letter means
-- another person for each statement. The only way to these rows.
set local role wellschool_shuffler;

create table isolation.shuffle_seed (review_id bigint primary key, seed bytea not null);

create function isolation.shuffled_ratings(which bigint)
returns table (statement smallint, letter text, level smallint, note text, suggestion text, cant_say integer)
language plpgsql stable parallel restricted security definer rows 250
set search_path = pg_catalog, pg_temp as $$
declare
  s bytea;
begin
  if which is null or which <> all(isolation.comparable_reviews()) then return; end if;
  select k.seed into s from isolation.shuffle_seed k join public.reviews_review r on r.id = k.review_id
    where r.id = which and r.revealed_at is not null and not r.names_shown;
  if s is null then return; end if;
  return query
    with submitted as (
      select q.statement_id, q.level, q.note, q.suggestion, q.cant_say,
             sha256(s || int2send(q.statement_id) || int8send(p.id)) as h
      from public.reviews_rating q join public.reviews_reviewer p on p.id = q.reviewer_id
      where p.review_id = which and p.submitted),
    told as (
      select x.statement_id, chr(64 + (row_number() over (partition by x.statement_id order by x.h))::int) as letter,
             x.level, x.note, x.suggestion, null::integer as cant_say, x.h
        from submitted x where x.level is not null
      union all  -- notes given with "can't say": no letter
      select x.statement_id, null, null, x.note, x.suggestion, null, x.h
        from submitted x where x.cant_say and (x.note <> '' or x.suggestion <> '')
      union all
      select x.statement_id, null, null, '', '', count(*)::integer, null
        from submitted x where x.cant_say group by x.statement_id)
    select t.statement_id, t.letter, t.level, t.note, t.suggestion, t.cant_say from told t
    order by t.statement_id, t.letter nulls last, t.h;
end $$;

create function isolation.make_seed() returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
begin
  if new.revealed_at is not null and not new.names_shown then
    insert into isolation.shuffle_seed values (new.id, uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()))
      on conflict do nothing;
  end if;
  return null;
end $$;

grant execute on function isolation.shuffled_ratings(bigint) to wellschool_web, wellschool_worker;
grant execute on function isolation.make_seed() to wellschool_owner;
set local role wellschool_owner;
