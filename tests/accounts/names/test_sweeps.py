"""Sweeps over every column, form and order: a name that is stored, asked for or sorted in another way fails."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django import forms
from django.apps import apps
from django.conf import settings
from django.db import connection, models
from django.utils.module_loading import import_string

from accounts.form_fields import AddressField, NameField, WordsField
from accounts.isolation.rules import files_of_rules
from accounts.name_columns import MadeColumn, NameColumn
from tests.modules import declared

ROOT = Path(__file__).resolve().parents[3]
APPS = ("accounts", "frameworks", "reviews")
NOT_WRITTEN = "a word, number, hash or address that our code makes or checks by a form of its own"
CONTENT = "published content, loaded from a file that was reviewed"
OTHER_COLUMNS = {
    NOT_WRITTEN: {
        "Trust.slug", "Trust.group_id", "RegisteredTrust.group_id", "RegisteredTrust.ukprn", "ImportedTrust.group_id",
        "RegisteredTrust.companies_house", "RegisteredTrust.postcode", "RegisterWord.word", "School.postcode",
        "ImportedTrust.ukprn", "ImportedTrust.companies_house", "ImportedTrust.postcode", "ImportedSchool.postcode",
        "ImportedSchool.region", "AuditEvent.event", "AuditEvent.target", "OutboxTask.name", "OutboxEmail.once",
        "Invitation.token_hash", "RegisterImport.doing", "NextStep.half_term", "SnapshotStep.half_term",
        "SnapshotStep.status", "Report.sha256", "PortfolioExport.filters", "ReleaseGroup.words", "User.password",
        "FrameworkVersion.number", "TermsAcceptance.edition",
         "FrameworkVersion.fingerprint", "Framework.slug", "Pillar.slug",
    },
    "what our code says: of an error, or of a row of a file whose unreadable signs it has replaced": {
        "OutboxEmail.subject", "OutboxEmail.refused",
        "MailService.reason", "RegisterImport.failure",
        "RefusedRow.what", "RefusedRow.reason",
        "Report.failure", "Release.failure", "PortfolioExport.failure",
    },
    "somebody's own words, in several lines": {
        "AgreedLevel.left_open_reason", "SnapshotLevel.left_open_reason", "Reopening.reason",
    },
    "an email address, which fields for addresses clean": {
        "User.email", "Invitation.email", "JoinRequest.email", "OutboxEmail.to",
    },
    CONTENT: {
        "Framework.name", "FrameworkVersion.name", "Pillar.name", "Pillar.tagline", "Level.name", "Level.description",
        "Domain.title", "Domain.short_title", "Domain.other_title", "Domain.beside",
    },
}  # fmt: skip
OTHER_FIELDS = {
    "a secret, which is taken as it is": {"password", "oldpassword", "password1", "password2"},
    "looked for, never stored": {"FilterForm.name"},
    "hidden, made by our code": {"AssignManyForm.seen"},
    "checked by a form of its own": {"ProfileForm.group_id", "NewTrustForm.group_id"},
}


def our_models() -> list[type[models.Model]]:
    return [m for app in APPS for m in apps.get_app_config(app).get_models()]


def lines() -> Iterator[tuple[str, models.Field]]:  # type: ignore[type-arg]
    for model in our_models():
        for field in model._meta.local_concrete_fields:
            if isinstance(field, models.CharField) and not field.choices:
                yield f"{model.__name__}.{field.name}", field


def test_every_single_line_that_people_write_is_a_name_column() -> None:
    excused = {name for names in OTHER_COLUMNS.values() for name in names}
    found = {name for name, field in lines() if not isinstance(field, NameColumn)}
    assert found - excused == set(), "neither names nor excused"
    assert excused - found == set(), "excused, and not there or names after all"


def test_the_database_holds_the_rule_for_every_name_column(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select conrelid::regclass::text || '.' || a.attname from pg_constraint c "
            "join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1] "
            "where contype = 'c' and pg_get_constraintdef(c.oid) like '%isolation.is_name(%'"
        )
        held = {row[0].replace('"', "") for row in cursor.fetchall()}
    wanted = {
        f"{model._meta.db_table}.{field.column}"
        for model in our_models()
        for field in model._meta.local_concrete_fields
        if isinstance(field, NameColumn)
    }
    assert len(wanted) > 30
    assert held == wanted


def all_forms() -> set[type[forms.BaseForm]]:
    """Every form of ours, and those of allauth's that stand in settings."""
    ours = {form for form in declared(forms.BaseForm) if hasattr(form, "base_fields")}
    return ours | {import_string(path) for path in settings.ACCOUNT_FORMS.values()}


def fields_of(form: type[forms.BaseForm]) -> dict[str, forms.Field]:
    """As declared; of allauth's, as they are made."""
    if form.__module__ == "accounts.sign_in.address_forms":
        return form().fields
    return form.base_fields


def test_every_field_in_which_people_write_cleans_what_is_pasted() -> None:
    excused = {name for names in OTHER_FIELDS.values() for name in names}
    wrong = [
        f"{form.__name__}.{name}"
        for form in all_forms()
        for name, field in fields_of(form).items()
        if isinstance(field, forms.CharField)
        and not isinstance(field, NameField | AddressField | WordsField)
        and not {name, f"{form.__name__}.{name}"} & excused
        and name != "code"  # six digits, or a recovery code
    ]
    assert len(all_forms()) > 25
    assert wrong == []


def test_every_field_for_a_name_column_is_a_name_field() -> None:
    """By their names: a form asks in `name` for what a column `name` stores."""
    columns = {n.split(".")[1] for n, field in lines() if isinstance(field, NameColumn)} | {"lead_name"}
    wrong = [
        f"{form.__name__}.{name}"
        for form in all_forms()
        for name, field in fields_of(form).items()
        if name in columns and not isinstance(field, NameField) and f"{form.__name__}.{name}" != "FilterForm.name"
    ]
    assert wrong == []


def source_files(*endings: str) -> Iterator[Path]:
    for folder in (*APPS, "wellschool", "templates"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in endings and not re.search(r"migrations/\d", str(path)):
                yield path


NAMES = {
    field.attname
    for model in our_models()
    for field in model._meta.local_concrete_fields
    if isinstance(field, NameColumn)
}


def orders_by_a_name(tree: ast.AST) -> Iterator[int]:
    """Lines on which something is put in order by a name and not by its key."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        given = [*node.args, *(k.value for k in node.keywords)]
        if called == "order_by":
            words = [n.value for one in given for n in ast.walk(one) if isinstance(n, ast.Constant)]
            if any(isinstance(w, str) and w.lstrip("-").rpartition("__")[2] in NAMES for w in words):
                yield node.lineno
        elif called in ("sorted", "sort"):
            keys = [n for k in node.keywords if k.arg == "key" for n in ast.walk(k.value)]
            read = {n.attr for n in keys if isinstance(n, ast.Attribute)}
            read |= {n.value for n in keys if isinstance(n, ast.Constant) and isinstance(n.value, str)}
            if read & NAMES:
                yield node.lineno


def test_every_list_of_names_is_in_the_order_of_the_key() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in source_files(".py")
        for line in orders_by_a_name(ast.parse(path.read_text(encoding="utf-8")))
    ]
    names = "|".join(sorted(NAMES))
    ordered = re.compile(rf"order\s+by[^;\n]*\b({names})\b", re.IGNORECASE)
    sql = [ROOT / path for path in files_of_rules()]
    wrong += [path.name for path in sql if ordered.search(path.read_text(encoding="utf-8"))]
    wrong += [str(p) for p in source_files(".html", ".txt") if "dictsort" in p.read_text(encoding="utf-8")]
    wrong += [m.__name__ for m in our_models() if {str(o).lstrip("-") for o in m._meta.ordering} & NAMES]
    assert wrong == []


@pytest.mark.parametrize("model", [m for m in our_models() if any(isinstance(f, MadeColumn) for f in m._meta.fields)])
def test_what_is_made_of_a_name_is_stored_beside_it(db: None, model: type[models.Model]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select attname, attgenerated from pg_attribute where attrelid = %s::regclass and attgenerated <> ''",
            [model._meta.db_table],
        )
        stored = dict(cursor.fetchall())
    assert stored == {f.column: "s" for f in model._meta.fields if isinstance(f, MadeColumn)}
