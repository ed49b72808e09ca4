"""Two people at the same moment, over connections of their own (attacks 15, 40 to 43 and 66)."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from accounts.isolation.actor import Actor, acting_as, signed_context
from accounts.models import YstPerson
from accounts.refusals import Refused
from accounts.register.operations import upload_register
from reviews.review.operations.rating import Answer, ChangedElsewhere, save_rating
from tests.builders import NOON
from tests.isolation.database import acting
from tests.isolation.databases import connect
from tests.isolation.probes_invitations import ACCEPT, INVITE, MEMBER, TOKEN
from tests.isolation.probes_register import IMPORT
from tests.isolation.probes_reviewers import CHOOSE, REMOVE
from tests.isolation.probes_saving import WITH_TOKEN
from tests.isolation.probes_stages import EARLY, SUBMIT, TO
from tests.isolation.world import Person, Trust, World

RECALL = "update reviews_submission set recalled_at = now() where recalled_at is null"
STANDING = "select count(*) from reviews_submission where recalled_at is null and reviewer_id = any(%s)"


@pytest.fixture
def boss(spare: str) -> Iterator[psycopg.Connection]:
    """The superuser, who looks and prepares."""
    with connect(spare, autocommit=True) as raw:
        yield raw


@pytest.fixture
def here(spare: str) -> Iterator[psycopg.Connection]:
    with connect(spare, "wellschool_web", autocommit=True) as raw:
        yield raw


@pytest.fixture
def there(spare: str) -> Iterator[psycopg.Connection]:
    with connect(spare, "wellschool_web", autocommit=True) as raw:
        yield raw


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Run all at the same moment; the results, or the errors, in their order."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        barrier.wait(5)
        try:
            return act()
        except (psycopg.Error, ChangedElsewhere) as error:
            return error

    with ThreadPoolExecutor(len(acts)) as pool:
        return [future.result(20) for future in [pool.submit(run, act) for act in acts]]


def do(raw: psycopg.Connection, person: Person, statement: str, *values: object) -> int:
    with acting(raw, person):
        return raw.execute(statement, values or None).rowcount  # type: ignore[arg-type]


def until_somebody_waits(boss: psycopg.Connection) -> None:
    for _ in range(500):
        if boss.execute("select 1 from pg_locks where not granted").fetchone():
            return
        time.sleep(0.01)
    raise AssertionError("nobody waits for a lock")


def test_two_last_submissions_at_once_are_both_recorded(
    world: World, boss: psycopg.Connection, here: psycopg.Connection, there: psycopg.Connection
) -> None:
    trust = world.submitted
    pair = [trust.colleague, trust.second]
    ids = [person.reviewer_id for person in pair]
    for _ in range(25):
        for raw, person in zip((here, there), pair, strict=True):
            assert do(raw, person, RECALL) == 1
        assert boss.execute(STANDING, [ids]).fetchone() == (0,)
        submit = [
            (raw, p, SUBMIT, trust.id, trust.review, p.reviewer_id) for raw, p in zip((here, there), pair, strict=True)
        ]
        assert at_once(*(lambda a=a: do(*a) for a in submit)) == [1, 1]
        assert boss.execute(STANDING, [ids]).fetchone() == (2,)
        marked = boss.execute("select bool_and(submitted) from reviews_reviewer where id = any(%s)", [ids])
        assert marked.fetchone() == (True,)


@pytest.fixture
def late(world: World, boss: psycopg.Connection, here: psycopg.Connection) -> int:
    """The row of a reviewer who has not submitted, in a review that may be shown early."""
    trust = world.submitted
    with acting(here, trust.lead):
        here.execute(CHOOSE, [trust.id, trust.review, trust.fourth.membership_id])
        here.execute(EARLY, [trust.id, trust.review, None])
    chosen = boss.execute("select max(id) from reviews_reviewer where review_id = %s", [trust.review]).fetchone()
    return chosen[0]


LANDED = "select count(*) from reviews_rating where reviewer_id = %s"


def save(raw: psycopg.Connection, person: Person, trust: Trust, statement: int, expected: int = 0) -> object:
    """As the web does it: one statement, which is a transaction of its own; whether it is stored."""
    token = signed_context(Actor(person.user_id, trust.slug), raw.info.backend_pid, settings.ISOLATION_KEY)
    return raw.execute(WITH_TOKEN, [token, trust.uuid, statement, 1, expected]).fetchone()[0]  # type: ignore[arg-type]


def removed(raw: psycopg.Connection, trust: Trust, reviewer: int) -> None:
    """By the lead, in the transaction that is open."""
    raw.execute(EARLY, [trust.id, trust.review, reviewer])
    raw.execute(REMOVE, [reviewer])


def shown(raw: psycopg.Connection, trust: Trust, reviewer: int) -> None:
    raw.execute(TO["comparing"], [trust.review])


def cancelled(raw: psycopg.Connection, trust: Trust, reviewer: int) -> None:
    raw.execute(TO["cancelled"], [trust.review])


AGAINST = {"the showing": (shown, "P0R01"), "removal": (removed, "P0R09"), "cancelling": (cancelled, "P0R01")}


@pytest.mark.parametrize("what", AGAINST)
def test_a_save_before_it_lands_and_it_waits(
    world: World, boss: psycopg.Connection, here: psycopg.Connection, there: psycopg.Connection, late: int, what: str
) -> None:
    trust = world.submitted

    def decides() -> None:
        with acting(there, trust.lead):
            AGAINST[what][0](there, trust, late)

    with ThreadPoolExecutor(1) as pool:
        with here.transaction():
            assert save(here, trust.fourth, trust, world.statements[0])
            deciding = pool.submit(decides)
            until_somebody_waits(boss)
            assert not deciding.done()
        deciding.result(5)
    assert boss.execute(LANDED, [late]).fetchone() == (1,)


@pytest.mark.parametrize("what", AGAINST)
def test_a_save_after_it_waits_and_is_refused(
    world: World, boss: psycopg.Connection, here: psycopg.Connection, there: psycopg.Connection, late: int, what: str
) -> None:
    trust = world.submitted
    decide, state = AGAINST[what]
    with ThreadPoolExecutor(1) as pool:
        with acting(there, trust.lead):
            decide(there, trust, late)
            saving = pool.submit(save, here, trust.fourth, trust, world.statements[0])
            until_somebody_waits(boss)
            assert not saving.done()
        with pytest.raises(psycopg.Error) as refused:
            saving.result(5)
    assert refused.value.sqlstate == state
    assert boss.execute(LANDED, [late]).fetchone() == (0,)


def test_a_save_after_a_submission_waits_and_is_refused_and_before_it_is_counted(
    world: World, boss: psycopg.Connection, here: psycopg.Connection, there: psycopg.Connection
) -> None:
    trust, me = world.submitted, world.submitted.colleague
    submit = (SUBMIT, trust.id, trust.review, me.reviewer_id)
    do(there, me, RECALL)
    with ThreadPoolExecutor(1) as pool:
        with here.transaction():
            assert save(here, me, trust, world.statements[0], 1)
            submitting = pool.submit(do, there, me, *submit)
            until_somebody_waits(boss)
        assert submitting.result(5) == 1
        do(there, me, RECALL)
        with acting(there, me):
            there.execute(SUBMIT, submit[1:])
            saving = pool.submit(save, here, me, trust, world.statements[0], 2)
            until_somebody_waits(boss)
            assert not saving.done()
        with pytest.raises(psycopg.Error) as refused:
            saving.result(5)
    assert refused.value.sqlstate == "P0R02"


def test_fifty_saves_at_once_are_all_stored_and_counted_in_their_order(spare: str, world: World) -> None:
    """Of one person over many connections, as nobody types: every later count has all that the earlier had."""
    trust, me = world.rating, world.rating.colleague
    begun = dict.fromkeys(world.statements[:20], 1)

    def saves(n: int) -> list[tuple[int, int]]:
        with connect(spare, "wellschool_web", autocommit=True) as raw:
            told = []
            for statement in world.statements[n::10]:
                token = signed_context(Actor(me.user_id, trust.slug), raw.info.backend_pid, settings.ISOLATION_KEY)
                counted = WITH_TOKEN.replace("is_stored, version", "in_order, is_stored")
                row = raw.execute(counted, [token, trust.uuid, statement, 1, begun.get(statement, 0)]).fetchone()
                assert row[1] is True
                told.append((row[0], len(row[2])))
            return told

    found = [one for told in at_once(*(lambda n=n: saves(n) for n in range(10))) for one in told]
    assert len(found) == 42
    assert [order for order, _ in sorted(found)] == list(range(21, 63))
    assert [many for _, many in sorted(found)] == sorted(many for _, many in found)
    assert max(found)[1] == 42


def test_without_the_lock_such_a_save_lands_late(
    world: World, boss: psycopg.Connection, here: psycopg.Connection, there: psycopg.Connection, late: int
) -> None:
    """Shows that the tests before bite: policies alone do not keep the two apart."""
    trust = world.submitted
    source = boss.execute("select pg_get_functiondef('isolation.rating_seat'::regproc)").fetchone()[0]
    assert "for share of v" in source
    boss.execute(source.replace("for share of v", ""))
    with acting(there, trust.lead):
        there.execute(TO["comparing"], [trust.review])
        assert save(here, trust.fourth, trust, world.statements[0])
    assert boss.execute("select stage from reviews_review where id = %s", [trust.review]).fetchone() == ("comparing",)
    assert boss.execute(LANDED, [late]).fetchone() == (1,)


def test_whoever_has_no_seat_waits_for_no_lock(
    world: World, here: psycopg.Connection, there: psycopg.Connection
) -> None:
    trust = world.rating
    with acting(there, trust.executive):
        there.execute("select id from reviews_review for update")
        here.execute("set lock_timeout = '1ms'")
        for attacker in (trust.bystander, trust.executive, world.named.lead):
            assert save(here, attacker, trust, world.statements[41]) is None


def test_what_a_save_was_told_does_not_outlive_it(here: psycopg.Connection, world: World) -> None:
    assert save(here, world.rating.colleague, world.rating, world.statements[30])
    for setting in ("app.ctx", "isolation.seat"):
        assert here.execute("select coalesce(current_setting(%s, true), '')", [setting]).fetchone() == ("",)
    assert here.execute("select count(*) from reviews_rating").fetchone() == (0,)


@pytest.mark.usefixtures("django")
def test_of_two_windows_with_the_same_version_the_second_is_told(world: World) -> None:
    me, trust = world.rating.colleague, world.rating

    def saves(level: int, expected: int) -> int:
        try:
            with acting_as(Actor(me.user_id, trust.slug)):
                answer, statement = Answer(level=level, note=f"Window {level}"), world.statements[30]
                review = UUID(trust.uuid)
                return save_rating(review=review, statement_id=statement, answer=answer, expected=expected).version
        finally:
            connection.close()

    for expected in range(5):
        results = at_once(lambda: saves(1, expected), lambda: saves(2, expected))  # noqa: B023
        told = [r for r in results if isinstance(r, ChangedElsewhere)]
        assert sorted(r for r in results if isinstance(r, int)) == [expected + 1]
        assert len(told) == 1
        assert told[0].now.version == expected + 1
        assert told[0].now.level == results.index(expected + 1) + 1
        assert saves(told[0].now.level, expected) == expected + 1  # its reply was lost: the same again is stored once


def test_a_membership_and_an_account_of_yst_at_once_are_one_of_the_two(
    world: World, spare: str, boss: psycopg.Connection, here: psycopg.Connection
) -> None:
    trust = world.shared
    with connect(spare, "wellschool_migrate") as loader:
        for n in range(10):
            address, token = f"both{n}@nowhere.example", TOKEN[:-2] + f"{n:02}"
            person = account(boss, address)
            with acting(here, trust.lead):
                new = here.execute(MEMBER, [trust.id, "colleague"]).fetchone()[0]
                here.execute(INVITE.replace(TOKEN, token), [trust.id, new, address, trust.lead.user_id])
            results = at_once(
                lambda: accepts(here, person, token),  # noqa: B023
                lambda: joins_yst(loader, person),  # noqa: B023
            )
            assert ("accepted" in results) != ("joined" in results), results
            sides = boss.execute(
                "select (select count(*) from accounts_membership where user_id = %(id)s) "
                "+ (select count(*) from accounts_ystperson where user_id = %(id)s)",
                {"id": person.user_id},
            )
            assert sides.fetchone() == (1,), results


@pytest.mark.usefixtures("django")
def test_of_two_uploads_of_the_register_at_once_the_second_is_told_and_does_not_wait(
    world: World, boss: psycopg.Connection, there: psycopg.Connection
) -> None:
    boss.execute("update accounts_registerimport set status = 'discarded'")
    with acting(there, world.manager):
        there.execute(IMPORT.replace("'discarded'", "'waiting'"), [world.manager.user_id])
        with acting_as(Actor(world.manager.user_id, yst=True)), connection.cursor() as cursor:
            cursor.execute("set local lock_timeout = '50ms'")  # in production it is three seconds
            by = YstPerson.objects.get(user_id=world.manager.user_id)
            with pytest.raises(Refused, match="Another import is not finished yet"):
                upload_register(files=[], by=by, at=NOON)


def account(boss: psycopg.Connection, address: str) -> Person:
    insert = (
        "insert into accounts_user (password, email, is_active, is_yst, created_at) values ('', %s, true, false, now())"
    )
    person = Person(boss.execute(f"{insert} returning id", [address]).fetchone()[0])
    verified = 'insert into account_emailaddress (user_id, email, verified, "primary") values (%s, %s, true, true)'
    boss.execute(verified, [person.user_id, address])
    return person


def accepts(raw: psycopg.Connection, person: Person, token: str) -> str:
    with acting(raw, person):
        return raw.execute(ACCEPT, [token]).fetchone()[0]


def joins_yst(raw: psycopg.Connection, person: Person) -> str:
    with raw.transaction():
        insert = "insert into accounts_ystperson (user_id, name, role, created_at) values (%s, 'X', 'advisor', now())"
        raw.execute(insert, [person.user_id])
    return "joined"


LEAVE = "update accounts_membership set left_at = now()"
FIRSTS = (("lead", "a manager"), ("executive", "a lead"))
MEMBERS = "select count(*) from accounts_membership where trust_id = %s and left_at is null"
JOINED, INVITED = f"{MEMBERS} and user_id is not null and role = %s", f"{MEMBERS} and user_id is null"


@pytest.mark.parametrize(("role", "by"), FIRSTS, ids=[f"the first {role} by {by}" for role, by in FIRSTS])
def test_of_two_invitations_of_the_first_sent_at_once_one_stands_and_one_joins(
    world: World, boss: psycopg.Connection, here: psycopg.Connection, there: psycopg.Connection, role: str, by: str
) -> None:
    trust, inviter = (world.empty, world.manager) if role == "lead" else (world.named, world.named.lead)
    if role == "executive":
        with boss.transaction():
            boss.execute("set local role wellschool_guard")
            boss.execute(f"{LEAVE} where trust_id = %s and role = 'executive'", [trust.id])
    addresses = [f"{role}{n}@nowhere.example" for n in (1, 2)]
    pair = [(account(boss, address), address, f"{role[0]}{n}" * 32) for n, address in enumerate(addresses)]

    def invites(raw: psycopg.Connection, address: str, token: str) -> None:
        with acting(raw, inviter):
            new = raw.execute(MEMBER, [trust.id, role]).fetchone()[0]
            raw.execute(INVITE.replace(TOKEN, token), [trust.id, new, address, inviter.user_id])

    connections = (here, there)
    sent = at_once(*(lambda r=r, p=p: invites(r, *p[1:]) for r, p in zip(connections, pair, strict=True)))
    assert sent == [None, None]
    assert boss.execute(INVITED, [trust.id]).fetchone() == (1,)
    outcomes = at_once(*(lambda r=r, p=p: accepts(r, p[0], p[2]) for r, p in zip(connections, pair, strict=True)))
    assert sorted(outcomes) == ["accepted", "closed"]
    assert boss.execute(JOINED, [trust.id, role]).fetchone() == (1,)


def test_an_invitation_sent_while_the_first_joins_brings_no_second(
    world: World, boss: psycopg.Connection, here: psycopg.Connection, there: psycopg.Connection
) -> None:
    """The manager's new invitation waits until the first lead has joined, and is refused."""
    trust, manager = world.empty, world.manager
    person = account(boss, "ann@nowhere.example")
    with acting(here, manager):
        new = here.execute(MEMBER, [trust.id, "lead"]).fetchone()[0]
        here.execute(INVITE, [trust.id, new, "ann@nowhere.example", manager.user_id])

    def invites_another() -> str:
        with acting(there, manager):
            another = there.execute(MEMBER, [trust.id, "lead"]).fetchone()[0]
            there.execute(INVITE.replace(TOKEN, "0" * 64), [trust.id, another, "bo@nowhere.example", manager.user_id])
        return "invited"

    with ThreadPoolExecutor(1) as pool:
        with acting(here, person):
            assert here.execute(ACCEPT, [TOKEN]).fetchone() == ("accepted",)
            sending = pool.submit(invites_another)
            until_somebody_waits(boss)
        with pytest.raises(psycopg.Error) as refused:
            sending.result(5)
    assert refused.value.sqlstate == "P0M06"
    assert boss.execute(INVITED, [trust.id]).fetchone() == (0,)
