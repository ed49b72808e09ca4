"""Asking for addresses as each role; whether anything was written meanwhile; what a role must not read."""

from collections.abc import Callable
from functools import cache

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.client import ClientHandler

from accounts.isolation.policies import RowSecurity
from accounts.models import User
from tests.builders import NAMES
from tests.isolation.pages.worlds import RATERS, World, secret
from tests.signing_in import sign_in
from wellschool.database.testing.base import as_role

OF_THE_TRUST = ("lead", "executive", "reviewer", "bystander", "trustee", "removed")
OF_YST = ("advisor", "unassigned", "manager")
ROLES = ("anonymous", "outsider", *OF_THE_TRUST, *OF_YST)
OF_THE_COMPARISON = ("lead", "executive", "reviewer")
ONLY_OWN_NOTES = {"reviews:rating_update", "reviews:answer_list", "reviews:answer_print"}
WITH_NOTES = ONLY_OWN_NOTES | {
    "reviews:comparison_detail",
    "reviews:agreed_level_update",
    "reviews:statement_step_create",
    "reviews:meeting_detail",
    "reviews:meeting_now",
}


def account_of(world: World, stage: str, role: str) -> User | None:
    """Whose account plays this role at this stage."""
    if role == "anonymous":
        return None
    if role in OF_YST:
        return getattr(world, role).user
    cast = world.casts["elsewhere" if role == "outsider" else stage]
    return cast.people[{"outsider": "lead", "reviewer": "colleague"}.get(role, role)].user


def sign_everybody_in(world: World) -> None:
    """A session for each account, to be kept: signing in takes longer than asking for a page."""
    for user in User.objects.all():
        client = sign_in(Client(), user)
        world.sessions[user.pk] = client.cookies[settings.SESSION_COOKIE_NAME].value


@cache
def _loaded(middleware: tuple[str, ...]) -> Callable[[HttpRequest], HttpResponse]:
    """What answers every browser: a client of Django's loads all middleware again for itself."""
    handler = ClientHandler()
    handler.load_middleware()
    return handler._middleware_chain


def browser(world: World, stage: str, role: str) -> Client:
    """A browser in which this role is signed in."""
    client = Client(raise_request_exception=False)
    client.handler._middleware_chain = _loaded(tuple(settings.MIDDLEWARE))
    if user := account_of(world, stage, role):
        client.cookies[settings.SESSION_COOKIE_NAME] = world.sessions[user.pk]
    return client


CALLING = ("reviews:portfolio_detail", "reviews:portfolio_trust_detail")  # they say whom of a trust YST may call


def forbidden(world: World, route: str, stage: str, role: str) -> set[str]:
    """What a page of this route must not hold for this role, whatever else it shows."""
    return (trusts_kept_from(world, route, stage, role) if route != "accounts:invitation_detail" else set()) | (
        {secret(s, who) for s in world.casts for who in RATERS} - notes_shown_to(route, stage, role)
    )


def trusts_kept_from(world: World, route: str, stage: str, role: str) -> set[str]:
    """The names of trusts, and for YST of their people, that this role must not see."""
    names = {s: cast.trust.name for s, cast in world.casts.items()}
    people = set(NAMES.values()) if role in OF_YST and "gallery" not in route else set()  # the gallery invents them
    if route in CALLING:
        people -= {NAMES["lead"], NAMES["executive"]}
    if role == "manager":
        return people
    seen = {"outsider": {"elsewhere"}, "advisor": set(names) - {"elsewhere"}, "removed": set()}
    mine = seen.get(role, {stage} if role in OF_THE_TRUST else set())
    return people | set(names.values()) - {names[s] for s in mine}


def notes_shown_to(route: str, stage: str, role: str) -> set[str]:
    """The secret words that this role may read on this page."""
    if route not in WITH_NOTES or role not in (*OF_THE_COMPARISON,):
        return set()
    if stage in ("hidden", "named", "agreed") and route not in ONLY_OWN_NOTES:
        return {secret(stage, who) for who in RATERS}
    return {secret(stage, {"reviewer": "colleague"}.get(role, role))}


TABLES = [m._meta.db_table for m in apps.get_models() if any(isinstance(c, RowSecurity) for c in m._meta.constraints)]
OPEN = ["accounts_user", "account_emailaddress", "mfa_authenticator"]


def transaction_number() -> int:
    """Rows written from now on, in savepoints of this transaction, have higher ones."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_current_xact_id()::text::bigint")
        return cursor.fetchone()[0]


def written_since(number: int) -> set[str]:
    """The tables in which this transaction has written and not undone it; sessions left out."""
    parts = [f"select '{t}' from {t} where xmin::text::bigint > {number}" for t in (*TABLES, *OPEN)]
    with as_role(connection, "wellschool_migrate"), connection.cursor() as cursor:
        cursor.execute(" union ".join(parts))
        return {row[0] for row in cursor.fetchall()}
