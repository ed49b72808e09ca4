-- What the page of the comparison needs besides the ratings, in one look.
set local role wellschool_guard;

-- The frame of the review and, where that says who takes part, its meetings, the latest first.
create or replace function isolation.comparison_frame(which uuid, of_trust text)
returns jsonb language plpgsql stable parallel restricted security definer set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan as $$
declare
  frame jsonb := isolation.review_frame(which, of_trust, true);
begin
  if frame -> 'people' is null then return frame; end if;
  return frame || jsonb_build_object('meetings', (
    select coalesce(jsonb_agg(jsonb_build_array(e.uuid, e.opened_at, e.closed_at is null) order by e.opened_at desc), '[]')
    from public.reviews_meeting e where e.review_id = (frame -> 'review' ->> 'id')::bigint));
end $$;

grant execute on function isolation.comparison_frame(uuid, text) to wellschool_web;
