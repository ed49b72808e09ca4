-- Whether figures tell too much. The rules, and why they are these, are in docs/adr (two rules for the national picture).
-- 
-- A trust is *closed* when it is not and never was open to YST in detail: only such trusts protect one another.
-- A counted review is *known* when YST may read its levels anyway; every other is *secret*.
-- Whatever trusts figures single out, there are six closed ones among them, or no secret one: five, and one that looks.
set local role wellschool_releaser;

-- Whether figures for these new groups tell too much beside figures for other groups of the same trusts.
-- Each element is a kind of trust, ordered by its other group: its new group and its other one (-1: in none), whether it
-- is the same figure in both, and how many of the kind are secret and closed. A reader can take any of the other groups
-- from any of the new ones; what does not cancel out is told. For each union of new groups, each other group is left
-- alone or taken away, whichever leaves fewer closed trusts: that finds the most telling difference without trying all.
create or replace function isolation.singles_out(news int[], others int[], linked boolean[], secret int[], closed int[])
returns boolean language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  groups int[] := array(select distinct n from unnest(news) n where n >= 0 order by n);
  bits int[] := array(select coalesce(1 << (array_position(groups, n) - 1), 0) from unnest(news) with ordinality x(n, place) order by place);
  last int := cardinality(news);
  left_closed int; left_secret int; taken_closed int; taken_secret int; touches boolean;  -- of one other group
  all_closed int; all_secret int; second int;  -- of the least telling choice, and how many more closed trusts the next one has
begin
  for u in 1 .. (1 << cardinality(groups)) - 1 loop
    all_closed := 0; all_secret := 0; second := null;
    left_closed := 0; left_secret := 0; taken_closed := 0; taken_secret := 0; touches := false;
    for k in 1 .. last loop
      if bits[k] & u <> 0 then
        left_closed := left_closed + closed[k]; left_secret := left_secret + secret[k];
        touches := touches or linked[k];
      end if;
      if bits[k] & u = 0 or not linked[k] then
        taken_closed := taken_closed + closed[k]; taken_secret := taken_secret + secret[k];
      end if;
      continue when k < last and others[k] = others[k + 1];
      -- taking away a group that shares no trust with the union tells only what was told before
      if others[k] < 0 or not touches then
        all_closed := all_closed + left_closed; all_secret := all_secret + left_secret;
      elsif (left_closed, -left_secret) <= (taken_closed, -taken_secret) then
        all_closed := all_closed + left_closed; all_secret := all_secret + left_secret;
        if taken_secret > 0 then second := least(second, taken_closed - left_closed); end if;
      else
        all_closed := all_closed + taken_closed; all_secret := all_secret + taken_secret;
        if left_secret > 0 then second := least(second, left_closed - taken_closed); end if;
      end if;
      left_closed := 0; left_secret := 0; taken_closed := 0; taken_secret := 0; touches := false;
    end loop;
    if all_closed < 6 and (all_secret > 0 or all_closed + second < 6) then return true; end if;
  end loop;
  return false;
end $$;

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

-- Whether this breakdown (0 all, 1 region, 2 phase, 3 size) of a release tells too much beside the breakdowns of the
-- release that stand already, and beside every release of the same framework before it. For change, a trust is the
-- same figure in two releases only where its change is measured between them.
create or replace function isolation.tells_too_much(which bigint, breakdown int, standing int[], is_change boolean) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  with mine as (
    select k.trust_id, case breakdown when 0 then 0 else k.groups[breakdown] end as new, k.is_known, k.was_open, k.previous_id
    from public.reviews_releasecount k where k.release_id = which),
  others as (
    select k.release_id, b.b, k.trust_id, k.id, case b.b when 0 then 0 else k.groups[b.b] end as other, k.is_known, k.was_open
    from public.reviews_releasecount k cross join generate_series(0, 3) b(b)
    where k.release_id = any((select isolation.releases_before(which) || which)::bigint[])
      and (k.release_id <> which or b.b = any(standing) and (k.previous_id is not null or not is_change))
      and (b.b = 0 or k.groups[b.b] is not null)),
  trusts as (
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
      select array_agg(new order by other) as news, array_agg(other order by other) as others,
        array_agg(linked order by other) as linked, array_agg(secret order by other) as secret,
        array_agg(closed order by other) as closed
      from kinds group by release_id, b) p
    where isolation.singles_out(p.news, p.others, p.linked, p.secret, p.closed))
$$;

-- Whether answers differ enough to be shown: 95% of them are not the same, nor all of closed trusts but those of one, who
-- may be looking and gave so many (`own`).
create or replace function isolation.differs(n numeric, every numeric[], closed numeric, those numeric[], own numeric) returns boolean
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select greatest(every[1], every[2], every[3], every[4]) * 20 < n * 19
    and greatest(those[1], those[2], those[3], those[4]) < closed - own
$$;
