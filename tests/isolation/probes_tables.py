"""What holds for every protected table: made in a loop, so that a new table is attacked from its first day."""

from tests.isolation.database import MIGRATE, OWNER, WEB, WORKER, YST, Database
from tests.isolation.probe import probe
from tests.isolation.rights import COMMANDS, CONTENT, RIGHTS, columns_of, made_columns, rights
from tests.isolation.world import World

ROLES = (WEB, WORKER, YST)


def is_closed(table: str, role: str) -> bool:
    """Strangers see none of its rows: content is for whoever signs in to a trust; a page tells all if mail goes out."""
    is_told = role == YST or not (table in CONTENT or (table, role) == ("accounts_mailservice", WEB))
    return "select" in rights(table, role).columns and is_told


def nobodys(table: str) -> None:
    closed_to = [role for role in ROLES if is_closed(table, role)]

    @probe(1, table)
    def nobody_reads(db: Database, w: World) -> None:
        for role in closed_to:
            with db.as_role(role):
                assert db.count(table) == 0

    @probe(46, table)
    def an_account_without_trust_or_with_an_unknown_job_reads_nothing_in(db: Database, w: World) -> None:
        for role in closed_to:
            for person, job in (
                (w.stranger, None),
                (w.stranger, "nonsense"),
                (None, "nonsense"),
                (w.yst["gone"], None),
            ):
                with db.as_person(person, job=job, role=role):
                    assert db.count(table) == 0


def the_other_sides(table: str) -> None:
    closed_to = [role for role in ROLES if is_closed(table, role)]

    @probe(62, table)
    def a_member_who_becomes_the_yst_role_reads_nothing_in(db: Database, w: World) -> None:
        for person in (w.shared.lead, w.shared.executive, w.rating.colleague):
            for role in {YST} & {*closed_to}:
                with db.as_person(person, role=role):
                    assert db.count(table) == 0

    @probe(62, table)
    def yst_people_who_leave_their_role_read_nothing_in(db: Database, w: World) -> None:
        for person in (w.manager, w.advisor):
            for role in {WEB, WORKER} & {*closed_to}:
                with db.as_person(person, role=role):
                    assert db.count(table) == 0


def its_owners(table: str) -> None:
    @probe(39, table)
    def its_owner_sees_nothing_and_migrations_see_all_of(db: Database, w: World) -> None:
        with db.as_role(OWNER):
            assert db.count(table) == 0
        with db.as_role(MIGRATE):
            assert db.count(table) > 0


def not_granted(table: str, role: str) -> None:
    given, columns = rights(table, role), columns_of(table)
    made = made_columns(table)

    @probe(28 if role != YST else 30, f"{table} to {role}")
    def what_is_not_granted_is_denied_of(db: Database, w: World) -> None:
        with db.as_role(role):
            for command in COMMANDS:
                if not given.whole(command):
                    for statement in attempts(table, command, [c for c in columns if not given.may(command, c)], made):
                        db.refuses(("42501", f"permission denied for table {table}"), statement)


def attempts(table: str, command: str, columns: list[str], made: set[str]) -> list[str]:
    """Statements that need a right to the whole table, or to a column that is not granted; nobody writes a made one."""
    if command == "select":
        system = [f"select {c} from {table}" for c in ("ctid", "xmin", "xmax")]
        all_at_once = [f"select x from {table} x", f"select * from {table}", f"select to_jsonb(x) from {table} x"]
        return system + [f'select "{c}" from {table}' for c in columns] + all_at_once * bool(columns)
    if command == "insert":
        return [f'insert into {table} ("{c}") values (null)' for c in columns if c not in made]
    if command == "update":
        return [f'update {table} set "{c}" = null' for c in columns if c not in made]
    return [f"delete from {table}"] if command == "delete" else [f"truncate {table}"]


for _table in RIGHTS:
    nobodys(_table)
    the_other_sides(_table)
    its_owners(_table)
    for _role in ROLES:
        not_granted(_table, _role)
