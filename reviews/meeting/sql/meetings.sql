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

-- The open meeting of a review, for a screen of the token's bearer that asks what is new: nothing where there is none, or
-- where they may not compare. Twenty screens ask every two seconds, so it is one statement.
create or replace function isolation.open_meeting(token text, which uuid,
  out version integer, out opened_at timestamptz, out minutes smallint)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  its bigint;
begin
  perform set_config('app.ctx', token, true);  -- this statement's own
  select v.id into its from public.reviews_review v where v.uuid = which;
  if not isolation.may_compare(its) then return; end if;
  select e.version, e.opened_at, e.minutes into open_meeting.version, open_meeting.opened_at, open_meeting.minutes
    from public.reviews_meeting e where e.review_id = its and e.closed_at is null;
end $$;

grant execute on function isolation.open_meeting(text, uuid) to wellschool_web;
grant execute on function isolation.meeting_guard() to wellschool_owner;
