-- Everybody's ratings once they are shown. Where names are hidden, a statement's as A, B, C, shuffled by a secret seed, so that a
-- letter means another person for each statement: the only way to these rows. Where names are shown, as the table's policy has them.
set local role wellschool_shuffler;

create table if not exists isolation.shuffle_seed (review_id bigint primary key, seed bytea not null);

-- Every submitted rating of a review whose names are hidden: a letter for whoever chose a level; none for those who can't say,
-- with their notes or without any, as a letter would tell who they are.
create or replace function isolation.shuffled_ratings(which bigint)
returns table (statement integer, letter text, level smallint, note text, suggestion text)
language plpgsql stable parallel restricted security definer rows 250
set search_path = pg_catalog, pg_temp as $$
declare
  s bytea;
begin
  if not isolation.may_compare(which) then return; end if;
  select k.seed into s from isolation.shuffle_seed k join public.reviews_review r on r.id = k.review_id
    where r.id = which and r.revealed_at is not null and not r.names_shown;
  if s is null then return; end if;
  return query
    select x.statement_id,
           case when x.level is not null then chr(64 + (row_number() over (
             partition by x.statement_id, x.level is null order by x.h))::int) end,
           x.level, x.note, x.suggestion
      from (
        select q.statement_id, q.level, q.note, q.suggestion,
               sha256(s || int4send(q.statement_id) || int8send(p.id)) as h
        from public.reviews_rating q join public.reviews_reviewer p on p.id = q.reviewer_id
        where p.review_id = which and p.submitted and (q.level is not null or q.cant_say)) x
      order by x.statement_id, x.level is null, x.h;
end $$;

-- Every submitted rating of a review whose names are shown, by reviewer. As the policy of the table, for one review.
create or replace function isolation.named_ratings(which bigint)
returns table (statement integer, reviewer bigint, level smallint, note text, suggestion text)
language plpgsql stable parallel restricted security definer rows 250
set search_path = pg_catalog, pg_temp as $$
begin
  if not isolation.may_compare(which) then return; end if;
  return query
    select q.statement_id, q.reviewer_id, q.level, q.note, q.suggestion
    from public.reviews_review r
    join public.reviews_reviewer p on p.review_id = r.id and p.submitted
    join public.reviews_rating q on q.reviewer_id = p.id
    where r.id = which and r.names_shown;
end $$;

-- A review gets its secret when its ratings are shown and its names are not.
create or replace function isolation.make_seed() returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
begin
  if new.revealed_at is not null and not new.names_shown then
    insert into isolation.shuffle_seed values (new.id, uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()))
      on conflict do nothing;
  end if;
  return null;
end $$;

grant execute on function isolation.shuffled_ratings(bigint), isolation.named_ratings(bigint) to wellschool_web, wellschool_worker;
grant execute on function isolation.make_seed() to wellschool_owner;
