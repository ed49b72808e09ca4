"""Other trusts, far more than can be built through the operations: only what national figures are made of.

As `wellschool_migrate`. Each trust is rows: a profile, one person who has not signed in, and for each academic year a
signed-off review with its snapshot and what its executive shares. The same numbers give the same country.
"""

from collections.abc import Iterator, Sequence

from django.db import connection, transaction

from accounts.isolation.roles import as_database_role

FIRST = ("Alderbank", "Birchfield", "Cloverdale", "Dewhurst", "Elmstead", "Fallowfield", "Gorsemoor", "Hazelmere",
         "Inglewood", "Juniper Hill", "Kingsley Vale", "Lavender Lane")  # fmt: skip
SECOND = ("Schools Trust", "Learning Trust", "Academies", "Education Partnership", "Primary Partnership", "Federation")
NAMES = tuple(f"{first} {second}" for second in SECOND for first in FIRST)

# NUMBER_OF_IT below: of a trust of this country; null for any other
NUMBER = "substring(t.slug from '^country-([0-9]+)$')::int"
TRUSTS = """
insert into accounts_trust (slug, name, group_id, region, phase, schools, pupils, created_at)
select 'country-' || n, (%(names)s::text[])[n - %(start)s], 'TR' || 50000 + n,
  (array['london', 'north-west', 'south-east', 'east-midlands', 'yorkshire-and-the-humber', 'south-west'])[1 + n %% 6],
  (array['primary', 'primary', 'mixed', 'secondary', 'mixed'])[1 + n %% 5],
  s.schools, s.schools * 380, make_timestamptz(%(first)s, 9, 20, 9, 0, 0, 'Europe/London')
from generate_series(%(start)s + 1, %(end)s) n
cross join lateral (select (array[3, 8, 14, 4, 26, 1, 9])[1 + n %% 7] as schools) s
"""
PEOPLE = """
insert into accounts_membership (trust_id, role, also_lead, name, job_title, created_at)
select t.id, 'lead', false, 'Review lead of ' || t.name, 'Director of education', t.created_at
from accounts_trust t where NUMBER_OF_IT > %(start)s
"""
REVIEWS = """
insert into reviews_review (uuid, trust_id, framework_id, version_id, title, academic_year, term, stage,
  names_shown, created_at, created_by_id, rating_at, revealed_at, signed_off_at, previous_id)
select gen_random_uuid(), t.id, (select v.framework_id from frameworks_frameworkversion v where v.id = %(version)s),
  %(version)s, 'Yearly self-review', %(year)s, 'year', 'agreed', true, d.at, m.id, d.at,
  d.at + interval '20 days', d.at + interval '30 days', p.id
from accounts_trust t
join accounts_membership m on m.trust_id = t.id
left join reviews_review p on p.trust_id = t.id and p.academic_year = %(year)s - 1
cross join lateral (select NUMBER_OF_IT as n) x
cross join lateral (
  select make_timestamptz(%(year)s, 10, 1, 9, 0, 0, 'Europe/London') + n %% 150 * interval '1 day' as at) d
where n > %(start)s and (%(year)s > %(first)s or n %% 9 < 6)
"""
SNAPSHOTS = """
insert into reviews_snapshot (trust_id, review_id, number, signed_off_at, signed_off_by_name, independence)
select r.trust_id, r.id, 1, r.signed_off_at, 'Chief executive', '{}'
from reviews_review r join accounts_trust t on t.id = r.trust_id
where NUMBER_OF_IT > %(start)s and r.academic_year = %(year)s
"""
# roughly where the trust stands, where trusts stand on the statement, and chance; a later year is like the one before
LEVELS = """
insert into reviews_snapshotlevel (trust_id, snapshot_id, statement_id, level, rationale, left_open_reason)
select f.trust_id, f.snapshot, f.statement, f.level, '',
  case when f.level is null then 'We want to hear more first.' else '' end
from (
  select n.trust_id, n.id as snapshot, s.id as statement, case
    when random() < 0.03 then null
    when b.level is not null then least(3, greatest(1, b.level + (random() < 0.25)::int - (random() < 0.08)::int))
    else least(3, greatest(1, round(
      1.75 + sin(n.trust_id * 7) * 0.35 + cos(s.id * 5) * 0.4 + (random() + random() - 1) * 1.3))) end as level
  from reviews_snapshot n
  join reviews_review r on r.id = n.review_id and r.academic_year = %(year)s
  join accounts_trust t on t.id = n.trust_id and NUMBER_OF_IT > %(start)s
  join frameworks_statement s on s.version_id = r.version_id
  left join reviews_snapshot p on p.review_id = r.previous_id
  left join reviews_snapshotlevel b on b.snapshot_id = p.id and b.statement_id = s.id
) f
"""
CONSENTS = """
insert into reviews_consent (trust_id, review_id, choice, steps_shared, chosen_at, chosen_by_name)
select r.trust_id, r.id, case when NUMBER_OF_IT %% 12 = 5 then 'agreed' else 'releases' end, false,
  r.signed_off_at, 'Chief executive'
from reviews_review r join accounts_trust t on t.id = r.trust_id
where NUMBER_OF_IT > %(start)s and r.academic_year = %(year)s and NUMBER_OF_IT %% 17 <> 3
"""
Values = dict[str, int | list[str]]
Statements = Iterator[tuple[str, Values]]


def rows_of_country(*, years: Sequence[int], version_id: int, names: Sequence[str], start: int = 0) -> Statements:
    """Statements, with their values, that fill the tables; to be run in this order, past triggers."""
    end = start + len(names)
    values: Values = {
        "names": list(names),
        "start": start,
        "end": end,
        "first": years[0],
        "version": version_id,
    }
    yield TRUSTS, values
    yield PEOPLE.replace("NUMBER_OF_IT", NUMBER), values
    for year in years:
        for statement in (REVIEWS, SNAPSHOTS, LEVELS, CONSENTS):
            yield statement.replace("NUMBER_OF_IT", NUMBER), values | {"year": year}


@transaction.atomic
def fill_country(*, years: Sequence[int], version_id: int, names: Sequence[str] = NAMES) -> int:
    """Trusts that have agreed and share, a review each for these academic years; returns how many trusts.

    Nobody invited their people or went through the stages, so those guards do not look on meanwhile.
    """
    with as_database_role("wellschool_migrate"), connection.cursor() as cursor:
        cursor.execute("select setseed(0.42)")
        _guards(are_on=False)
        for statement, values in rows_of_country(years=years, version_id=version_id, names=names):
            cursor.execute(statement, values)
        _guards(are_on=True)
    return len(names)


def _guards(*, are_on: bool) -> None:
    words = "enable" if are_on else "disable"
    with as_database_role("wellschool_owner"), connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")  # a table with pending triggers is not altered
        cursor.execute(f"alter table accounts_membership {words} trigger membership_guard")
        cursor.execute(f"alter table reviews_review {words} trigger stage_guard")
