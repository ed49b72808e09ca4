-- A trust that the register says has closed is read and no longer changed by its people (`closed_guard`, of accounts). Its
-- unfinished self-reviews are ended by the import, and by nothing else.
set local role wellschool_guard;

-- What the import may do to a review, while a programme manager is acting: cancel it, and nothing else.
create function isolation.closing_guard() returns trigger language plpgsql
set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'INSERT' or not isolation.yst('manager') or new.stage <> 'cancelled' or new.cancelled_at is null
     or old.stage = 'cancelled' or old.signed_off_at is not null
     or to_jsonb(new) - '{stage,cancelled_at}'::text[] <> to_jsonb(old) - '{stage,cancelled_at}'::text[] then
    raise exception 'an import only ends what is unfinished' using errcode = '42501';
  end if;
  return new;
end $$;

grant execute on function isolation.closing_guard() to wellschool_owner;
set local role wellschool_owner;

drop trigger stage_guard on reviews_review;
create trigger stage_guard before insert or update on reviews_review
  for each row when (isolation.job() is distinct from 'register') execute function isolation.stage_guard();
create trigger closing_guard before insert or update on reviews_review
  for each row when (isolation.job() = 'register') execute function isolation.closing_guard();
create trigger closed_guard before insert or update on reviews_review
  for each row when (isolation.job() is distinct from 'register') execute function isolation.closed_guard();
create trigger closed_guard before insert or update on reviews_agreedlevel
  for each row execute function isolation.closed_guard();
create trigger closed_guard before insert or update on reviews_agreementnote
  for each row execute function isolation.closed_guard();
create trigger closed_guard before insert or update on reviews_nextstep
  for each row execute function isolation.closed_guard();
create trigger closed_guard before insert on reviews_stepupdate
  for each row execute function isolation.closed_guard();
create trigger closed_guard before insert on reviews_reopening
  for each row execute function isolation.closed_guard();
create trigger closed_guard before insert or update on reviews_meeting
  for each row execute function isolation.closed_guard();
create trigger closed_guard before insert or update on reviews_meetingitem
  for each row execute function isolation.closed_guard();
create trigger closed_guard before insert on reviews_meetingpresence
  for each row execute function isolation.closed_guard();
