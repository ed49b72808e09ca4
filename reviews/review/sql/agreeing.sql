-- What is agreed, and what of it YST sees.
set local role wellschool_guard;

-- Agreed levels and their notes: only while comparing, and never across a sign-off.
create or replace function isolation.agreement_guard() returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
declare
  r record;
begin
  if new.review_id is null or new.review_id <> all(isolation.comparable_reviews())
     or tg_op = 'UPDATE' and (new.trust_id, new.review_id, new.statement_id) is distinct from (old.trust_id, old.review_id, old.statement_id) then
    perform isolation.refuse(tg_table_name);
  end if;
  select v.stage, v.version_id into r from public.reviews_review v where v.id = new.review_id for share;
  if r.stage is distinct from 'comparing' then raise exception 'nothing is agreed now' using errcode = 'P0A01'; end if;
  if not exists (select 1 from public.frameworks_statement s where s.id = new.statement_id and s.version_id = r.version_id) then
    raise exception 'no such statement in this review' using errcode = 'P0R03';
  end if;
  if tg_table_name = 'reviews_agreedlevel' then
    perform isolation.check_level(new.level, r.version_id);
  end if;
  return new;
end $$;

-- What YST sees can be narrowed and withdrawn as long as there is something to see, and never widened.
create or replace function isolation.closed_choice_guard() returns trigger language plpgsql
set search_path = pg_catalog, pg_temp as $$
declare
  held record;
begin
  select c.choice, c.steps_shared into held from public.reviews_consent c
    where c.review_id = new.review_id order by c.id desc limit 1;
  if new.choice = 'nothing' or found and held.choice = 'agreed' and (held.steps_shared or not new.steps_shared)
     or found and held.choice = new.choice and not new.steps_shared then
    return new;
  end if;
  if exists (select 1 from public.accounts_trust t join public.accounts_registeredtrust r on r.id = t.registered_id
             where t.id = new.trust_id and r.status = 'closed') then
    raise exception 'the trust has closed' using errcode = 'P0T02';
  end if;
  return new;
end $$;

grant execute on function isolation.agreement_guard(), isolation.closed_choice_guard() to wellschool_owner;
