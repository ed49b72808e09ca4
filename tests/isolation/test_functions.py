"""The functions behind the policies: who may call which, and that no plan keeps an answer for somebody else."""

import psycopg
import pytest

from tests.isolation.database import acting
from tests.isolation.databases import connect
from tests.isolation.world import World
from wellschool.database.roles import MAKERS

LOOK_UPS = {
    "parts", "uid", "trust", "job", "trusts_as", "member_trusts", "working_trusts", "steering_trusts", "lead_trusts",
    "exec_trusts", "unjoined_trusts", "yst", "yst_trusts", "trust_starts", "people_to_call",
    "my_reviewers", "rateable_reviews",
    "my_reviews", "comparable_reviews", "may_compare", "agreeing_reviews", "agreed_reviews",
    "readable_reviewers", "shared_snapshots",
    "released_to_members", "released_to_yst",
}  # fmt: skip
INVITED = {"invitation_behind", "accept_invitation"}  # by whoever holds the link
NAMES = {"folded", "sort_key", "same_letters", "search_words", "found_by", "is_name"}  # of a text alone
MEMBERS = {"shuffled_ratings", "named_ratings", "checked_reviewer", "counted_reviews"}
ONE_PAGE = {"save_rating", "review_frame", "comparison_frame", "open_meeting"}  # by web alone: what one page asks
CALLED_BY = {
    "wellschool_web": LOOK_UPS | NAMES | INVITED | MEMBERS | ONE_PAGE,
    "wellschool_worker": LOOK_UPS | NAMES | INVITED | MEMBERS,
    "wellschool_yst": LOOK_UPS | NAMES | INVITED | {"make_release"},
}
CALLABLE = """
select proname::text from pg_proc where pronamespace = 'isolation'::regnamespace and prorettype <> 'trigger'::regtype
and has_function_privilege(%s::text, oid, 'execute')
"""
KEPT = """
select proname::text, provolatile::text, proparallel::text, prosecdef, proowner::regrole::text from pg_proc
where pronamespace = 'isolation'::regnamespace and proname = any(%s)
"""


@pytest.mark.parametrize("role", sorted(CALLED_BY))
def test_people_call_look_ups_and_what_they_need_and_no_more(raw: psycopg.Connection, role: str) -> None:
    found = {row[0] for row in raw.execute(CALLABLE, [role])}
    raw.rollback()
    assert found == CALLED_BY[role]


def test_look_ups_are_asked_anew_in_every_statement_and_by_the_leader_only(raw: psycopg.Connection) -> None:
    """Immutable, a kept plan would give one person's rows to another; parallel, a worker has another process number."""
    rows = raw.execute(KEPT, [sorted(LOOK_UPS)]).fetchall()
    raw.rollback()
    assert {row[0] for row in rows} == LOOK_UPS
    assert {row[1:] for row in rows} == {("s", "r", True, "wellschool_guard")}


def test_the_schema_of_the_functions_belongs_to_the_guard(raw: psycopg.Connection) -> None:
    query = "select nspowner::regrole::text from pg_namespace where nspname = 'isolation'"
    owners = raw.execute(
        "select distinct proowner::regrole::text from pg_proc where pronamespace = 'isolation'::regnamespace"
    )
    assert {row[0] for row in owners} == {"wellschool_guard", *MAKERS}
    assert raw.execute(query).fetchone() == ("wellschool_guard",)
    raw.rollback()


def test_a_kept_plan_is_made_anew_for_the_next_person(world_name: str, world: World) -> None:
    with connect(world_name, "wellschool_web", autocommit=True) as raw:
        for mode in ("auto", "force_generic_plan", "force_custom_plan"):
            raw.execute(f"set plan_cache_mode = {mode}")  # type: ignore[arg-type]
            raw.execute("prepare kept as select count(*) from accounts_trust")
            for person, many in (
                (world.rating.lead, 1),
                (world.manager, len(world.trusts)),
                (world.rating.twice, 2),
            ) * 4:
                with acting(raw, person):
                    assert raw.execute("execute kept").fetchone() == (many,)
            assert raw.execute("execute kept").fetchone() == (0,)
            raw.execute("deallocate kept")
