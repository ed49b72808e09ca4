-- The tables of a review that a closed trust's people could still write. Ratings and submissions need no trigger more: the
-- import cancels what is unfinished, and they ask for the stage.
set local role wellschool_guard;

-- What YST sees can be narrowed and withdrawn as long as there is something to see, and never widened.
create function isolation.closed_choice_guard() returns trigger language plpgsql
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

grant execute on function isolation.closed_choice_guard() to wellschool_owner;
set local role wellschool_owner;

create trigger closed_guard before insert on reviews_consent
  for each row execute function isolation.closed_choice_guard();
create trigger closed_guard before insert or update on reviews_reviewer
  for each row execute function isolation.closed_guard();
create trigger closed_guard before insert on reviews_earlyshowing
  for each row execute function isolation.closed_guard();
create trigger closed_guard before insert on reviews_earlyshowingnote
  for each row execute function isolation.closed_guard();
