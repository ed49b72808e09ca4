"""National releases: who reads what, who asks and decides, that nobody writes a figure or widens what was counted."""

from uuid import uuid4

from tests.isolation.database import DENIED, MIGRATE, UNIQUE, WORKER, Database, row_refused
from tests.isolation.probe import probe
from tests.isolation.releases.country import CLAIM, DECIDE, MAKE, NEW_RELEASE, Country
from tests.isolation.world import Person, World

IDS = "select id from reviews_release where state = %s"
STATE = "select state from reviews_release"
COUNTED = "select count(*) from reviews_releasecount where release_id = %s"
WITHDRAW = "update reviews_consent set withdrawn_at = now() where withdrawn_at is null"
CHOOSE = (
    "insert into reviews_consent (id, trust_id, review_id, choice, steps_shared, chosen_at, chosen_by_name) "
    "values ({0}, %s, %s, %s, false, now(), 'X')"
)
NEXT = "default"
TOO_FEW, NOT_IN_HAND, NOT_THEIRS = ("P0N01", ""), ("P0N02", "not in hand"), ("42501", "only a programme manager")
FOR_GOOD, NO_STEP, WIDER = ("P0N03", "never changes"), ("P0N04", "no such step"), ("P0C01", "more widely")
ASKED = ("42501", "a release starts by being asked for")


def in_state(db: Database, state: str) -> int:
    with db.as_role(MIGRATE):
        found: int = db.one(IDS, state)
        return found


@probe()
def what_is_published_is_read_by_members_and_yst_and_the_rest_by_managers(db: Database, w: World) -> None:
    published, previewed = in_state(db, "published"), in_state(db, "previewed")
    for person in (w.rating.trustee, w.shared.lead, w.advisor, w.unassigned):
        with db.as_person(person):
            assert db.column("select state from reviews_release") == ["published"]
            for table in ("releasegroup", "releasecell"):
                assert set(db.column(f"select release_id from reviews_{table}")) == {published}
    with db.as_person(w.manager):
        assert db.column(STATE) == ["discarded", "failed", "previewed", "published", "queued"]
        for table in ("releasegroup", "releasecell"):
            assert set(db.column(f"select release_id from reviews_{table}")) == {published, previewed}


@probe()
def a_member_of_no_trust_in_the_url_reads_no_release(db: Database, w: World) -> None:
    with db.as_person(w.shared.lead, trust=w.rating.slug):
        for table in ("release", "releasegroup", "releasecell"):
            assert db.count(f"reviews_{table}") == 0


@probe()
def a_manager_asks_for_a_release_in_their_own_name_and_once(db: Database, w: World) -> None:
    version, mine = w.shared.version, w.manager.user_id
    refused = row_refused("reviews_release")
    with db.as_person(w.manager):
        assert db.one(NEW_RELEASE, 2019, version, mine)
        db.refuses(UNIQUE, NEW_RELEASE, 2024, version, mine)
        db.refuses(refused, NEW_RELEASE, 2018, version, w.advisor.user_id)
        db.refuses(ASKED, NEW_RELEASE.replace("queued", "making"), 2018, version, mine)
    with db.as_person(w.advisor):
        db.refuses(refused, NEW_RELEASE, 2018, version, w.advisor.user_id)


@probe()
def a_manager_publishes_or_discards_and_then_it_never_changes(db: Database, w: World) -> None:
    waiting, published = in_state(db, "previewed"), in_state(db, "published")
    with db.as_person(w.advisor):
        assert db.do("update reviews_release set failure = 'x'") == 0
    with db.as_person(w.manager):
        for decision in ("published", "discarded"):
            with db.as_person(w.manager):
                assert db.do(DECIDE, decision, waiting) == 1
                db.refuses(FOR_GOOD, DECIDE, "discarded", waiting)
        db.refuses(FOR_GOOD, "update reviews_release set failure = 'x' where id = %s", published)
        db.refuses(NO_STEP, "update reviews_release set state = 'queued' where id = %s", waiting)
        db.refuses(DENIED, "update reviews_release set made_at = now() where id = %s", waiting)


@probe()
def the_job_for_releases_sees_and_moves_leases_and_no_other_job_does(db: Database, w: World) -> None:
    queued = in_state(db, "queued")
    move = "update reviews_release set state = 'failed' where id = %s"
    with db.as_person(None, job="releases"):
        assert db.one("select lease_until from reviews_release where id = %s and state = 'queued'", queued)
        assert db.do(move, queued) == 1
    with db.as_person(None, job="reports", role=WORKER):
        assert db.do(move, queued) == 0
        assert db.do("update reviews_release set failure = 'x'") == 0


def claimed(db: Database, w: World, version: int, year: int) -> tuple[int, object]:
    """As the manager, who is acting: asked for and taken in hand."""
    release, lease = db.one(NEW_RELEASE, year, version, w.manager.user_id), uuid4()
    assert db.do(CLAIM, lease, release) == 1
    return release, lease


@probe()
def only_a_manager_makes_a_release_and_only_the_one_in_hand(db: Database, w: World) -> None:
    with db.as_person(w.manager):
        release, lease = claimed(db, w, w.shared.version, 2019)
        db.refuses(NOT_IN_HAND, MAKE, release, uuid4())
        db.refuses(NOT_IN_HAND, MAKE, in_state(db, "published"), lease)
        db.refuses(TOO_FEW, MAKE, release, lease)
        for person in (w.advisor, w.yst["gone"], w.shared.executive, None):
            with db.as_person(person, role="wellschool_yst"):
                db.refuses(NOT_THEIRS, MAKE, release, lease)


def sharing(db: Database, w: World, years: dict[int, int]) -> tuple[Country, object]:
    """So many trusts of one region share releases of each year; those of one year share the next as well."""
    country = Country(db.raw, w)
    edition = country.edition(domains=1, each=2)
    trusts = [country.trust() for _ in range(max(years.values()))]
    for year, many in years.items():
        for n, trust in enumerate(trusts[:many]):
            country.review(trust, edition, year, [1 + n % 3, 1 + n % 2])
    country.store()
    return country, edition


@probe()
def a_release_is_made_of_what_is_shared_and_beside_the_one_before(db: Database, w: World) -> None:
    _, edition = sharing(db, w, {2017: 13, 2018: 14})
    with db.as_person(w.manager):
        made = []
        for year in (2017, 2018):
            release, lease = claimed(db, w, edition.version, year)  # type: ignore[attr-defined]
            db.rows(MAKE, release, lease)
            made.append(release)
            assert db.one(f"{STATE} where id = %s", release) == "previewed"
            shown = "select words, base from reviews_releasegroup where release_id = %s and breakdown = 'all'"
            assert db.rows(shown, release) == [("All trusts", (10, 6)[year - 2017])]
            cells = "select count(*) from reviews_releasecell where release_id = %s and measure = %s"
            assert [db.one(cells, release, m) for m in ("levels", "change")] == [4, 4 * (year == 2018)]
        with db.as_role(MIGRATE):
            assert [db.one(COUNTED, release) for release in made] == [13, 9]


def choose(db: Database, person: Person, trust: object, choice: str, key: str = NEXT) -> int:
    return db.do(CHOOSE.format(key), trust.id, trust.review, choice)  # type: ignore[attr-defined]


@probe()
def what_was_counted_is_shared_less_or_not_at_all_and_never_more(db: Database, w: World) -> None:
    for trust, held in ((w.releases, "releases"), (w.stepless, "agreed")):
        with db.as_person(trust.executive):
            assert db.do(WITHDRAW) == 1
            if held == "releases":
                for key in (NEXT, "-5"):
                    db.refuses(WIDER, CHOOSE.format(key), trust.id, trust.review, "agreed")
            with db.as_person(trust.executive):
                assert choose(db, trust.executive, trust, held) == 1
            assert choose(db, trust.executive, trust, "nothing") == 1
            assert db.do(WITHDRAW) == 1
            db.refuses(WIDER, CHOOSE.format(NEXT), trust.id, trust.review, "releases")


@probe()
def what_was_not_counted_may_be_shared_more(db: Database, w: World) -> None:
    with db.as_person(w.unshared.executive):
        assert choose(db, w.unshared.executive, w.unshared, "releases") == 1
        assert db.do(WITHDRAW) == 1
        assert choose(db, w.unshared.executive, w.unshared, "agreed") == 1


@probe()
def a_choice_that_was_withdrawn_stays_so(db: Database, w: World) -> None:
    with db.as_person(w.releases.executive):
        assert db.count("reviews_consent") == 2
        assert db.do("update reviews_consent set withdrawn_at = null") == 1
        assert db.do("update reviews_consent set withdrawn_at = null where choice = 'agreed'") == 0


@probe()
def members_learn_which_of_their_own_reviews_were_counted_and_no_others(db: Database, w: World) -> None:
    ask = "select isolation.counted_reviews()"
    for person, reviews in (
        (w.releases.trustee, [w.releases.review]), (w.unshared.lead, []), (w.stranger, []), (None, []),
    ):  # fmt: skip
        with db.as_person(person):
            assert db.one(ask) == reviews
    with db.as_person(w.manager):
        db.refuses(("42501", "permission denied for function"), ask)
