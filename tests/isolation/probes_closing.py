"""A trust that the register says has closed: the import ends what is unfinished, and its people change nothing."""

from collections.abc import Iterator
from contextlib import contextmanager

from tests.isolation.database import WORKER, Database, row_refused
from tests.isolation.probe import probe
from tests.isolation.probes_agreeing import AGREE, CONSENT, LEVEL_REFUSED, NOTE, STEP, UPDATE
from tests.isolation.probes_invitations import INVITE, MEMBER
from tests.isolation.probes_meeting import COUNT, ITEM, MEETING, OPEN, PRESENT, SETTLE
from tests.isolation.probes_register import importing, not_importing
from tests.isolation.probes_reports import LOGO
from tests.isolation.probes_reviewers import CHOOSE
from tests.isolation.probes_stages import EARLY, REOPENING, SET_UP, TO
from tests.isolation.world import Person, Trust, World

CLOSED = ("P0T02", "the trust has closed")
ONLY_ENDS = ("42501", "an import only ends what is unfinished")
END = "update reviews_review set stage = 'cancelled', cancelled_at = clock_timestamp()"  # of all that it may
EARLY_NOTE = (
    "insert into reviews_earlyshowingnote (trust_id, review_id, early_showing_id, text) values (%s, %s, %s, 'x')"
)
STAGE = "select stage from reviews_review where id = %s"


@contextmanager
def closed(db: Database, w: World, trust: Trust) -> Iterator[None]:
    """An import has found that this trust has closed, and is at work still; undone afterwards."""
    with importing(db, w):
        free = "(select id from accounts_registeredtrust where group_uid = 3)"
        db.do(f"update accounts_trust set registered_id = {free} where id = %s and registered_id is null", trust.id)
        its = "select registered_id from accounts_trust where id = %s"
        assert db.do(f"update accounts_registeredtrust set status = 'closed' where id = ({its})", trust.id) == 1
        yield


@probe()
def an_import_ends_what_a_closed_trust_had_not_finished(db: Database, w: World) -> None:
    for trust in (w.drafted, w.rating, w.submitted, w.named, w.hidden):
        with closed(db, w, trust):
            assert db.column("select id from reviews_review") == [trust.review]
            assert db.do(END) == 1
            with db.as_person(trust.lead):
                assert db.one(STAGE, trust.review) == "cancelled"


@probe()
def ratings_that_were_not_shown_stay_their_reviewers_when_the_trust_closes(db: Database, w: World) -> None:
    with closed(db, w, w.rating):
        assert db.do(END) == 1
        for person, many in ((w.rating.lead, 42), (w.rating.colleague, 20), (w.rating.executive, 0)):
            with db.as_person(person):
                assert db.count("reviews_rating") == many


@probe()
def an_import_ends_nothing_of_a_trust_that_is_open(db: Database, w: World) -> None:
    with importing(db, w):
        assert db.count("reviews_review") == db.do(END) == 0
    for person, job in not_importing(w):
        if person != w.unshared.lead:
            with closed(db, w, w.rating), db.as_person(person, job=job, role=WORKER):
                assert db.count("reviews_review") == db.do(END) == 0


@probe()
def an_import_changes_nothing_else_of_a_review(db: Database, w: World) -> None:
    for trust in (w.unshared, w.reopened, w.cancelled):  # signed off once, or cancelled before
        with closed(db, w, trust):
            db.refuses(ONLY_ENDS, END)
    others = ("title = 'Y'", "stage = 'comparing', cancelled_at = now()", "stage = 'cancelled', cancelled_at = null")
    with closed(db, w, w.submitted):
        for change in (*others, "stage = 'cancelled', cancelled_at = now(), due_on = now()"):
            db.refuses(ONLY_ENDS, f"update reviews_review set {change}")


@probe()
def a_lead_who_says_to_be_an_import_sets_nothing_up_and_ends_nothing(db: Database, w: World) -> None:
    lead = w.drafted.lead
    with db.as_person(lead, job="register", role=WORKER):
        db.refuses(ONLY_ENDS, END)
        new = (w.drafted.id, w.drafted.version, "draft", lead.membership_id)
        db.refuses(ONLY_ENDS, SET_UP.format("", ""), *new)


@probe()
def in_a_closed_trust_nothing_more_is_agreed_or_planned(db: Database, w: World) -> None:
    trust = w.named
    row = (trust.id, trust.review, w.statements[3])
    with closed(db, w, trust), db.as_person(trust.lead):
        for insert in (AGREE, NOTE, STEP):
            db.refuses(CLOSED, insert, *row)
        db.refuses(CLOSED, UPDATE, trust.id, trust.review, db.one("select id from reviews_nextstep"))
        for table, change in (("agreedlevel", "level = 1"), ("agreementnote", "why = ''"), ("nextstep", "text = 'x'")):
            db.refuses(CLOSED, f"update reviews_{table} set {change}")
            assert db.count(f"reviews_{table}") == 1


@probe()
def in_a_closed_trust_there_is_no_meeting(db: Database, w: World) -> None:
    trust = w.named
    with closed(db, w, trust), db.as_person(trust.lead):
        now = db.one(MEETING)
        db.refuses(CLOSED, COUNT)
        db.refuses(CLOSED, SETTLE)
        db.refuses(CLOSED, ITEM, trust.id, trust.review, now, w.statements[0])
        with db.as_person(trust.second):
            db.refuses(CLOSED, PRESENT, trust.id, trust.review, now, trust.second.membership_id)
    with closed(db, w, w.hidden), db.as_person(w.hidden.lead):
        db.refuses(CLOSED, OPEN, w.hidden.id, w.hidden.review, None)


@probe()
def in_a_closed_trust_no_review_moves_on_or_begins(db: Database, w: World) -> None:
    steps = (
        (w.drafted, w.drafted.lead, "rating"),
        (w.submitted, w.submitted.lead, "comparing"),
        (w.named, w.named.lead, "cancelled"),
    )
    for trust, person, change in steps:
        with closed(db, w, trust), db.as_person(person):
            db.refuses(CLOSED, TO[change], trust.review)
            db.refuses(CLOSED, "update reviews_review set title = 'Y'")
    trust = w.shared
    with closed(db, w, trust), db.as_person(trust.lead):
        new = (trust.id, trust.version, "draft", trust.lead.membership_id)
        db.refuses(CLOSED, SET_UP.format("", ""), *new)


@probe()
def in_a_closed_trust_nothing_is_reopened(db: Database, w: World) -> None:
    with closed(db, w, w.unshared), db.as_person(w.unshared.executive):
        db.refuses(CLOSED, REOPENING, w.unshared.id, w.unshared.review, 1)
        db.refuses(CLOSED, TO["reopened"], w.unshared.review)


@probe()
def a_closed_trust_is_read_as_before_and_can_still_say_what_yst_sees(db: Database, w: World) -> None:
    trust = w.shared
    readers: tuple[Person, ...] = (trust.trustee, trust.bystander, w.advisor)
    with closed(db, w, trust):
        for person in readers:
            with db.as_person(person, trust=trust.slug):
                assert db.count("reviews_snapshotlevel") == 42
        with db.as_person(trust.executive):
            assert db.do("update reviews_consent set withdrawn_at = now()") == 1
            assert db.do(CONSENT, trust.id, trust.review) == 1


@probe()
def whoever_is_not_of_a_trust_is_not_told_that_it_has_closed(db: Database, w: World) -> None:
    trust = w.named
    with closed(db, w, trust):
        for person in (w.hidden.lead, w.stranger, None):
            with db.as_person(person):
                db.refuses(LEVEL_REFUSED, AGREE, trust.id, trust.review, w.statements[3])
                db.refuses(row_refused("reviews_review"), SET_UP.format("", ""), trust.id, trust.version, "draft", 1)


@probe()
def into_a_closed_trust_nobody_is_invited_and_whoever_is_there_leaves(db: Database, w: World) -> None:
    trust = w.shared
    change = "update accounts_membership set {} where id = %s"
    with closed(db, w, trust), db.as_person(trust.lead):
        db.refuses(CLOSED, MEMBER, trust.id, "colleague")
        for column in ("role = 'trustee'", "name = 'Y'", "job_title = 'Y'"):
            db.refuses(CLOSED, change.format(column), trust.colleague.membership_id)
        assert db.do(change.format("left_at = now()"), trust.colleague.membership_id) == 1
        with db.as_person(trust.trustee):
            db.refuses(CLOSED, change.format("name = 'Y'"), trust.trustee.membership_id)
            assert db.do(change.format("left_at = now()"), trust.trustee.membership_id) == 1


@probe()
def in_a_closed_trust_an_invitation_is_withdrawn_and_not_sent(db: Database, w: World) -> None:
    trust = w.drafted
    invited, mine = trust.invited.membership_id, trust.lead.user_id
    change = "update accounts_invitation set {} where membership_id = %s"
    with closed(db, w, trust), db.as_person(trust.lead):
        db.refuses(CLOSED, INVITE, trust.id, invited, "a@b.example", mine)
        for column in ("expires_at = now()", f"email = 'a@b.example', invited_by_id = {mine}", "token_hash = 'x'"):
            db.refuses(CLOSED, change.format(column), invited)
        assert db.do(change.format("withdrawn_at = now()"), invited) == 1


@probe()
def for_a_closed_trust_no_terms_are_accepted(db: Database, w: World) -> None:
    terms = "insert into accounts_termsacceptance (trust_id, edition, accepted_by_id, accepted_by_name, accepted_at) "
    trust = w.shared
    with closed(db, w, trust), db.as_person(trust.executive):
        db.refuses(CLOSED, f"{terms} values (%s, '99', %s, 'X', now())", trust.id, trust.executive.user_id)


@probe()
def a_closed_trusts_profile_and_logo_stay(db: Database, w: World) -> None:
    trust = w.shared  # the one that has a logo
    with closed(db, w, trust), db.as_person(trust.lead):
        db.refuses(CLOSED, "update accounts_trust set pupils = 1 where id = %s", trust.id)
        db.refuses(CLOSED, "update accounts_trustlogo set width = 2")
        db.refuses(CLOSED, "delete from accounts_trustlogo")
    with closed(db, w, w.named), db.as_person(w.named.lead):
        db.refuses(CLOSED, LOGO, w.named.id)


@probe()
def in_a_closed_trust_no_reviewer_is_chosen_or_taken_out(db: Database, w: World) -> None:
    trust = w.submitted
    with closed(db, w, trust), db.as_person(trust.lead):
        db.refuses(CLOSED, CHOOSE, trust.id, trust.review, trust.fourth.membership_id)
        db.refuses(CLOSED, "update reviews_reviewer set withdrawn = true where id = %s", trust.second.reviewer_id)
        db.refuses(CLOSED, EARLY, trust.id, trust.review, None)
        row = (trust.id, trust.review, db.column("select id from reviews_earlyshowing")[0])
        db.refuses(CLOSED, EARLY_NOTE, *row)


@probe()
def a_closed_trust_widens_nothing_that_yst_sees(db: Database, w: World) -> None:
    wider = "insert into reviews_consent (trust_id, review_id, choice, steps_shared, chosen_at, chosen_by_name) "
    wider += "values (%s, %s, %s, %s, now(), 'X')"
    withdraw = "update reviews_consent set withdrawn_at = now() where withdrawn_at is null"
    for trust, choice, steps in (
        (w.unshared, "releases", False),
        (w.releases, "agreed", False),
        (w.stepless, "agreed", True),
    ):
        with closed(db, w, trust), db.as_person(trust.executive):
            db.do(withdraw)
            db.refuses(CLOSED, wider, trust.id, trust.review, choice, steps)
            assert db.do(wider, trust.id, trust.review, "nothing", False) == 1
    with closed(db, w, w.shared), db.as_person(w.shared.executive):
        db.do(withdraw)
        assert db.do(wider, w.shared.id, w.shared.review, "releases", False) == 1
