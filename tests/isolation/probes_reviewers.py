"""Who rates, who has submitted, and what is said of an early showing."""

from tests.isolation.database import CHECK, DENIED, FOREIGN_KEY, UNIQUE, WEB, Database, row_refused
from tests.isolation.probe import probe
from tests.isolation.probes_ratings import save
from tests.isolation.probes_stages import EARLY, SUBMIT, shown, submit
from tests.isolation.world import World

REFUSED, SUBMISSION_REFUSED = row_refused("reviews_reviewer"), row_refused("reviews_submission")
CHOOSE = (
    "insert into reviews_reviewer (trust_id, review_id, membership_id, submitted, withdrawn, removed_while_rating) "
    "values (%s, %s, %s, false, false, false)"
)
REMOVE = "update reviews_reviewer set withdrawn = true where id = %s"


@probe()
def reviewers_are_known_to_those_of_the_review_only(db: Database, w: World) -> None:
    trust = w.submitted
    everyone = sorted(p.reviewer_id for p in trust.reviewers.values())
    for name, seen in {
        "lead": everyone, "executive": everyone, "colleague": everyone, "fourth": [], "bystander": [], "trustee": [],
        "third": [trust.third.reviewer_id],  # removed: their own row only
    }.items():  # fmt: skip
        with db.as_person(trust.people[name]):
            assert db.column("select id from reviews_reviewer") == seen


@probe(6)
def nobody_but_a_lead_chooses_reviewers(db: Database, w: World) -> None:
    for person in (w.rating.colleague, w.rating.executive, w.rating.bystander, w.rating.trustee, w.named.lead):
        with db.as_person(person):
            db.refuses(REFUSED, CHOOSE, w.rating.id, w.rating.review, w.rating.bystander.membership_id)
    with db.as_person(w.rating.lead):
        assert db.do(CHOOSE, w.rating.id, w.rating.review, w.rating.bystander.membership_id) == 1


@probe()
def a_lead_chooses_whoever_may_rate_and_nobody_else(db: Database, w: World) -> None:
    trust = w.rating
    with db.as_person(trust.lead):
        db.refuses(("P0R05", "may rate"), CHOOSE, trust.id, trust.review, trust.trustee.membership_id)
        db.refuses(("P0R05", "may rate"), CHOOSE, trust.id, trust.review, w.named.colleague.membership_id)
        db.refuses(UNIQUE, CHOOSE, trust.id, trust.review, trust.colleague.membership_id)
        for column in ("submitted", "withdrawn", "removed_while_rating", "names_consent"):
            forged = CHOOSE.replace("submitted, withdrawn, removed_while_rating", column)
            forged = forged.replace("false, false, false", "true")
            db.refuses(REFUSED, forged, trust.id, trust.review, trust.bystander.membership_id)
    with db.as_person(w.hidden.lead):
        db.refuses(("P0R04", "no longer"), CHOOSE, w.hidden.id, w.hidden.review, w.hidden.bystander.membership_id)


@probe()
def there_are_at_most_eight_reviewers(db: Database, w: World) -> None:
    with db.as_person(w.drafted.lead):
        invite = (
            "insert into accounts_membership (trust_id, role, also_lead, name, job_title, created_at) "
            "values (%s, 'colleague', false, %s, '', now()) returning id"
        )
        for n in range(4):
            db.do(CHOOSE, w.drafted.id, w.drafted.review, db.one(invite, w.drafted.id, f"One more {n}"))
        db.refuses(("P0R06", "eight"), CHOOSE, w.drafted.id, w.drafted.review, w.drafted.bystander.membership_id)


@probe(4)
def a_review_is_never_paired_with_another_trust(db: Database, w: World) -> None:
    with db.as_person(w.named.lead):
        for trust_id, review, member in (
            (w.named.id, w.rating.review, w.named.bystander),
            (w.rating.id, w.named.review, w.named.bystander),
            (w.named.id, w.drafted.review, w.named.bystander),
        ):
            db.refuses(REFUSED, CHOOSE, trust_id, review, member.membership_id)
        db.refuses(FOREIGN_KEY, EARLY, w.named.id, w.rating.review, None)
        db.refuses(FOREIGN_KEY, EARLY, w.named.id, w.named.review, w.rating.colleague.reviewer_id)
        db.refuses(row_refused("reviews_earlyshowing"), EARLY, w.rating.id, w.rating.review, None)


@probe(24)
def a_lead_submits_for_nobody(db: Database, w: World) -> None:
    with db.as_person(w.rating.lead):
        for person in (w.rating.colleague, w.rating.second, w.named.colleague):
            db.refuses(SUBMISSION_REFUSED, SUBMIT, w.rating.id, w.rating.review, person.reviewer_id)
        db.refuses(SUBMISSION_REFUSED, SUBMIT, w.rating.id, w.rating.review, None)
        db.refuses(DENIED, "update reviews_reviewer set submitted = true")
        assert db.do("update reviews_submission set recalled_at = now()") == 1  # their own
    with db.as_person(w.submitted.executive):
        assert db.do("update reviews_submission set recalled_at = now()") == 0


@probe()
def a_submission_needs_every_answer_and_is_made_once(db: Database, w: World) -> None:
    with db.as_person(w.rating.colleague):
        db.refuses(
            ("P0R08", "not every statement"), SUBMIT, w.rating.id, w.rating.review, w.rating.colleague.reviewer_id
        )
    with db.as_person(w.rating.lead):
        db.refuses(("P0R02", "are submitted"), SUBMIT, w.rating.id, w.rating.review, w.rating.lead.reviewer_id)
        db.refuses(SUBMISSION_REFUSED, SUBMIT, w.named.id, w.rating.review, w.rating.lead.reviewer_id)
        recalled = SUBMIT.replace("now(), null", "now(), now()")
        db.refuses(("P0R02", ""), recalled, w.rating.id, w.rating.review, w.rating.lead.reviewer_id)
    with db.as_person(w.cancelled.lead):
        db.refuses(("P0R01", "no longer"), SUBMIT, w.cancelled.id, w.cancelled.review, w.cancelled.lead.reviewer_id)


@probe()
def a_submission_is_taken_back_and_made_again(db: Database, w: World) -> None:
    me = w.submitted.colleague
    with db.as_person(me):
        assert db.one("select submitted from reviews_reviewer where id = %s", me.reviewer_id)
        assert db.do("update reviews_submission set recalled_at = now()") == 1
        assert not db.one("select submitted from reviews_reviewer where id = %s", me.reviewer_id)
        assert save(db, w.submitted, w.statements[0], expected=1)
        assert submit(db, w.submitted, me) == 1
        assert db.one("select submitted from reviews_reviewer where id = %s", me.reviewer_id)
        db.refuses(SUBMISSION_REFUSED, "update reviews_submission set recalled_at = null where recalled_at is not null")
    with shown(db, w.submitted), db.as_person(me):
        db.refuses(("P0R01", "no longer"), "update reviews_submission set recalled_at = now()")


@probe()
def the_time_of_a_submission_is_known_from_the_showing_on(db: Database, w: World) -> None:
    for name, many in {"lead": 1, "executive": 0, "colleague": 1, "bystander": 0, "third": 0}.items():
        with db.as_person(w.submitted.people[name]):
            assert db.count("reviews_submission") == many
    with shown(db, w.submitted):
        for name, many in {"lead": 3, "executive": 3, "colleague": 3, "bystander": 0, "trustee": 0, "third": 0}.items():
            with db.as_person(w.submitted.people[name]):
                assert db.count("reviews_submission") == many
    with db.as_person(w.named.lead):
        assert set(db.column("select review_id from reviews_submission")) == {w.named.review}


@probe(59)
def a_removal_while_rating_needs_a_reason_and_counts_as_early(db: Database, w: World) -> None:
    trust = w.rating
    with db.as_person(trust.lead):
        db.refuses(("P0R10", "needs a reason"), REMOVE, trust.second.reviewer_id)
        db.refuses(("P0R07", "stays"), REMOVE, trust.lead.reviewer_id)
        assert db.do(EARLY, trust.id, trust.review, trust.second.reviewer_id) == 1
        assert db.do(REMOVE, trust.second.reviewer_id) == 1
        query = "select withdrawn, removed_while_rating from reviews_reviewer where id = %s"
        assert db.rows(query, trust.second.reviewer_id) == [(True, True)]
        assert db.do("update reviews_reviewer set withdrawn = false where id = %s", trust.second.reviewer_id) == 1
        assert db.rows(query, trust.second.reviewer_id) == [(False, True)]
        db.refuses(DENIED, "update reviews_reviewer set removed_while_rating = false")
    with db.as_person(w.drafted.lead):
        assert db.do(REMOVE, w.drafted.second.reviewer_id) == 1  # before rating no reason is needed


@probe()
def only_a_lead_removes_and_only_before_the_showing(db: Database, w: World) -> None:
    for person in (w.rating.executive, w.rating.bystander, w.rating.trustee, w.stranger):
        with db.as_person(person):
            assert db.do("update reviews_reviewer set withdrawn = true") == 0
            assert db.do("update reviews_reviewer set names_consent = true") == 0
    with db.as_person(w.rating.colleague):
        db.refuses(("42501", "only a lead removes"), "update reviews_reviewer set withdrawn = true")
    with db.as_person(w.submitted.third):
        db.refuses(("42501", "only a lead chooses"), "update reviews_reviewer set withdrawn = false")
    with db.as_person(w.hidden.lead):
        db.refuses(("P0R04", "no longer"), "update reviews_reviewer set withdrawn = true")


@probe()
def consent_to_names_is_ones_own_and_asked_for(db: Database, w: World) -> None:
    agree = "update reviews_reviewer set names_consent = true where id = %s"
    mine = ("42501", "only a reviewer who has submitted")
    with db.as_person(w.submitted.lead):
        db.refuses(mine, agree, w.submitted.lead.reviewer_id)  # nobody has asked
        db.do("update reviews_review set names_asked_at = now()")
        db.refuses(mine, agree, w.submitted.colleague.reviewer_id)
        db.refuses(mine, "update reviews_reviewer set names_consent = true")
        assert db.do(agree, w.submitted.lead.reviewer_id) == 1
        with db.as_person(w.submitted.colleague):
            assert db.do("update reviews_reviewer set names_consent = false") == 1
            assert db.do("update reviews_submission set recalled_at = now()") == 1
            assert (
                db.one("select names_consent from reviews_reviewer where id = %s", w.submitted.colleague.reviewer_id)
                is None
            )
            db.refuses(mine, "update reviews_reviewer set names_consent = true")


@probe()
def the_reason_for_an_early_showing_is_recorded_by_leads(db: Database, w: World) -> None:
    trust = w.rating
    for person in (trust.executive, trust.colleague, trust.trustee, w.named.lead):
        with db.as_person(person):
            db.refuses(row_refused("reviews_earlyshowing"), EARLY, trust.id, trust.review, None)
    with db.as_person(trust.lead):
        assert db.do(EARLY, trust.id, trust.review, None) == 1
        db.refuses(CHECK, EARLY.replace("'away'", "'ill'"), trust.id, trust.review, None)


@probe()
def an_early_showing_is_known_to_lead_and_executive_and_after_it_to_reviewers(db: Database, w: World) -> None:
    for trust, seen in ((w.submitted, ("lead", "executive")), (w.early, ("lead", "executive", "colleague", "fourth"))):
        for name, person in trust.people.items():
            with db.as_person(person):
                assert db.count("reviews_earlyshowing") == (1 if name in seen else 0), name
                assert db.count("reviews_earlyshowingnote") == (1 if name in ("lead", "executive") else 0), name


@probe()
def a_note_on_an_early_showing_is_a_leads_and_stays_with_its_showing(db: Database, w: World) -> None:
    note = "insert into reviews_earlyshowingnote (trust_id, review_id, early_showing_id, text) values (%s, %s, %s, 'x')"
    with db.as_person(w.early.lead):
        other = db.one(f"{EARLY} returning id", w.early.id, w.early.review, None)
        db.refuses(FOREIGN_KEY, note, w.early.id, w.rating.review, other)
        assert db.do(note, w.early.id, w.early.review, other) == 1
        for person in (w.early.executive, w.early.colleague, w.early.trustee, w.named.lead):
            with db.as_person(person, role=WEB):
                db.refuses(row_refused("reviews_earlyshowingnote"), note, w.early.id, w.early.review, other)


@probe()
def a_direct_call_of_a_guard_tells_nothing_of_another_trust(db: Database, w: World) -> None:
    for trust in (w.named, w.drafted, w.submitted):
        values = forged_row(db, w.rating.colleague.reviewer_id, trust.id, trust.review)
        with db.as_person(w.rating.colleague):
            db.refuses(REFUSED, f"select isolation.checked_reviewer('UPDATE', {values}, {values})")


def forged_row(db: Database, reviewer: int, trust: int, review: int, member: int = 1) -> str:
    """A row of mine, as if it were in another trust's review."""
    given = {"id": reviewer, "trust_id": trust, "review_id": review, "membership_id": member, "names_consent": "null"}
    columns = db.rows(
        "select attname::text from pg_attribute where attrelid = 'reviews_reviewer'::regclass and attnum > 0 "
        "and not attisdropped order by attnum"
    )
    return f"row({', '.join(str(given.get(c, 'false')) for (c,) in columns)})::reviews_reviewer"
