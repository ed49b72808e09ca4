-- Whether figures tell too much. The rules, and why they are these, are in docs/adr (two rules for the national picture).
--
-- A trust is *closed* when it is not and never was open to YST in detail: only such trusts protect one another.
-- A counted review is *known* when YST may read its levels anyway; every other is *secret*.
-- Whatever trusts figures single out, there are six closed ones among them, or no secret one: five, and one that looks.
set local role wellschool_releaser;

-- Releases of the same framework that were made before this one.
create or replace function isolation.releases_before(which bigint) returns bigint[] language sql stable
set search_path = pg_catalog, pg_temp as $$
  select array(
    select o.id from public.reviews_release r
    join public.frameworks_frameworkversion v on v.id = r.version_id
    join public.frameworks_frameworkversion w on w.framework_id = v.framework_id
    join public.reviews_release o on o.version_id = w.id and o.id <> r.id and o.made_at is not null
    where r.id = which)
$$;

-- Trusts that are alike: in which new group and in which other one (-1: in none), whether both have the same figure of
-- them, and how many of them are secret and closed.
do $$ begin
  create type isolation.alike as (new int, other int, linked boolean, secret int, closed int);
exception when duplicate_object then null;
end $$;

-- Whether figures for new groups tell too much beside figures for other groups of the same trusts.
--
-- A reader who has the others can take any of them away from any of the new ones; what does not cancel out is told. For each
-- union of new groups, each other group is left alone or taken away, whichever leaves fewer closed trusts: that finds the
-- most telling difference without trying all.
create or replace function isolation.singles_out(trusts isolation.alike[]) returns boolean language sql immutable
set search_path = pg_catalog, pg_temp as $$
  with kinds as (select * from unnest(trusts)),
  bits as (  -- one for each new group, so that a number stands for a union of them
    select new, 1 << (row_number() over (order by new) - 1)::int as bit from (select distinct new from kinds where new >= 0) n),
  unions as (select * from generate_series(1, (select sum(bit) from bits)::int) u(which)),
  choices as (  -- what would be told of each other group, left alone or taken away from the union
    select u.which, k.other,
      coalesce(sum(k.closed) filter (where n.bit & u.which <> 0), 0) as left_closed,
      coalesce(sum(k.secret) filter (where n.bit & u.which <> 0), 0) as left_secret,
      coalesce(sum(k.closed) filter (where coalesce(n.bit & u.which, 0) = 0 or not k.linked), 0) as taken_closed,
      coalesce(sum(k.secret) filter (where coalesce(n.bit & u.which, 0) = 0 or not k.linked), 0) as taken_secret,
      -- taking away a group that shares no trust with the union tells only what was told before
      k.other >= 0 and coalesce(bool_or(k.linked) filter (where n.bit & u.which <> 0), false) as can_be_taken
    from kinds k left join bits n using (new) cross join unions u group by 1, 2),
  chosen as (
    select c.*, can_be_taken and (taken_closed, -taken_secret) < (left_closed, -left_secret) as is_taken from choices c),
  told as (  -- of each union; `next_one`: how many more closed trusts the next choice has that tells a secret
    select which, sum(case when is_taken then taken_closed else left_closed end) as closed,
      sum(case when is_taken then taken_secret else left_secret end) as secret,
      min(case when is_taken and left_secret > 0 then left_closed - taken_closed
               when can_be_taken and not is_taken and taken_secret > 0 then taken_closed - left_closed end) as next_one
    from chosen group by 1)
  select exists (select from told where closed < 6 and (secret > 0 or closed + next_one < 6))
$$;

-- Whether this breakdown (0 all, 1 region, 2 phase, 3 size) of a release tells too much beside the breakdowns of the
-- release that stand already, and beside every release of the same framework before it. For change, a trust is the
-- same figure in two releases only where its change is measured between them.
create or replace function isolation.tells_too_much(which bigint, breakdown int, standing int[], is_change boolean) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  with mine as (
    select k.trust_id, case breakdown when 0 then 0 else k.groups[breakdown] end as new, k.is_known, k.was_open, k.previous_id
    from public.reviews_releasecount k where k.release_id = which),
  others as (  -- what stands already, by breakdown of each release
    select k.release_id, b.b, k.trust_id, k.id, case b.b when 0 then 0 else k.groups[b.b] end as other, k.is_known, k.was_open
    from public.reviews_releasecount k cross join generate_series(0, 3) b(b)
    where k.release_id = any((select isolation.releases_before(which) || which)::bigint[])
      and (k.release_id <> which or b.b = any(standing) and (k.previous_id is not null or not is_change))
      and (b.b = 0 or k.groups[b.b] is not null)),
  trusts as (  -- each in its new group and its other one (-1: in none); linked where both have the same figure of it
    select o.release_id, o.b, coalesce(m.new, -1) as new, o.other,
      m.trust_id is null or not is_change or o.release_id = which or m.previous_id = o.id as linked,
      is_change or not (o.is_known and coalesce(m.is_known, true)) as secret, not o.was_open as closed
    from others o left join mine m using (trust_id)
    union all
    select p.release_id, p.b, m.new, -1, true, is_change or not m.is_known, not m.was_open
    from (select distinct o.release_id, o.b from others o where o.release_id <> which) p cross join mine m
    where not exists (
      select from others o where o.release_id = p.release_id and o.b = 0 and o.trust_id = m.trust_id)),
  kinds as (
    select release_id, b, new, other, coalesce(linked, false) as linked,
      count(*) filter (where secret)::int as secret, count(*) filter (where closed)::int as closed
    from trusts group by 1, 2, 3, 4, 5)
  select exists (
    select from (
      select array_agg((new, other, linked, secret, closed)::isolation.alike) as trusts from kinds group by release_id, b) p
    where isolation.singles_out(p.trusts))
$$;

-- Whether answers differ enough to be shown: 95% of them are not the same, nor all of closed trusts but those of one, who
-- may be looking and gave so many (`own`).
create or replace function isolation.differs(n numeric, every numeric[], closed numeric, those numeric[], own numeric) returns boolean
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select greatest(every[1], every[2], every[3], every[4]) * 20 < n * 19
    and greatest(those[1], those[2], those[3], those[4]) < closed - own
$$;
