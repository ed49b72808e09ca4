"""Row-level security beside the model: each policy, grant, trigger and key of a table is a constraint of its own.

`makemigrations` tracks them, so that a new one is a migration of a few lines. A table without `RowSecurity` is closed
to the application; `tests/isolation` also demands a written decision for each table. Functions that they call are in
the rooms' `sql/` folders, see `accounts.isolation.rules`.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import BaseConstraint, Model

MEMBERS = ("wellschool_web", "wellschool_worker")  # people of trusts, in the web and in tasks made for them
WORKER = ("wellschool_worker",)  # background jobs, named in the policy
YST = ("wellschool_yst",)
GUARD = ("wellschool_guard",)
SHUFFLER = ("wellschool_shuffler",)
RATER = ("wellschool_rater",)  # writes ratings, each of the seat that the guard has told it
RELEASER = ("wellschool_releaser",)  # makes national releases, and reads for them what each table says it may
MIGRATE = ("wellschool_migrate",)
ALL_ROLES = (*MEMBERS, *YST, *GUARD, *SHUFFLER, *RATER, *MIGRATE)


def among(column: str, function: str) -> str:
    """`column` is one of the ids that an isolation function returns; looked up once for a statement."""
    return f"{column} = any((select isolation.{function})::bigint[])"


def during_job(name: str) -> str:
    """The background job of this name is acting."""
    return f"(select isolation.job()) = '{name}'"


def create_policy(table: str, name: str, command: str, using: str, check: str, to: Sequence[str]) -> str:
    """CREATE POLICY."""
    parts = [f"create policy {name} on {table} for {command} to {', '.join(to)}"]
    if using:
        parts.append(f"using ({using})")
    if check:
        parts.append(f"with check ({check})")
    return " ".join(parts)


def grant(table: str, right: str, to: Sequence[str], columns: Sequence[str] = ()) -> str:
    """GRANT, of some columns or of the table."""
    named = f" ({', '.join(columns)})" if columns else ""
    return f"grant {right}{named} on {table} to {', '.join(to)}"


class TableRule(BaseConstraint, ABC):
    """What the database holds of a table and Django knows nothing of. `called` is its name in the database.

    It is made at the end of its migration: functions and keys that it names may be made by a later operation.
    """

    def __init__(self, called: str, name: str, told: Mapping[str, object]) -> None:
        """`told` is what makes one of its kind, for migrations."""
        super().__init__(name=name or f"%(class)s_{called}")
        self.called = called
        self.told = {key: value for key, value in told.items() if value}

    @abstractmethod
    def statements(self, table: str) -> list[str]:
        """The SQL that makes it."""

    @abstractmethod
    def undone(self, table: str) -> list[str]:
        """The SQL that takes it back."""

    def constraint_sql(self, model: type[Model], schema_editor: BaseDatabaseSchemaEditor) -> None:  # type: ignore[override]
        schema_editor.deferred_sql.extend(self.statements(model._meta.db_table))

    def create_sql(self, model: type[Model], schema_editor: BaseDatabaseSchemaEditor) -> None:  # type: ignore[override]
        self.constraint_sql(model, schema_editor)

    def remove_sql(self, model: type[Model], schema_editor: BaseDatabaseSchemaEditor) -> str:  # type: ignore[override]
        return "; ".join(self.undone(model._meta.db_table))

    def validate(self, *args: object, **kwargs: object) -> None:
        """Nothing to validate in Python: the database decides."""

    def deconstruct(self) -> tuple[str, Sequence[object], dict[str, object]]:
        return f"{type(self).__module__}.{type(self).__name__}", (), {"name": self.name, **self.told}

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and isinstance(other, TableRule) and self.deconstruct() == other.deconstruct()

    __hash__ = BaseConstraint.__hash__


class RowSecurity(TableRule):
    """Row-level security, enabled and forced: from here on only policies show a row, also to the table's owner.

    Data migrations act as `wellschool_migrate`, which has a policy. `guard` lists the commands of the guard functions'
    owner on this table.
    """

    def __init__(self, *, guard: Sequence[str] = (), name: str = "") -> None:
        self.guard = tuple(guard)
        super().__init__("rows", name, {"guard": self.guard})

    def statements(self, table: str) -> list[str]:
        made = [
            f"alter table {table} enable row level security",
            f"alter table {table} force row level security",
            create_policy(table, "data_migration", "all", "true", "true", MIGRATE),
            grant(table, "select, insert, update, delete", MIGRATE),
        ]
        for command in self.guard:
            using = "" if command == "insert" else "true"
            check = "true" if command in ("insert", "update") else ""
            made.append(create_policy(table, f"guard_{command}", command, using, check, GUARD))
            made.append(grant(table, command, GUARD))
        return made

    def undone(self, table: str) -> list[str]:
        """Leaves row-level security forced: closed, not open."""
        return [
            *(f"drop policy {name} on {table}" for name in self.policy_names()),
            f"revoke all on {table} from {', '.join((*GUARD, *MIGRATE))}",
        ]

    def policy_names(self) -> list[str]:
        """The policies that it makes."""
        return ["data_migration", *(f"guard_{command}" for command in self.guard)]


class Policy(TableRule):
    """One CREATE POLICY. `using` says which rows are seen or touched, `check` which may result."""

    def __init__(
        self,
        called: str,
        command: str,
        using: str = "",
        check: str = "",
        to: Sequence[str] = MEMBERS,
        name: str = "",
    ) -> None:
        self.command, self.using, self.with_check, self.to = command, using, check, tuple(to)
        super().__init__(
            called, name, {"called": called, "command": command, "using": using, "check": check, "to": self.to}
        )

    def statements(self, table: str) -> list[str]:
        return [create_policy(table, self.called, self.command, self.using, self.with_check, self.to)]

    def undone(self, table: str) -> list[str]:
        return [f"drop policy {self.called} on {table}"]


class Grant(TableRule):
    """One GRANT; with `columns`, of those columns only (which also refuses ctid and xmin)."""

    def __init__(self, right: str, to: Sequence[str] = MEMBERS, columns: Sequence[str] = (), name: str = "") -> None:
        whom = "_".join(role.removeprefix("wellschool_") for role in to)
        self.right, self.to, self.columns = right, tuple(to), tuple(columns)
        called = f"{right.replace(', ', '_')}_to_{whom}"
        super().__init__(called, name, {"right": right, "to": self.to, "columns": self.columns})

    def statements(self, table: str) -> list[str]:
        return [grant(table, self.right, self.to, self.columns)]

    def undone(self, table: str) -> list[str]:
        named = f" ({', '.join(self.columns)})" if self.columns else ""
        return [f"revoke {self.right}{named} on {table} from {', '.join(self.to)}"]


class AlsoReads(TableRule):
    """One more role reads these columns of a table, by a policy of its own.

    For roles that own functions and act for nobody; what they may read of a table is then written beside it.
    """

    def __init__(self, *, name: str, to: Sequence[str], columns: Sequence[str], using: str = "true") -> None:
        self.to, self.columns, self.using = tuple(to), tuple(columns), using
        super().__init__(name, name, {"to": self.to, "columns": self.columns, "using": using})

    def statements(self, table: str) -> list[str]:
        return [
            create_policy(table, self.called, "select", self.using, "", self.to),
            grant(table, "select", self.to, self.columns),
        ]

    def undone(self, table: str) -> list[str]:
        revoked = f"revoke select ({', '.join(self.columns)})"
        return [f"drop policy {self.called} on {table}", f"{revoked} on {table} from {', '.join(self.to)}"]


class Trigger(TableRule):
    """One CREATE TRIGGER for each row, calling a function of the schema `isolation`.

    `before` or `after` say upon what; `when` narrows it, and `argument` is told to the function. Those of one moment
    run in the order of their names: where that matters, it is said beside them.
    """

    def __init__(
        self,
        calls: str,
        *,
        before: str = "",
        after: str = "",
        when: str = "",
        argument: str = "",
        called: str = "",
        name: str = "",
    ) -> None:
        self.calls, self.before, self.after, self.when, self.argument = calls, before, after, when, argument
        told = {"calls": calls, "before": before, "after": after, "when": when, "argument": argument, "called": called}
        super().__init__(called or calls, name, told)

    def statements(self, table: str) -> list[str]:
        moment = f"before {self.before}" if self.before else f"after {self.after}"
        when = f" when ({self.when})" if self.when else ""
        argument = f"'{self.argument}'" if self.argument else ""
        calls = f"execute function isolation.{self.calls}({argument})"
        return [f"create trigger {self.called} {moment} on {table} for each row{when} {calls}"]

    def undone(self, table: str) -> list[str]:
        return [f"drop trigger {self.called} on {table}"]


class CompositeForeignKey(TableRule):
    """`(review_id, trust_id)` must be a pair that exists: foreign keys ignore row-level security."""

    def __init__(self, *, name: str, columns: Iterable[str], table: str, to: Iterable[str]) -> None:
        self.columns, self.table, self.to = tuple(columns), table, tuple(to)
        super().__init__(name, name, {"columns": self.columns, "table": table, "to": self.to})

    def statements(self, table: str) -> list[str]:
        key = f"foreign key ({', '.join(self.columns)}) references {self.table} ({', '.join(self.to)})"
        return [f"alter table {table} add constraint {self.name} {key}"]

    def undone(self, table: str) -> list[str]:
        return [f"alter table {table} drop constraint {self.name}"]


__all__ = [
    "ALL_ROLES",
    "GUARD",
    "MEMBERS",
    "MIGRATE",
    "RATER",
    "RELEASER",
    "SHUFFLER",
    "WORKER",
    "YST",
    "AlsoReads",
    "CompositeForeignKey",
    "Grant",
    "Policy",
    "RowSecurity",
    "TableRule",
    "Trigger",
    "among",
    "during_job",
]
