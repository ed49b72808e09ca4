"""A row's review, reviewer, membership or snapshot is of the row's own trust, even where no policy or trigger looks."""

from django.apps import apps

from accounts.isolation.policies import CompositeForeignKey
from tests.isolation.database import MIGRATE, Database
from tests.isolation.probe import probe
from tests.isolation.world import World

KEYS = {
    model._meta.db_table: [
        key
        for key in model._meta.constraints
        if isinstance(key, CompositeForeignKey) and len(key.columns) > 1 and "trust_id" in key.columns
    ]
    for model in apps.get_models()
}


def loose_row(table: str, primary: str, column: str) -> str:
    """A row to whose column nothing refers, and whose own keys are as empty as can be: no other key is in the way."""
    children = "".join(
        f" and not exists (select 1 from {child} c where c.{key.columns[0]} = t.{primary})"
        for child, keys in KEYS.items()
        for key in keys
        if key.table == table and column in key.to
    )
    empty_first = "order by to_jsonb(t)::text like '%null%' desc limit 1"
    return f"(select t.{primary} from {table} t where true{children} {empty_first})"


def pair_is_kept(table: str, primary: str, key: CompositeForeignKey) -> None:
    """A row is given something of another trust, or, if this is its one key, to another trust."""
    only = len(KEYS[table]) == 1 and table not in ("reviews_snapshot", "reviews_supportnote")
    column, other, source = ("trust_id", "id", "accounts_trust") if only else (key.columns[0], "trust_id", key.table)
    theirs = f"(select r.id from {source} r where r.{other} <> x.trust_id order by r.id desc limit 1)"
    change = f"update {table} x set {column} = {theirs} where x.{primary} = {loose_row(table, primary, column)}"

    @probe(4, key.name)
    def with_the_triggers_off_a_pair_is_still_kept_by(db: Database, w: World) -> None:
        db.raw.execute(f"alter table {table} disable trigger user")
        with db.as_role(MIGRATE):
            db.refuses(("23503", key.name), change)


for _model in apps.get_models():
    for _key in KEYS[_model._meta.db_table]:
        pair_is_kept(_model._meta.db_table, _model._meta.pk.column, _key)
