"""The national picture over a synthetic England: made within its budget, and read as fast whatever its size.

At one times, or also at ten times (`--ten-times`). Trusts, reviews, snapshots and sharing are rows, put in as the
superuser; releases are made by the real function, read as the pages read them, and a review is signed off by its
executive. A page's time is PostgreSQL's own for planning and running its statements.
"""

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass

import psycopg

from tests.bench.servers import Servers, finish
from wellschool.demo.country import rows_of_country

TITLE = "the national picture"
RATED = 300  # trusts that have ratings of every cycle, in the large set of data
TRUSTS, YEARS = 2321, (2020, 2021, 2022, 2023, 2024, 2025)
REVIEWERS = 4
PAGE_MS, AGREED_MS, MAKING_SECONDS = 1.0, 5.0, 30.0  # budgets: a page's SQL, upkeep at a sign-off, making at one times
FLAT = 1.5  # how many times the SQL of one times, and 0.1 ms, ten times may take
RELEASED_AT_TEN = 2  # years: each takes about a minute
WITHOUT_BUDGET = ("a portfolio",)  # but flat
EMPTY = "truncate reviews_release, reviews_releasegroup, reviews_releasecell, reviews_releasecount"
MORE = ("accounts_trust", "accounts_membership", "reviews_review", "reviews_snapshot", "reviews_snapshotlevel",
        "reviews_consent")  # fmt: skip
# individual ratings, which nothing here may read: of one cycle, of so many trusts
RATINGS = (
    """
insert into reviews_reviewer (trust_id, review_id, membership_id, submitted, withdrawn, removed_while_rating)
select r.trust_id, r.id, -n, true, false, false
from reviews_review r join accounts_trust t on t.id = r.trust_id cross join generate_series(1, %(reviewers)s) n
where r.academic_year = %(year)s and t.id in (
  select c.id from accounts_trust c where c.slug like 'country-%%' order by c.id limit %(trusts)s)
""",
    """
insert into reviews_rating
  (id, trust_id, review_id, reviewer_id, statement_id, level, cant_say, note, suggestion, version)
select gen_random_uuid(), w.trust_id, w.review_id, w.id, s.id, 1 + (random() * 2)::int, false, '', '', 1
from reviews_reviewer w join accounts_trust t on t.id = w.trust_id
join reviews_review r on r.id = w.review_id
cross join (select id from frameworks_statement) s where t.slug like 'country-%%' and r.academic_year = %(year)s
""",
)


# fifty of them are an advisor's
ASSIGNED = """
insert into accounts_assignment (trust_id, user_id, assigned_by_id, assigned_at)
select t.id, y.user_id, y.user_id, now() from accounts_trust t, accounts_ystperson y
where t.slug like 'country-%' and y.role = 'advisor' order by t.id limit 50
"""
NOT_ASSIGNED = """
delete from accounts_assignment a using accounts_trust t where t.id = a.trust_id and t.slug like 'country-%'
"""


@dataclass(frozen=True)
class Measured:
    """One size. Milliseconds of SQL for each page, of the sign-off; seconds for each year's release."""

    times: int
    pages: dict[str, float]
    agreed: float
    releases: dict[str, float]


def measured(servers: Servers, sizes: tuple[int, ...]) -> tuple[str, bool]:
    """What was measured, in lines, and whether it is within its budgets."""
    found, lines, start = [], [], 0
    for times in sizes:
        begun = time.monotonic()
        fill(servers, start, TRUSTS * times)
        start = TRUSTS * times
        filled = time.monotonic() - begun
        found.append(measure(servers, times))
        lines += lines_of(found[-1], filled)
    failed = [f"{f.times} times: {words}" for f in found for words in missed(f)]
    if len(found) > 1:
        failed += [f"{page} is not flat" for page in found[0].pages if not is_flat(found[0], found[-1], page)]
        growth = ", ".join(f"{p} {found[-1].pages[p] / found[0].pages[p]:.2f}" for p in found[0].pages)
        signed = found[-1].agreed / found[0].agreed
        lines.append(f"  ratio of ten times to one times, of SQL: {growth}, sign-off {signed:.2f}")
    lines.append(
        f"  budget: a page's SQL {PAGE_MS:g} ms and flat, upkeep at the sign-off {AGREED_MS:g} ms, "
        f"a release at one times {MAKING_SECONDS:g} s: " + ("MISSED: " + "; ".join(failed) if failed else "met")
    )
    return "\n".join([f"{TITLE} ({TRUSTS:,} trusts, {len(YEARS)} yearly cycles, 42 statements):", *lines]), not failed


def missed(found: Measured) -> list[str]:
    slow = [page for page, ms in found.pages.items() if ms > PAGE_MS and page not in WITHOUT_BUDGET]
    if found.agreed > AGREED_MS:
        slow.append("sign-off")
    if found.times == 1 and max(found.releases.values()) > MAKING_SECONDS:
        slow.append("making a release")
    return slow


def is_flat(one: Measured, ten: Measured, page: str) -> bool:
    return ten.pages[page] <= FLAT * one.pages[page] + 0.1


def fill(servers: Servers, start: int, end: int) -> None:
    """Trusts up to this number, with everything; what was released before is forgotten."""
    names = [f"Trust {n}" for n in range(start + 1, end + 1)]
    with servers.superuser("wellschool") as connection:
        connection.execute("set session_replication_role = replica")
        connection.execute("set work_mem = '256MB'")
        connection.execute(EMPTY)
        version = connection.execute("select max(id) from frameworks_frameworkversion").fetchone()
        assert version
        for statement, values in rows_of_country(years=YEARS, version_id=version[0], names=names, start=start):
            connection.execute(statement, values)
            connection.execute("analyze " + ", ".join(MORE))
        if start == 0:  # as more take minutes
            rate(connection, YEARS[-1:], end)
            connection.execute(ASSIGNED)
        connection.execute("vacuum analyze")


def rate(connection: psycopg.Connection, years: Sequence[int], trusts: int) -> None:
    """Every statement by every reviewer, in the cycles of these years, of the first trusts."""
    for year in years:
        for statement in RATINGS:
            connection.execute(statement, {"reviewers": REVIEWERS, "year": year, "trusts": trusts})


def fill_large(servers: Servers) -> None:
    """England, of which some trusts have all that was rated in every cycle."""
    fill(servers, 0, TRUSTS)
    with servers.superuser("wellschool") as connection:
        connection.execute("set session_replication_role = replica")
        rate(connection, YEARS[:-1], RATED)
        connection.execute(NOT_ASSIGNED)
        connection.execute("vacuum analyze")


def measure(servers: Servers, times: int) -> Measured:
    told = servers.folder / "national.json"
    years = str(len(YEARS) if times == 1 else RELEASED_AT_TEN)
    finish(servers.command("product", "-m", "tests.bench.product.national", servers.folder, years), servers.log)
    made = json.loads(told.read_text())
    return Measured(times, made["pages"], made["agreed"], made["releases"])


def lines_of(found: Measured, filled: float) -> list[str]:
    """One size, in words."""
    pages = ", ".join(f"{page} {ms:.2f}" for page, ms in found.pages.items())
    releases = ", ".join(f"{year} {seconds:.1f}" for year, seconds in found.releases.items())
    return [
        f"  {found.times} times: filled in {filled:.0f} s",
        f"    ms of SQL to read {pages}",
        f"    a review is signed off in {found.agreed:.2f} ms of SQL",
        f"    seconds for each year's release: {releases}",
    ]
