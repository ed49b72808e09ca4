"""Row-level security beside the model: policies and grants as a constraint that `makemigrations` tracks.

A table without one is closed to the application; `tests/isolation` also demands a written decision for each table.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import BaseConstraint, Model
from django.utils.deconstruct import deconstructible

MEMBERS = ("wellschool_web", "wellschool_worker")  # people of trusts, in the web and in tasks made for them
WORKER = ("wellschool_worker",)  # background jobs, named in the policy
YST = ("wellschool_yst",)
GUARD = ("wellschool_guard",)
SHUFFLER = ("wellschool_shuffler",)
RELEASER = ("wellschool_releaser",)  # makes national releases, and reads for them what each table says it may
MIGRATE = "wellschool_migrate"
ALL_ROLES = (*MEMBERS, *YST, *GUARD, *SHUFFLER, MIGRATE)


def among(column: str, function: str) -> str:
    """`column` is one of the ids that an isolation function returns; looked up once for a statement."""
    return f"{column} = any((select isolation.{function})::bigint[])"


def during_job(name: str) -> str:
    """The background job of this name is acting."""
    return f"(select isolation.job()) = '{name}'"


@deconstructible(path="accounts.isolation.policies.Policy")
@dataclass
class Policy:
    """One CREATE POLICY. `using` says which rows are seen or touched, `check` which may result."""

    name: str
    command: str  # select, insert, update, delete or all
    using: str = ""
    check: str = ""
    to: Sequence[str] = MEMBERS

    def sql(self, table: str) -> str:
        parts = [f"create policy {self.name} on {table} for {self.command} to {', '.join(self.to)}"]
        if self.using:
            parts.append(f"using ({self.using})")
        if self.check:
            parts.append(f"with check ({self.check})")
        return " ".join(parts)


@deconstructible(path="accounts.isolation.policies.Grant")
@dataclass
class Grant:
    """One GRANT; with `columns`, of those columns only (which also refuses ctid and xmin)."""

    right: str
    to: Sequence[str] = MEMBERS
    columns: Sequence[str] = ()

    def sql(self, table: str) -> str:
        columns = f" ({', '.join(self.columns)})" if self.columns else ""
        return f"grant {self.right}{columns} on {table} to {', '.join(self.to)}"


class RowPolicies(BaseConstraint):
    """Enables and forces row-level security, creates the policies and grants.

    The owner has no policy, so FORCE makes it see nothing; data migrations act as `wellschool_migrate`, which has
    one. `guard` lists the commands of the guard functions' owner on this table.
    """

    def __init__(
        self, *, name: str, policies: Sequence[Policy], grants: Sequence[Grant], guard: Sequence[str] = ()
    ) -> None:
        super().__init__(name=name)
        self.policies, self.grants, self.guard = tuple(policies), tuple(grants), tuple(guard)

    def statements(self, table: str) -> list[str]:
        """All SQL that this constraint stands for."""
        policies: list[Policy] = [*self.policies, Policy("data_migration", "all", "true", "true", (MIGRATE,))]
        grants = [*self.grants, Grant("select, insert, update, delete", (MIGRATE,))]
        for command in self.guard:
            using = "" if command == "insert" else "true"
            check = "true" if command in ("insert", "update") else ""
            policies.append(Policy(f"guard_{command}", command, using, check, GUARD))
            grants.append(Grant(command, GUARD))
        return [
            f"alter table {table} enable row level security",
            f"alter table {table} force row level security",
            *(p.sql(table) for p in policies),
            *(g.sql(table) for g in grants),
        ]

    def policy_names(self) -> set[str]:
        """What the catalogue must list for the table."""
        return {p.name for p in self.policies} | {"data_migration"} | {f"guard_{c}" for c in self.guard}

    def constraint_sql(self, model: type[Model], schema_editor: BaseDatabaseSchemaEditor) -> None:  # type: ignore[override]
        schema_editor.deferred_sql.extend(self.statements(model._meta.db_table))

    def create_sql(self, model: type[Model], schema_editor: BaseDatabaseSchemaEditor) -> str:  # type: ignore[override]
        return "; ".join(self.statements(model._meta.db_table))

    def remove_sql(self, model: type[Model], schema_editor: BaseDatabaseSchemaEditor) -> str:  # type: ignore[override]
        """Drop the policies and grants and leave row-level security forced: closed, not open."""
        table = model._meta.db_table
        return "; ".join(
            [
                *(f"drop policy {name} on {table}" for name in sorted(self.policy_names())),
                f"revoke all on {table} from {', '.join(ALL_ROLES)}",
            ]
        )

    def validate(self, *args: Any, **kwargs: Any) -> None:
        """Nothing to validate in Python: the database decides."""

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        return (
            "accounts.isolation.policies.RowPolicies",
            (),
            {"name": self.name, "policies": self.policies, "grants": self.grants, "guard": self.guard},
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RowPolicies) and self.deconstruct() == other.deconstruct()

    __hash__ = BaseConstraint.__hash__


class AlsoReads(BaseConstraint):
    """One more role reads these columns of a table, by a policy of its own; the table's `RowPolicies` stay as they are.

    For roles that own functions and act for nobody; what they may read of a table is then written beside it.
    """

    def __init__(self, *, name: str, to: Sequence[str], columns: Sequence[str], using: str = "true") -> None:
        super().__init__(name=name)
        self.to, self.columns, self.using = tuple(to), tuple(columns), using

    def statements(self, table: str) -> list[str]:
        """All SQL that this constraint stands for."""
        grant = Grant("select", self.to, self.columns)
        return [Policy(self.name, "select", self.using, to=self.to).sql(table), grant.sql(table)]

    def constraint_sql(self, model: type[Model], schema_editor: BaseDatabaseSchemaEditor) -> None:  # type: ignore[override]
        schema_editor.deferred_sql.extend(self.statements(model._meta.db_table))

    def create_sql(self, model: type[Model], schema_editor: BaseDatabaseSchemaEditor) -> str:  # type: ignore[override]
        return "; ".join(self.statements(model._meta.db_table))

    def remove_sql(self, model: type[Model], schema_editor: BaseDatabaseSchemaEditor) -> str:  # type: ignore[override]
        table, whom = model._meta.db_table, ", ".join(self.to)
        columns = ", ".join(self.columns)
        drop, revoke = f"drop policy {self.name} on {table}", f"revoke select ({columns})"
        return f"{drop}; {revoke} on {table} from {whom}"

    def validate(self, *args: Any, **kwargs: Any) -> None:
        """Nothing to validate in Python: the database decides."""

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        return (
            "accounts.isolation.policies.AlsoReads",
            (),
            {"name": self.name, "to": self.to, "columns": self.columns, "using": self.using},
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, AlsoReads) and self.deconstruct() == other.deconstruct()

    __hash__ = BaseConstraint.__hash__


class CompositeForeignKey(BaseConstraint):
    """`(review_id, trust_id)` must be a pair that exists: foreign keys ignore row-level security."""

    def __init__(self, *, name: str, columns: Iterable[str], table: str, to: Iterable[str]) -> None:
        super().__init__(name=name)
        self.columns, self.table, self.to = tuple(columns), table, tuple(to)

    def constraint_sql(self, model: type[Model], schema_editor: BaseDatabaseSchemaEditor) -> None:  # type: ignore[override]
        """At the end of the migration: the unique pair that it refers to may be made by a later operation."""
        schema_editor.deferred_sql.append(
            f"alter table {model._meta.db_table} add constraint {self.name} "
            f"foreign key ({', '.join(self.columns)}) references {self.table} ({', '.join(self.to)})"
        )

    def create_sql(self, model: type[Model], schema_editor: BaseDatabaseSchemaEditor) -> None:  # type: ignore[override]
        self.constraint_sql(model, schema_editor)

    def remove_sql(self, model: type[Model], schema_editor: BaseDatabaseSchemaEditor) -> str:  # type: ignore[override]
        return f"alter table {model._meta.db_table} drop constraint {self.name}"

    def validate(self, *args: Any, **kwargs: Any) -> None:
        """Nothing to validate in Python: the database decides."""

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        return (
            "accounts.isolation.policies.CompositeForeignKey",
            (),
            {"name": self.name, "columns": self.columns, "table": self.table, "to": self.to},
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, CompositeForeignKey) and self.deconstruct() == other.deconstruct()

    __hash__ = BaseConstraint.__hash__


__all__ = [
    "ALL_ROLES",
    "GUARD",
    "MEMBERS",
    "RELEASER",
    "SHUFFLER",
    "WORKER",
    "YST",
    "AlsoReads",
    "CompositeForeignKey",
    "Grant",
    "Policy",
    "RowPolicies",
    "among",
    "during_job",
]
