"""Framework versions: read by everybody signed in, written by the loader, never changed once published."""

from tests.isolation.database import DENIED, MIGRATE, WEB, WORKER, YST, Database
from tests.isolation.probe import probe
from tests.isolation.rights import CONTENT, FRAMEWORKS
from tests.isolation.world import World

FROZEN = ("P0F01", "never changes")
PARTS = ("pillar", "level", "domain", "statement")


@probe()
def everybody_signed_in_reads_the_framework_and_the_public_register(db: Database, w: World) -> None:
    for person in (w.rating.lead, w.rating.trustee, w.advisor, w.manager):
        with db.as_person(person):
            for table in CONTENT:
                assert db.count(table) > 0


@probe()
def nobody_but_the_loader_writes_the_framework(db: Database, w: World) -> None:
    for person, role in ((w.rating.lead, WEB), (w.rating.lead, WORKER), (w.manager, YST)):
        with db.as_person(person, role=role):
            for table in FRAMEWORKS:
                db.refuses(DENIED, f"insert into {table} (id) values (9999)")
                db.refuses(DENIED, f"update {table} set id = id")
                db.refuses(DENIED, f"delete from {table}")


@probe()
def a_published_version_never_changes_whoever_asks(db: Database, w: World) -> None:
    version = w.rating.version
    with db.as_role(MIGRATE):
        db.refuses(FROZEN, "update frameworks_frameworkversion set name = 'X' where id = %s", version)
        db.refuses(FROZEN, "update frameworks_frameworkversion set published_at = null where id = %s", version)
        db.refuses(FROZEN, "delete from frameworks_frameworkversion where id = %s", version)
        for part in PARTS:
            db.refuses(FROZEN, f"update frameworks_{part} set version_id = version_id where version_id = %s", version)
            db.refuses(FROZEN, f"delete from frameworks_{part} where version_id = %s", version)


@probe()
def nothing_moves_into_a_published_version(db: Database, w: World) -> None:
    with db.as_role(MIGRATE):
        unpublished = db.one("select id from frameworks_frameworkversion where published_at is null")
        for part in PARTS:
            move = f"update frameworks_{part} set version_id = %s where version_id = %s"
            db.refuses(FROZEN, move, w.rating.version, unpublished)
        for table, columns, values in (
            ("level", "version_id, value, name, description, awaiting_approval", "%s, 4, 'X', 'X', false"),
            ("pillar", "version_id, number, slug, name, tagline, strands", "%s, 9, 'x', 'X', 'X', '[]'"),
        ):
            db.refuses(FROZEN, f"insert into frameworks_{table} ({columns}) values ({values})", w.rating.version)


@probe()
def an_unpublished_version_is_prepared_and_published(db: Database, w: World) -> None:
    with db.as_role(MIGRATE):
        unpublished = db.one("select id from frameworks_frameworkversion where published_at is null")
        for part, column in (("pillar", "name"), ("level", "name"), ("domain", "title"), ("statement", "text")):
            changed = db.do(f"update frameworks_{part} set {column} = 'X' where version_id = %s", unpublished)
            assert changed > 0
        assert db.do("delete from frameworks_statement where version_id = %s", unpublished) == 2
        publish = "update frameworks_frameworkversion set published_at = now() where id = %s"
        assert db.do(publish, unpublished) == 1
        db.refuses(FROZEN, publish, unpublished)
