-- An update is shown to every member when the step was, at the time of writing. What was written before stays with those
-- of the comparison. It says nothing to whoever writes: the policy refuses an update of somebody else's step.
set local role wellschool_guard;

create function isolation.update_shown() returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
begin
  new.shown := exists (select 1 from public.reviews_nextstep n where n.id = new.next_step_id and n.shown_at is not null);
  return new;
end $$;

grant execute on function isolation.update_shown() to wellschool_owner;
set local role wellschool_owner;

create trigger update_shown before insert on reviews_stepupdate
  for each row execute function isolation.update_shown();
