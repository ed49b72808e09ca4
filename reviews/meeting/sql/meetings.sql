-- Review meetings: whoever agrees may note what was decided; only a lead or an executive moves the room or ends it.
set local role wellschool_guard;

-- While levels can be agreed; never once it has ended; and where the room is must be a statement of this review.
create or replace function isolation.meeting_guard() returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
declare
  r record;
begin
  if new.review_id is null or new.review_id <> all(isolation.agreeing_reviews())
     or (new.trust_id <> all(isolation.steering_trusts())
         and (tg_op = 'INSERT' or (new.current_id, new.closed_at) is distinct from (old.current_id, old.closed_at))) then
    perform isolation.refuse('reviews_meeting');
  end if;
  if tg_op = 'UPDATE' and old.closed_at is not null then
    raise exception 'the meeting has ended' using errcode = 'P0A02';
  end if;
  select v.version_id into r from public.reviews_review v where v.id = new.review_id for share;
  if new.current_id is not null and not exists
     (select 1 from public.frameworks_statement s where s.id = new.current_id and s.version_id = r.version_id) then
    raise exception 'no such statement in this review' using errcode = 'P0R03';
  end if;
  return new;
end $$;

grant execute on function isolation.meeting_guard() to wellschool_owner;
