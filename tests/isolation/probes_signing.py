"""Who did what is written by the database: a key that is sent for somebody else is not kept. What reviews hang on."""

from tests.isolation.database import FOREIGN_KEY, MIGRATE, Database
from tests.isolation.probe import probe
from tests.isolation.probes_agreeing import AGREE, CONSENT, STEP, UPDATE
from tests.isolation.probes_meeting import CLOSE, OPEN
from tests.isolation.probes_stages import EARLY, REOPENING, SET_UP
from tests.isolation.releases.country import NEW_RELEASE
from tests.isolation.world import Person, World


def forged(insert: str, column: str, person: Person) -> str:
    """The same insert, signed for somebody else."""
    columns, _, values = insert.partition(") values (")
    return f"{columns}, {column}) values ({values[:-1]}, {person.membership_id})"


@probe()
def whoever_agrees_signs_and_nobody_for_somebody_else(db: Database, w: World) -> None:
    trust, by = w.hidden, "select agreed_by_id from reviews_agreedlevel where statement_id = %s"
    free = next(s for s in w.statements if s not in agreed_in(db, w))
    for insert in (AGREE, forged(AGREE, "agreed_by_id", trust.lead)):
        with db.as_person(trust.colleague):
            assert db.do(insert, trust.id, trust.review, free) == 1
            assert db.one(by, free) == trust.colleague.membership_id
            with db.as_person(trust.lead):
                assert db.do("update reviews_agreedlevel set level = 3 where statement_id = %s", free) == 1
                assert db.one(by, free) == trust.lead.membership_id


def agreed_in(db: Database, w: World) -> set[int]:
    """What is agreed already."""
    with db.as_person(w.hidden.lead):
        return set(db.column("select statement_id from reviews_agreedlevel"))


@probe()
def whoever_opens_and_ends_a_meeting_signs(db: Database, w: World) -> None:
    trust = w.hidden
    with db.as_person(trust.lead):
        assert db.do(forged(OPEN, "opened_by_id", trust.second), trust.id, trust.review, None) == 1
        assert db.one("select opened_by_id from reviews_meeting where closed_at is null") == trust.lead.membership_id
        with db.as_person(trust.executive):
            assert db.do(CLOSE) == 1
            closed = db.one("select closed_by_id from reviews_meeting order by id desc limit 1")
            assert closed == trust.executive.membership_id


@probe()
def whoever_follows_a_step_up_signs(db: Database, w: World) -> None:
    trust = w.hidden
    with db.as_person(trust.colleague):
        step = db.one(f"{STEP} returning id", trust.id, trust.review, w.statements[3])
        assert db.do(forged(UPDATE, "by_id", trust.lead), trust.id, trust.review, step) == 1
        found = db.one("select by_id from reviews_stepupdate where next_step_id = %s", step)
        assert found == trust.colleague.membership_id


@probe()
def whoever_chooses_what_is_shared_signs(db: Database, w: World) -> None:
    trust = w.unshared
    with db.as_person(trust.executive):
        assert db.do(forged(CONSENT, "chosen_by_id", trust.lead), trust.id, trust.review) == 1
        found = db.one("select chosen_by_id from reviews_consent where withdrawn_at is null")
        assert found == trust.executive.membership_id


@probe()
def whoever_shows_early_and_whoever_reopens_signs(db: Database, w: World) -> None:
    with db.as_person(w.rating.lead):
        early = forged(EARLY, "by_id", w.rating.colleague)
        assert db.do(early, w.rating.id, w.rating.review, None) == 1
        assert db.one("select by_id from reviews_earlyshowing") == w.rating.lead.membership_id
    with db.as_person(w.shared.executive):
        assert db.do(forged(REOPENING, "by_id", w.shared.lead), w.shared.id, w.shared.review, 1) == 1
        assert db.one("select max(by_id) from reviews_reopening") == w.shared.executive.membership_id


@probe()
def a_reviews_version_is_of_its_framework(db: Database, w: World) -> None:
    other = SET_UP.format("", "").replace("v.framework_id", "v.framework_id + 1000", 1)
    with db.as_person(w.shared.lead):
        values = (w.shared.id, w.shared.version, "draft", w.shared.lead.membership_id)
        db.refuses(FOREIGN_KEY, other, *values)  # review_version_of_framework


@probe()
def figures_are_made_of_frameworks_with_three_levels(db: Database, w: World) -> None:
    with db.as_role(MIGRATE):
        version = db.one(
            "insert into frameworks_frameworkversion (framework_id, number, name, fingerprint, in_place_from, words) "
            "select framework_id, 'other', 'Other', '0', 2, '{}' from frameworks_frameworkversion limit 1 returning id"
        )
        with db.as_person(w.manager):
            db.refuses(("P0N05", "three levels"), NEW_RELEASE, 2019, version, w.manager.user_id)
