-- The only way to write a rating. Two owners: the guard says who and whether, and reads no rating; the rater writes, reads no
-- membership, and has a wall of its own, a policy by which every row that it touches is of the seat it was told.
set local role wellschool_rater;

-- Store one answer of the token's bearer: who, whether, what is stored, and how far they have got, in one statement.
-- `is_stored` is null for whoever has no seat there, and false where another window was first: then nothing was written. The
-- rest is the answer as it is stored now; statements answered so far; and a number that is higher for a later count, as
-- every save makes one version higher by one.
create or replace function isolation.save_rating(
  token text, which uuid, what integer, new_id uuid, new_level smallint, new_cant_say boolean, new_note text,
  new_suggestion text, expected integer,
  out is_stored boolean, out level smallint, out cant_say boolean, out note text, out suggestion text, out version integer,
  out answered integer[], out in_order bigint, out last_level smallint)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  s record;
begin
  select * into s from isolation.rating_seat(token, which, what, new_level);
  if s.reviewer_id is null then return; end if;
  perform set_config('isolation.seat', s.reviewer_id::text, true);
  insert into public.reviews_rating as q
      (id, trust_id, review_id, reviewer_id, statement_id, level, cant_say, note, suggestion, version)
    values (new_id, s.trust_id, s.review_id, s.reviewer_id, what, new_level, new_cant_say, new_note, new_suggestion, 1)
    on conflict (reviewer_id, statement_id) do update
      set level = excluded.level, cant_say = excluded.cant_say, note = excluded.note, suggestion = excluded.suggestion,
          version = q.version + 1
      where q.version = expected;
  is_stored := found;
  select q.level, q.cant_say, q.note, q.suggestion, q.version
    into save_rating.level, save_rating.cant_say, save_rating.note, save_rating.suggestion, save_rating.version
    from public.reviews_rating q where q.reviewer_id = s.reviewer_id and q.statement_id = what;
  if not is_stored then  -- its reply may have been lost, and it comes again
    is_stored := version = expected + 1 and (level, cant_say, note, suggestion)
      is not distinct from (new_level, new_cant_say, new_note, new_suggestion);
  end if;
  select coalesce(array_agg(q.statement_id) filter (where q.level is not null or q.cant_say), '{}'),
         coalesce(sum(q.version), 0)
    into answered, in_order from public.reviews_rating q where q.reviewer_id = s.reviewer_id;
  if new_level is not null or new_cant_say then last_level := s.last_level; end if;
end $$;

grant execute on function
  isolation.save_rating(text, uuid, integer, uuid, smallint, boolean, text, text, integer)
  to wellschool_web;
