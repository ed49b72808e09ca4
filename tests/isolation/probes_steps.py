"""Next steps and their updates: the comparison's until the sign-off after each was added, then every member's."""

from collections.abc import Iterator
from contextlib import contextmanager

from tests.isolation.database import DENIED, Database
from tests.isolation.probe import probe
from tests.isolation.probes_agreeing import STEP, UPDATE
from tests.isolation.probes_stages import REOPENING, TO, signed_off
from tests.isolation.world import Trust, World

OTHERS = ("bystander", "trustee")
TEXTS, SAID = "select text from reviews_nextstep", "select text from reviews_stepupdate"


def read_by_others(db: Database, trust: Trust) -> tuple[list[str], list[str]]:
    """The steps and updates that a colleague who did not review and a trustee read: the same."""
    found = []
    for name in OTHERS:
        with db.as_person(trust.people[name]):
            found.append((sorted(db.column(TEXTS)), sorted(db.column(SAID))))
    assert found[0] == found[1]
    return found[0]


@contextmanager
def said(db: Database, trust: Trust, words: str) -> Iterator[None]:
    """A colleague records how the first step gets on; undone afterwards."""
    with db.as_person(trust.colleague):
        step = db.one("select min(id) from reviews_nextstep")
        assert db.do(UPDATE.replace("'x'", f"'{words}'"), trust.id, trust.review, step) == 1
        yield


@probe(55)
def what_was_written_before_the_sign_off_stays_with_the_comparison(db: Database, w: World) -> None:
    assert read_by_others(db, w.named) == ([], [])
    with signed_off(db, w.named):
        assert read_by_others(db, w.named) == (["Write it down."], [])
        with said(db, w.named, "after"):
            assert read_by_others(db, w.named) == (["Write it down."], ["after"])
            for name in ("lead", "executive", "colleague"):
                with db.as_person(w.named.people[name]):
                    assert sorted(db.column(SAID)) == ["Begun.", "after"]


@probe(65)
def a_reopening_hides_no_step_that_was_shown(db: Database, w: World) -> None:
    """And what is written meanwhile is read; a step added since waits for the next sign-off."""
    trust = w.shared
    shown = ["Write it down."], ["Going well."]
    assert read_by_others(db, trust) == shown
    with db.as_person(trust.executive):
        assert db.do(REOPENING, trust.id, trust.review, 1) == 1
        assert db.do(TO["reopened"], trust.review) == 1
        assert read_by_others(db, trust) == shown
        with said(db, trust, "meanwhile"):
            assert read_by_others(db, trust) == (shown[0], ["Going well.", "meanwhile"])
        assert db.do(TO["agreed"], trust.review) == 1
        assert read_by_others(db, trust)[0] == ["A step after the sign-off.", "Write it down."]
    assert read_by_others(db, w.reopened) == (["Changed after the reopening."], [])


@probe(55)
def nobody_but_a_sign_off_shows_a_step_or_an_update(db: Database, w: World) -> None:
    trust = w.shared
    with db.as_person(trust.colleague):
        early = STEP.replace("(uuid", "(shown_at, uuid").replace("(gen_", "(now(), gen_")
        db.refuses(("42501", "shown by a sign-off"), early, trust.id, trust.review, w.statements[5])
        db.refuses(DENIED, "update reviews_nextstep set shown_at = now()")
        new = db.one("select id from reviews_nextstep where shown_at is null")
        claims = UPDATE.replace("(trust_id", "(shown, trust_id").replace("(%s", "(true, %s", 1)
        assert db.do(claims, trust.id, trust.review, new) == 1
        assert read_by_others(db, trust) == (["Write it down."], ["Going well."])


@probe(2)
def another_trusts_people_read_no_step_that_was_shown(db: Database, w: World) -> None:
    for person in (w.named.lead, w.hidden.trustee, w.stranger):
        with db.as_person(person):
            for table in ("nextstep", "stepupdate"):
                assert db.one(f"select count(*) from reviews_{table} where trust_id = %s", w.shared.id) == 0
