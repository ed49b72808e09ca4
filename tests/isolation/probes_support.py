"""YST's own writing about trusts: levels and notes, for those who look after them and, where shown, for the trust."""

from tests.isolation.database import CHECK, DENIED, MIGRATE, UNIQUE, YST, Database, row_refused
from tests.isolation.probe import probe
from tests.isolation.world import Person, World

LEVEL = (
    "insert into reviews_supportlevel (trust_id, level, set_at, set_by_id, set_by_name) "
    "values (%s, 'light', now(), %s, 'X')"
)
NOTE = (
    "insert into reviews_supportnote (trust_id, uuid, kind, happened_on, text, shown_to_trust, corrects_id, "
    "written_by_id, written_by_name, written_at) "
    "values (%s, gen_random_uuid(), 'visit', now(), 'X', {shown}, {corrects}, %s, 'X', {at})"
)
PLAIN = NOTE.format(shown="false", corrects="null", at="statement_timestamp()")
CHANGE = "update reviews_supportnote set text = 'Y'"
MINE = ("shared", "stepless")
LEVELS_REFUSED, NOTES_REFUSED = row_refused("reviews_supportlevel"), row_refused("reviews_supportnote")


def ids(w: World, *names: str) -> list[int]:
    return sorted(w.trusts[name].id for name in names)


def note(db: Database, trust_id: int, shown: bool) -> int:
    """The first of a trust's notes, by what everybody may find out of it."""
    with db.as_role(MIGRATE):
        query = "select min(id) from reviews_supportnote where trust_id = %s and shown_to_trust = %s"
        found: int = db.one(query, trust_id, shown)
        return found


@probe()
def support_and_notes_are_seen_by_those_who_look_after_the_trust(db: Database, w: World) -> None:
    for table in ("supportlevel", "supportnote"):
        for person, names in ((w.advisor, MINE), (w.manager, (*MINE, "named")), (w.unassigned, ())):
            with db.as_person(person):
                assert db.column(f"select distinct trust_id from reviews_{table}") == ids(w, *names)
        with db.as_person(w.advisor, trust=w.shared.slug):
            assert set(db.column(f"select trust_id from reviews_{table}")) == {w.shared.id}


@probe()
def members_see_their_own_level_and_only_notes_that_are_shown(db: Database, w: World) -> None:
    for person in w.shared.people.values():
        with db.as_person(person):
            assert db.column("select trust_id from reviews_supportlevel") == [w.shared.id]
            assert db.column("select shown_to_trust from reviews_supportnote") == [True, True]
            assert set(db.column("select trust_id from reviews_supportnote")) == {w.shared.id}
    with db.as_person(w.rating.lead):
        assert db.count("reviews_supportlevel") == db.count("reviews_supportnote") == 0
    with db.as_person(w.shared.lead, trust=w.rating.slug):
        assert db.count("reviews_supportlevel") == db.count("reviews_supportnote") == 0


@probe()
def an_advisor_whose_assignment_ends_sees_no_more_notes(db: Database, w: World) -> None:
    with db.as_person(w.manager):
        assert db.do("update accounts_assignment set ended_at = now() where trust_id = %s", w.shared.id) == 1
        with db.as_person(w.advisor):
            assert set(db.column("select trust_id from reviews_supportnote")) == {w.stepless.id}
            assert db.column("select trust_id from reviews_supportlevel") == [w.stepless.id]


@probe()
def support_is_set_in_ones_own_name_for_trusts_one_looks_after(db: Database, w: World) -> None:
    for person, trust in ((w.advisor, w.shared), (w.manager, w.named)):
        with db.as_person(person):
            assert db.do(LEVEL, trust.id, person.user_id) == 1
            db.refuses(LEVELS_REFUSED, LEVEL, trust.id, w.unassigned.user_id)
            db.refuses(CHECK, LEVEL.replace("light", "none"), trust.id, person.user_id)
    with db.as_person(w.advisor):
        for trust in (w.named, w.unshared):
            db.refuses(LEVELS_REFUSED, LEVEL, trust.id, w.advisor.user_id)
        db.refuses(DENIED, "update reviews_supportlevel set level = 'light'")
    members_write_neither(db, w, w.shared.executive)


def members_write_neither(db: Database, w: World, person: Person) -> None:
    with db.as_person(person):
        db.refuses(DENIED, LEVEL, w.shared.id, person.user_id)
        db.refuses(DENIED, PLAIN, w.shared.id, person.user_id)
    with db.as_person(person, role=YST):
        db.refuses(LEVELS_REFUSED, LEVEL, w.shared.id, person.user_id)
        db.refuses(NOTES_REFUSED, PLAIN, w.shared.id, person.user_id)
        assert db.do(CHANGE) == 0


@probe()
def a_note_is_written_in_ones_own_name_now_and_where_one_looks_after(db: Database, w: World) -> None:
    with db.as_person(w.advisor):
        me = w.advisor.user_id
        assert db.do(PLAIN, w.shared.id, me) == 1
        db.refuses(NOTES_REFUSED, PLAIN, w.shared.id, w.manager.user_id)
        for trust in (w.named, w.unshared):
            db.refuses(NOTES_REFUSED, PLAIN, trust.id, me)
        for at in ("now() - interval '1 hour'", "now() + interval '1 year'"):
            db.refuses(NOTES_REFUSED, NOTE.format(shown="false", corrects="null", at=at), w.shared.id, me)
        db.refuses(CHECK, PLAIN.replace("'visit'", "'party'"), w.shared.id, me)
        db.refuses(CHECK, PLAIN.replace("now(), 'X'", "now(), ''"), w.shared.id, me)


@probe()
def a_note_is_changed_by_its_author_within_a_day(db: Database, w: World) -> None:
    hidden = note(db, w.stepless.id, shown=False)
    with db.as_person(w.advisor):
        assert db.do(f"{CHANGE} where id = %s", hidden) == 1
        assert db.do(f"{CHANGE}, shown_to_trust = true where id = %s", hidden) == 1
        db.refuses(DENIED, "update reviews_supportnote set written_at = now()")
        db.refuses(DENIED, "update reviews_supportnote set written_by_id = %s", w.advisor.user_id)
        db.refuses(DENIED, "update reviews_supportnote set trust_id = %s", w.named.id)
        db.refuses(DENIED, "delete from reviews_supportnote")
    with db.as_person(w.manager):
        assert db.do(f"{CHANGE} where id = %s", hidden) == 0
        assert db.do("update reviews_supportnote set changed_at = now()") == 3  # of Named, and the correction in Shared
    with db.as_role(MIGRATE):
        assert db.do("update reviews_supportnote set written_at = now() - interval '25 hours'") > 3
        for person in (w.advisor, w.manager):
            with db.as_person(person):
                assert db.do(CHANGE) == 0


@probe()
def without_the_trust_any_more_an_author_changes_nothing(db: Database, w: World) -> None:
    with db.as_person(w.manager):
        assert db.do("update accounts_assignment set ended_at = now() where trust_id = %s", w.stepless.id) == 1
        with db.as_person(w.advisor):
            assert db.do("update reviews_supportnote set changed_at = now()") == 2  # of Shared alone


@probe()
def a_correction_is_of_the_same_trust_and_for_the_same_readers(db: Database, w: World) -> None:
    me, trust = w.advisor.user_id, w.shared.id
    hidden, elsewhere = note(db, trust, shown=False), note(db, w.stepless.id, shown=False)
    correct = NOTE.format(shown="{shown}", corrects="%s", at="statement_timestamp()").replace("%s, gen", "{trust}, gen")
    with db.as_person(w.advisor):
        pair = ("23503", "supportnote_corrects_its_like")
        assert db.do(correct.format(trust=trust, shown="false"), hidden, me) == 1
        db.refuses(UNIQUE, correct.format(trust=trust, shown="false"), hidden, me)
        db.refuses(pair, correct.format(trust=trust, shown="false"), elsewhere, me)
    with db.as_person(w.advisor):
        db.refuses(pair, correct.format(trust=trust, shown="true"), hidden, me)


@probe()
def a_note_that_was_corrected_is_not_hidden_or_shown_afterwards(db: Database, w: World) -> None:
    shown = note(db, w.shared.id, shown=True)
    with db.as_person(w.advisor):
        pair = ("23503", "supportnote_corrects_its_like")
        db.refuses(pair, "update reviews_supportnote set shown_to_trust = false where id = %s", shown)


@probe()
def both_are_of_a_trust_that_is_there(db: Database, w: World) -> None:
    for table, insert in (("supportlevel", LEVEL), ("supportnote", PLAIN)):
        with db.as_role(MIGRATE):
            missing = ("23503", f"{table}_trust_exists")
            db.refuses(missing, insert, 999_999_999, w.manager.user_id)
