"""Functions of the database: one text each, loaded by a migration, and shown in docs/database.sql."""

import os
import re
from pathlib import Path

import psycopg
import pytest
from django.db.migrations.loader import MigrationLoader

from accounts.isolation.facts import KNOWN
from accounts.isolation.rules import ROOT, LoadRules, digest_of, files_of_rules
from tests.isolation.databases import TEMPLATE
from wellschool.database.describing import described

DATABASE = ROOT / "docs" / "database.sql"
OURS = ("accounts", "frameworks", "reviews")


def newest_loads() -> dict[str, str]:
    """For each file, the digest that the last migration to load it names."""
    loader = MigrationLoader(None)
    found = {}
    for leaf in sorted(loader.graph.leaf_nodes()):
        if leaf[0] in OURS:
            for key in loader.graph.forwards_plan(leaf):
                for operation in loader.graph.nodes[key].operations:
                    if isinstance(operation, LoadRules):
                        found[operation.path] = operation.digest
    return found


def test_whoever_changes_a_rule_writes_the_migration_that_loads_it() -> None:
    loaded = newest_loads()
    missing = [
        f'LoadRules("{path}", "{digest_of(path)}")' for path in files_of_rules() if loaded.get(path) != digest_of(path)
    ]
    assert missing == [], "Add a migration with these operations."
    assert set(loaded) == set(files_of_rules())


def test_a_function_has_one_text_and_says_what_it_is_for() -> None:
    told: dict[str, str] = {}
    for path in files_of_rules():
        text = (ROOT / path).read_text(encoding="utf-8")
        for name in re.findall(r"^create or replace function isolation\.(\w+)", text, re.MULTILINE):
            assert name not in told, f"{name} is in {told[name]} and in {path}"
            told[name] = path
        assert re.match(r"-- \w", text), f"{path} does not say what it is about"
        bare = re.findall(r"\n\ncreate or replace function isolation\.(\w+)", text)
        assert bare == [], f"{path}: what are these for?"
        assert not re.search(r"^create (function|trigger|view|table (?!if not exists))", text, re.MULTILINE), path


def test_docs_show_what_a_fresh_database_has() -> None:
    with psycopg.connect(host=os.environ["DB_HOST"], dbname=TEMPLATE, user="postgres") as fresh:
        text = described(fresh, (ROOT / path for path in files_of_rules()), ROOT, KNOWN)
    if "WRITE_DOCS" in os.environ:
        Path(DATABASE).write_text(text, encoding="utf-8")
    assert DATABASE.read_text(encoding="utf-8") == text, "Run make docs."


def test_every_function_says_where_its_text_is() -> None:
    assert "-- nowhere" not in DATABASE.read_text(encoding="utf-8")


@pytest.mark.parametrize("word", ["policy", "grant", "trigger"])
def test_docs_show_each_kind(word: str) -> None:
    assert (
        len(re.findall(rf"^(?:create )?{word} ", DATABASE.read_text(encoding="utf-8"), re.MULTILINE | re.IGNORECASE))
        > 40
    )
