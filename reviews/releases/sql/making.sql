-- Making a release: count, group, work out. What may be told is asked of telling.sql.
set local role wellschool_releaser;

-- Copies of what Python says, made after each migration: regions, phases and bands of schools; bands of trusts; and the
-- day on which an academic year begins.
create table if not exists isolation.category (
  breakdown smallint, number smallint, key text not null, least int, most int, words text not null,
  primary key (breakdown, number)
);
create table if not exists isolation.band (least int primary key);
create table if not exists isolation.academic_year (first_month smallint not null, first_day smallint not null);

-- The number of a trust's region, phase or size (1, 2, 3); 99 when it is not given.
create or replace function isolation.categories_of(region text, phase text, schools int) returns smallint[] language sql stable
set search_path = pg_catalog, pg_temp as $$
  select array_agg(coalesce((
    select c.number from isolation.category c
    where c.breakdown = b and (c.key = given or b = 3 and schools between c.least and c.most)), 99)::smallint order by b)
  from unnest(array[region, phase, null]) with ordinality x(given, b)
$$;

-- Categories of a breakdown in words: "London and North East".
create or replace function isolation.category_words(breakdown int, categories int[]) returns text language sql stable
set search_path = pg_catalog, pg_temp as $$
  with words as (
    select array_agg(coalesce(k.words, 'not given') order by c) as w
    from unnest(categories) c left join isolation.category k on (k.breakdown, k.number) = ($1, c))
  select case when w = '{not given}' then 'Not given' when cardinality(w) = 1 then w[1]
    else array_to_string(w[:cardinality(w) - 1], ', ') || ' and ' || w[cardinality(w)] end from words
$$;

-- The moment at which the academic year that begins in this year does.
create or replace function isolation.year_begins(year int) returns timestamptz language sql stable
set search_path = pg_catalog, pg_temp as $$
  select make_timestamptz(year, first_month, first_day, 0, 0, 0, 'Europe/London') from isolation.academic_year
$$;

-- Of each trust, its latest sign-off of the year that is shared now, unless its review was counted before.
create or replace function isolation.count_trusts(which bigint) returns void language plpgsql
set search_path = pg_catalog, pg_temp as $$
declare
  r public.reviews_release;
begin
  select * into r from public.reviews_release x where x.id = which;
  update public.reviews_releasecount k set was_open = true
    where k.release_id = any((select isolation.releases_before(which))::bigint[]) and not k.was_open and exists (
      select from public.reviews_consent c where c.trust_id = k.trust_id and c.choice = 'agreed');
  insert into public.reviews_releasecount
    (release_id, trust_id, review_id, snapshot_id, previous_id, categories, groups, is_known, was_open, widest)
  select distinct on (v.trust_id)
    which, v.trust_id, v.id, s.id, p.id, t.categories, t.categories, held.choice = 'agreed',
    exists (select from public.reviews_consent c where c.trust_id = v.trust_id and c.choice = 'agreed'), held.choice
  from public.reviews_review v
  join public.reviews_consent held on held.review_id = v.id and held.withdrawn_at is null and held.choice in ('releases', 'agreed')
  cross join lateral (
    select x.id, x.signed_off_at from public.reviews_snapshot x where x.review_id = v.id order by x.number desc limit 1) s
  cross join lateral (
    select isolation.categories_of(x.region, x.phase, x.schools) as categories from public.accounts_trust x where x.id = v.trust_id) t
  left join lateral (
    select k.id, k.review_id from public.reviews_releasecount k join public.reviews_release o on o.id = k.release_id
    where k.trust_id = v.trust_id and o.version_id = r.version_id and o.academic_year < r.academic_year
    order by o.academic_year desc limit 1) p
    -- the cycle before is used only while it is shared, too
    on exists (select from public.reviews_consent c
               where c.review_id = p.review_id and c.withdrawn_at is null and c.choice in ('releases', 'agreed'))
  where v.version_id = r.version_id and v.stage = 'agreed'
    and s.signed_off_at >= isolation.year_begins(r.academic_year)
    and s.signed_off_at < isolation.year_begins(r.academic_year + 1)
    and not exists (select from public.reviews_releasecount k where k.review_id = v.id)
  order by v.trust_id, s.signed_off_at desc, v.id desc;
end $$;

-- Beside an earlier release, a few trusts that came or went would stand out: then some that stayed are left out, by
-- lot, until those that differ are enough. Nobody can tell who was.
create or replace function isolation.leave_some_out(which bigint) returns void language plpgsql
set search_path = pg_catalog, pg_temp as $$
declare
  tells boolean;
begin
  for n in 0..12 loop
    tells := isolation.tells_too_much(which, 0, '{}', false);
    exit when not tells;
    delete from public.reviews_releasecount k where k.id = (
      select c.id from public.reviews_releasecount c
      where c.release_id = which and not c.was_open and exists (
        select from public.reviews_releasecount o
        where o.trust_id = c.trust_id and o.release_id = any((select isolation.releases_before(which))::bigint[]))
      order by gen_random_uuid() limit 1);
  end loop;
  if tells or (select count(*) < 6 from public.reviews_releasecount k where k.release_id = which and not k.was_open) then
    raise exception 'too few trusts' using errcode = 'P0N01';
  end if;
end $$;

-- Put the smallest group of a breakdown together with the next smallest; of sizes, with a neighbour.
create or replace function isolation.merge_groups(which bigint, breakdown int) returns void language sql
set search_path = pg_catalog, pg_temp as $$
  with sizes as (
    select k.groups[breakdown] as g, count(*) filter (where not k.was_open) as closed, count(*) as trusts
    from public.reviews_releasecount k where k.release_id = which group by 1),
  smallest as (select g from sizes order by closed, trusts, g limit 1),
  partner as (
    select z.g from sizes z, smallest s where z.g <> s.g and (breakdown <> 3 or not exists (
      select from sizes m where m.g > least(z.g, s.g) and m.g < greatest(z.g, s.g)))
    order by z.closed, z.trusts, z.g limit 1)
  update public.reviews_releasecount k set groups[breakdown] = least(p.g, s.g)
  from partner p, smallest s where k.release_id = which and k.groups[breakdown] in (p.g, s.g)
$$;

-- Merge groups until each has six closed trusts and the breakdown tells nothing too much; else withhold it.
create or replace function isolation.group_trusts(which bigint) returns void language plpgsql
set search_path = pg_catalog, pg_temp as $$
declare
  standing int[] := '{}';  -- beside all trusts, groups that are large enough tell nothing more
  groups int;
  fewest int;
begin
  for b in 1..3 loop
    loop
      select count(*), min(closed) into groups, fewest from (
        select count(*) filter (where not k.was_open) as closed from public.reviews_releasecount k
        where k.release_id = which group by k.groups[b]) g;
      if groups < 2 then
        update public.reviews_releasecount k set groups[b] = null where k.release_id = which;
        exit;
      end if;
      if fewest >= 6 and not isolation.tells_too_much(which, b, standing, false) then
        standing := standing || b;
        exit;
      end if;
      perform isolation.merge_groups(which, b);
    end loop;
  end loop;
end $$;

-- The breakdowns in which change may be shown: on the trusts counted before, every rule again.
create or replace function isolation.changes_shown(which bigint) returns int[] language plpgsql
set search_path = pg_catalog, pg_temp as $$
declare
  standing int[] := '{}';
  enough boolean;
begin
  for b in 0..3 loop
    select bool_and(closed >= 6) into enough from (
      select count(*) filter (where not k.was_open) as closed from public.reviews_releasecount k
      where k.release_id = which and k.previous_id is not null and (b = 0 or k.groups[b] is not null)
      group by case b when 0 then 0 else k.groups[b] end) g;
    if enough and not isolation.tells_too_much(which, b, array_remove(standing, 0), true) then
      standing := standing || b;
    end if;
    exit when b = 0 and standing = '{}';
  end loop;
  return standing;
end $$;

-- The groups as they will be shown; their bases as where a band begins.
create or replace function isolation.write_groups(which bigint, changes int[]) returns void language sql
set search_path = pg_catalog, pg_temp as $$
  with found as (
    select b.b, case b.b when 0 then 0 else k.groups[b.b] end as g, count(*) as trusts, count(k.previous_id) as before,
      array_agg(distinct case b.b when 0 then 0 else k.categories[b.b] end) as categories
    from public.reviews_releasecount k cross join generate_series(0, 3) b(b) where k.release_id = which group by 1, 2)
  insert into public.reviews_releasegroup (release_id, breakdown, position, words, base, change_base)
  select which, (array['all', 'region', 'phase', 'size'])[f.b + 1], coalesce(f.g, 0),
    case when f.b = 0 then 'All trusts' when f.g is null then '' else isolation.category_words(f.b, f.categories) end,
    case when f.g is not null then (select max(least) from isolation.band where least <= f.trusts) end,
    case when f.b = any(changes) then (select max(least) from isolation.band where least <= f.before) end
  from found f
$$;

-- How many trusts gave which answer, by breakdown, group and statement: first, second and third level, left open; or
-- higher, the same, lower, not comparable. `those`: of the closed ones.
create or replace function isolation.tally(which bigint, measured text, breakdowns int[])
returns table (b int, g int, statement_id bigint, n bigint, closed bigint, every bigint[], those bigint[])
language sql stable set search_path = pg_catalog, pg_temp as $$
  with answers as (
    select k.groups, k.was_open, l.statement_id, coalesce(l.level, 4) as answer, count(*) as trusts
    from public.reviews_releasecount k join public.reviews_snapshotlevel l on l.snapshot_id = k.snapshot_id
    where k.release_id = which and measured = 'levels' group by 1, 2, 3, 4
    union all
    select k.groups, k.was_open, l.statement_id, case
      when l.level is null or q.level is null then 4 when l.level > q.level then 1 when l.level = q.level then 2 else 3 end,
      count(*)
    from public.reviews_releasecount k join public.reviews_snapshotlevel l on l.snapshot_id = k.snapshot_id
    join public.reviews_releasecount p on p.id = k.previous_id
    join public.reviews_snapshotlevel q on q.snapshot_id = p.snapshot_id and q.statement_id = l.statement_id
    where k.release_id = which and measured = 'change' group by 1, 2, 3, 4),
  sums as (
    select v.b, v.g, a.statement_id, a.answer, sum(a.trusts)::bigint as n, coalesce(sum(a.trusts) filter (where not a.was_open), 0)::bigint as closed
    from answers a cross join lateral (
      select x.b, case x.b when 0 then 0 else a.groups[x.b]::int end as g from unnest(breakdowns) x(b)) v
    where v.g is not null group by 1, 2, 3, 4)
  select k.b, k.g, k.statement_id, sum(coalesce(z.n, 0))::bigint, sum(coalesce(z.closed, 0))::bigint,
    array_agg(coalesce(z.n, 0) order by k.answer), array_agg(coalesce(z.closed, 0) order by k.answer)
  from (select distinct z.b, z.g, z.statement_id, x.answer from sums z cross join generate_series(1, 4) x(answer)) k
  left join sums z using (b, g, statement_id, answer) group by 1, 2, 3
$$;

-- Which groups show statements, and which show domains; and of which statements domains are made (`used`).
--
-- What is withheld must not itself tell. A group of fewer than fifty closed trusts shows all statements or none, and all
-- domains or none: none if answers to one of them do not differ enough, and then it does not say to which. A larger group
-- may hide single statements; all groups of its breakdown hide them too. Statements are shown from twenty closed trusts: a
-- share rounded to a tenth of fewer is an exact count, and fewer agree by chance too often. What a breakdown hides is,
-- taken together, itself fit to be shown, or the whole breakdown hides it: else it could be worked out from the rest.
create or replace function isolation.shown_statements(which bigint, measured text, breakdowns int[])
returns table (b int, g int, statement_id bigint, domain_id bigint, n bigint, every bigint[], shown boolean, used boolean)
language sql stable set search_path = pg_catalog, pg_temp as $$
  with mixed as (
    select t.*, s.domain_id, isolation.differs(t.n, t.every, t.closed, t.those, 1) as mixes
    from isolation.tally(which, measured, breakdowns) t join public.frameworks_statement s on s.id = t.statement_id),
  usable as (
    select m.*, not bool_or(m.closed >= 50 and not m.mixes) over (partition by m.b, m.statement_id)
      and not bool_or(m.b = 0 and m.closed >= 50 and not m.mixes) over (partition by m.statement_id) as use
    from mixed m),
  cells as (  -- each statement by itself, and each domain of two or more
    select 'statement' as kind, u.b, u.g, u.statement_id as subject, u.closed as trusts, u.n, u.closed, 1 as own, u.every, u.those
    from usable u where u.use
    union all
    select 'domain', u.b, u.g, u.domain_id, max(u.closed), sum(u.n), sum(u.closed), count(*),
      array[sum(u.every[1]), sum(u.every[2]), sum(u.every[3]), sum(u.every[4])]::bigint[],
      array[sum(u.those[1]), sum(u.those[2]), sum(u.those[3]), sum(u.those[4])]::bigint[]
    from usable u where u.use group by u.b, u.g, u.domain_id having count(*) > 1),
  fit as (
    select c.kind, c.b, c.g, max(c.trusts) as trusts,
      bool_and(isolation.differs(c.n, c.every, c.closed, c.those, c.own))
        and (c.kind = 'domain' or max(c.trusts) >= 20) as fits
    from cells c group by 1, 2, 3),
  both_fit as (  -- a group that hides domains hides statements, too: so those that hide statements come first
    select f.*, f.fits and bool_or(f.b = 0 and f.fits) over (partition by f.kind) as shows,
      bool_or(f.kind = 'statement' and f.fits) over (partition by f.b, f.g) as later
    from fit f),
  placed as (
    select f.*, row_number() over (partition by f.kind, f.b order by f.shows, f.later, f.trusts, f.g) as place,
      count(*) over (partition by f.kind, f.b) as places, count(*) filter (where not f.shows) over (partition by f.kind, f.b) as unfit
    from both_fit f),
  together as (  -- what is hidden up to each place
    select c.kind, c.b, p.place, p.unfit, c.own, sum(c.trusts) over up_to as trusts, sum(c.n) over up_to as n, sum(c.closed) over up_to as closed,
      array[sum(c.every[1]) over up_to, sum(c.every[2]) over up_to, sum(c.every[3]) over up_to, sum(c.every[4]) over up_to] as every,
      array[sum(c.those[1]) over up_to, sum(c.those[2]) over up_to, sum(c.those[3]) over up_to, sum(c.those[4]) over up_to] as those
    from cells c join placed p using (kind, b, g)
    window up_to as (partition by c.kind, c.b, c.subject order by p.place rows unbounded preceding)),
  ends as (
    select t.kind, t.b, t.place from together t where t.place >= greatest(t.unfit, 2) group by 1, 2, 3
    having bool_and(isolation.differs(t.n, t.every, t.closed, t.those, t.own)) and (t.kind = 'domain' or max(t.trusts) >= 20)),
  telling as (
    select p.b, p.g, bool_or(p.kind = 'statement') as statements, bool_or(p.kind = 'domain') as domains from placed p
    where p.unfit = 0 or p.place > coalesce((select min(e.place) from ends e where (e.kind, e.b) = (p.kind, p.b)), p.places)
    group by 1, 2)
  select u.b, u.g, u.statement_id, u.domain_id, u.n, u.every, u.use and coalesce(t.statements, false),
    u.use and (coalesce(t.statements, false)
      or coalesce(t.domains, false) and count(*) filter (where u.use) over (partition by u.b, u.g, u.domain_id) > 1)
  from usable u left join telling t using (b, g)
$$;

-- The figures of one measure. Domains and pillars are made of the same statements in every group of a breakdown.
create or replace function isolation.work_out(which bigint, measured text, breakdowns int[]) returns void language sql
set search_path = pg_catalog, pg_temp as $$
  with told as (
    select x.*, d.pillar_id from isolation.shown_statements(which, measured, breakdowns) x
    join public.frameworks_domain d on d.id = x.domain_id),
  parts as (
    select b, g, statement_id, null::bigint as domain_id, null::bigint as pillar_id, n, every, shown as used from told
    union all select b, g, null, domain_id, null, n, every, used from told
    union all select b, g, null, null, pillar_id, n, every, used from told),
  figures as (
    select b, g, statement_id, domain_id, pillar_id, count(*) filter (where used) as many, sum(n) filter (where used) as n,
      array[sum(every[1]) filter (where used), sum(every[2]) filter (where used),
            sum(every[3]) filter (where used), sum(every[4]) filter (where used)] as every
    from parts group by 1, 2, 3, 4, 5)
  insert into public.reviews_releasecell (release_id, group_id, measure, pillar_id, domain_id, statement_id, tenths, "of")
  select which, w.id, measured, f.pillar_id, f.domain_id, f.statement_id,
    case when f.many > 0 then array(
      select floor((20 * e.e + f.n) / (2 * f.n)) from unnest(f.every) with ordinality as e(e, place) order by e.place)::smallint[] end,
    f.many
  from figures f join public.reviews_releasegroup w on w.release_id = which
    and w.breakdown = (array['all', 'region', 'phase', 'size'])[f.b + 1] and w.position = f.g
$$;

-- Make the release that is in hand: count, group, work out, and there it is, all at once or not at all. The lock keeps
-- changes of sharing out meanwhile.
create or replace function isolation.make_release(which bigint, held uuid, at timestamptz) returns void language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
declare
  changes int[];
  shown int[];
begin
  if not isolation.yst('manager') then
    raise exception 'only a programme manager makes a release' using errcode = '42501';
  end if;
  perform from public.reviews_release r where r.id = which and r.state = 'making' and r.lease = held for update;
  if not found then raise exception 'this release is not in hand' using errcode = 'P0N02'; end if;
  perform pg_advisory_xact_lock(hashtext('national releases'));
  perform isolation.count_trusts(which);
  perform isolation.leave_some_out(which);
  perform isolation.group_trusts(which);
  changes := isolation.changes_shown(which);
  perform isolation.write_groups(which, changes);
  shown := array(select b from generate_series(0, 3) b where b = 0 or exists (
    select from public.reviews_releasecount k where k.release_id = which and k.groups[b] is not null));
  perform isolation.work_out(which, 'levels', shown);
  perform isolation.work_out(which, 'change', changes);
  update public.reviews_release r set state = 'previewed', made_at = at, lease = null, lease_until = null where r.id = which;
end $$;

grant execute on function isolation.make_release(bigint, uuid, timestamptz) to wellschool_yst;
