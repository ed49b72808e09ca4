"""The public register is everybody's to read and an import's to write; its files and checks are programme managers'."""

from collections.abc import Iterator
from contextlib import contextmanager

from tests.isolation.database import DENIED, WEB, WORKER, Database, row_refused
from tests.isolation.probe import probe
from tests.isolation.rights import PUBLIC_REGISTER
from tests.isolation.world import Person, World

FIRST, THIS_IMPORT = "(select min(id) from accounts_registeredtrust)", "(select id from accounts_registerimport)"
SPELLING = ("P0T03", "how a name is written may change")
ONLY_IMPORTS = ("42501", "only an import finds")
MOVED = (
    "update accounts_trust set registered_id = "
    "case when registered_id is null then (select max(id) from accounts_registeredtrust) end"
)
INSERTS = {
    "accounts_registeredtrust": "group_uid, group_id, name, ukprn, companies_house, kind, status, town, postcode, "
    "region, phase, register_name) values (77, 'TR00077', 'X', '', '', 'multi', 'open', '', '', '', '', ''",
    "accounts_earliername": "registered_id, name, until) "
    "values ((select min(id) from accounts_registeredtrust), 'X', now()",
    "accounts_registerword": "registered_id, word) values ((select min(id) from accounts_registeredtrust), 'x'",
    "accounts_school": "registered_id, urn, name, status, phase, region, local_authority, postcode, register_name) "
    "values ((select min(id) from accounts_registeredtrust), 7777, 'X', 'open', '', '', '', '', ''",
}
STAGED = {
    "accounts_importedtrust": "register_import_id, line, group_uid, group_id, name, ukprn, companies_house, kind, "
    "status, town, postcode, register_name, outcome, changes, unsaid) "
    "values ((select id from accounts_registerimport), 1, 78, '', 'X', '', '', 'multi', 'open', '', '', '', '', '{}', "
    "'{}'",
    "accounts_importedschool": "register_import_id, extract, line, urn, name, status, phase, region, local_authority, "
    "postcode, register_name, outcome, changes, unsaid) values ((select id from accounts_registerimport), "
    "'edubasealldata', 1, 78, 'X', 'open', '', '', '', '', '', '', '{}', '{}'",
    "accounts_refusedrow": "register_import_id, extract, line, what, reason, kept) "
    "values ((select id from accounts_registerimport), 'edubasealldata', 1, 'X', 'X', false",
}
IMPORT = (
    "insert into accounts_registerimport (uuid, uploaded_by_id, uploaded_by_name, uploaded_at, files, status, doing, "
    "done, attempts, failure, counts) values (gen_random_uuid(), %s, 'X', now(), '[]', 'discarded', '', 0, 0, '', '{}')"
)
PIECE = (
    "insert into accounts_importpiece (id, register_import_id, kind, number, content) "
    "values (gen_random_uuid(), (select id from accounts_registerimport), 'alllinksdata', 1, 'x')"
)


def insert(table: str) -> str:
    return f"insert into {table} ({ {**INSERTS, **STAGED}[table] })"


@contextmanager
def importing(db: Database, w: World) -> Iterator[Database]:
    """The worker's job, for a programme manager."""
    with db.as_person(w.manager, job="register", role=WORKER):
        yield db


def not_importing(w: World) -> list[tuple[Person | None, str | None]]:
    """Who acts in the worker and is not that."""
    people = (w.advisor, w.yst["gone"], w.unshared.lead, w.stranger, None)
    return [(w.manager, None), (w.manager, "mail"), *((person, "register") for person in people)]


@probe()
def strangers_read_which_trusts_there_are_and_not_their_schools(db: Database, w: World) -> None:
    with db.as_role(WEB):
        for table in PUBLIC_REGISTER:
            assert db.count(table) == 3
        assert db.count("accounts_school") == 0


@probe()
def members_read_the_schools_of_their_own_trust(db: Database, w: World) -> None:
    for person, urns in ((w.unshared.trustee, [101]), (w.releases.lead, [102]), (w.shared.lead, [])):
        for role in (WEB, WORKER):
            with db.as_person(person, role=role):
                assert db.column("select urn from accounts_school") == urns


@probe()
def everybody_at_yst_reads_every_school(db: Database, w: World) -> None:
    for person in (w.advisor, w.unassigned, w.manager):
        with db.as_person(person):
            assert db.column("select urn from accounts_school") == [101, 102, 103]


@probe()
def an_import_writes_the_register(db: Database, w: World) -> None:
    with importing(db, w):
        assert db.column("select urn from accounts_school") == [101, 102, 103]
        for table in INSERTS:
            assert db.do(insert(table)) == 1
        assert db.do("update accounts_registeredtrust set name = 'Y' where group_uid < 10") == 3
        assert db.do("update accounts_school set name = 'Y' where urn < 1000") == 3


@probe()
def an_import_writes_what_the_register_says_of_trusts(db: Database, w: World) -> None:
    with importing(db, w):
        assert db.count("accounts_trust") == len(w.trusts)
        assert db.do("update accounts_trust set name = 'Y', pupils = 7 where registered_id is not null") == 2
        free = "(select id from accounts_registeredtrust where group_uid = 3)"
        assert db.do(f"update accounts_trust set registered_id = {free} where id = %s", w.empty.id) == 1
        db.refuses(DENIED, "update accounts_trust set slug = 'y'")


@probe()
def nobody_but_an_import_writes_the_register(db: Database, w: World) -> None:
    for person, job in not_importing(w):
        with db.as_person(person, job=job, role=WORKER):
            for table in INSERTS:
                db.refuses(row_refused(table), insert(table).replace(FIRST, "1"))
            assert db.do("update accounts_registeredtrust set name = 'Y'") == 0
            assert db.do("update accounts_school set name = 'Y'") == 0
            if person != w.unshared.lead:
                assert db.do("update accounts_trust set pupils = 1") == 0
                assert db.count("accounts_trust") == db.count("accounts_school") == 0
    for person in (w.manager, w.unshared.lead):
        with db.as_person(person, job="register", role=None if person.yst else WEB):
            for table in INSERTS:
                db.refuses(DENIED, insert(table))


@probe()
def what_comes_from_the_register_is_not_changed_by_its_trust(db: Database, w: World) -> None:
    for person, job in ((w.unshared.lead, None), (w.unshared.executive, "register")):
        with db.as_person(person, job=job, role=WORKER):
            db.refuses(SPELLING, "update accounts_trust set name = 'Y'")
            for change in ("group_id = ''", "region = 'x'", "phase = 'x'", "schools = 7", "pupils = 7"):
                db.refuses(("P0T01", "comes from the register"), f"update accounts_trust set {change}")
            assert db.do("update accounts_trust set region = 'london', pupils = 400, name = 'UN-SHARED’'") == 1


@probe()
def what_the_register_does_not_say_is_changed_by_its_trust(db: Database, w: World) -> None:
    with db.as_person(w.releases.lead):
        assert db.do("update accounts_trust set region = 'london', phase = 'mixed', schools = 7, pupils = 7") == 1
        db.refuses(SPELLING, "update accounts_trust set name = 'Y'")
    with db.as_person(w.shared.lead):
        assert db.do("update accounts_trust set name = 'Y'") == 1
        db.refuses(DENIED, "update accounts_trust set group_id = 'TR12345'")


@probe()
def no_trust_chooses_what_it_is_in_the_register(db: Database, w: World) -> None:
    for person in (w.unshared.lead, w.shared.executive):
        with db.as_person(person, role=WORKER):
            db.refuses(ONLY_IMPORTS, MOVED)
        with db.as_person(person):
            db.refuses(DENIED, "update accounts_trust set registered_id = null")


@probe()
def managers_upload_in_their_own_name_and_decide(db: Database, w: World) -> None:
    with db.as_person(w.manager):
        assert db.count("accounts_registerimport") == 1
        assert db.do(PIECE) == 1
        assert db.do(IMPORT, w.manager.user_id) == 1
        db.refuses(row_refused("accounts_registerimport"), IMPORT, w.advisor.user_id)
        assert db.do("update accounts_registerimport set status = 'discarded'") == 2
        db.refuses(DENIED, "update accounts_registerimport set checked_at = now()")
    for person in (w.advisor, w.yst["gone"]):
        with db.as_person(person):
            assert db.count("accounts_registerimport") == 0
            assert db.do("update accounts_registerimport set status = 'discarded'") == 0
            db.refuses(row_refused("accounts_registerimport"), IMPORT, person.user_id)
            db.refuses(row_refused("accounts_importpiece"), PIECE.replace(THIS_IMPORT, "1"))


@probe()
def the_job_works_at_imports_and_no_other_does(db: Database, w: World) -> None:
    with db.as_person(None, job="register"):
        assert db.count("accounts_registerimport") == db.count("accounts_importpiece") == 1
        assert db.do("update accounts_registerimport set counts = '{}'") == 1
        assert db.do("update accounts_registerimport set counts = '{}' where id > 0") == 1
        assert db.do("delete from accounts_importpiece") == 1
    for person, job in ((None, "mail"), (w.manager, None), (w.unshared.lead, None)):
        with db.as_person(person, job=job, role=WORKER):
            assert db.count("accounts_registerimport") == db.count("accounts_importpiece") == 0
            assert db.do("update accounts_registerimport set counts = '{}'") == 0
            assert db.do("delete from accounts_importpiece") == 0


@probe()
def what_was_read_of_files_is_staged_by_the_job_and_read_by_managers(db: Database, w: World) -> None:
    for table in STAGED:
        with db.as_person(None, job="register"):
            assert db.do(insert(table)) == 1
            assert db.count(table) == 2
            if table != "accounts_refusedrow":
                assert db.do(f"update {table} set outcome = 'same'") == 2
                assert db.do(f"update {table} set outcome = 'same' where line > 0") == 2
            assert db.do(f"delete from {table}") == 2
        with db.as_person(w.manager):
            assert db.count(table) == 1
        with db.as_person(w.advisor):
            assert db.count(table) == 0
        for person, job in ((None, "mail"), (w.manager, None), (w.unshared.lead, None)):
            with db.as_person(person, job=job, role=WORKER):
                db.refuses(row_refused(table), insert(table).replace(THIS_IMPORT, "1"))
                assert db.count(table) == db.do(f"delete from {table}") == 0
                if table != "accounts_refusedrow":
                    assert db.do(f"update {table} set outcome = 'same'") == 0
