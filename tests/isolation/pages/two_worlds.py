"""Two databases alike but for what one person did, and everything that anybody else is told in each."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cache, partial
from http import HTTPStatus
from types import SimpleNamespace
from typing import Any

import time_machine
from django.db import connection, transaction
from django.test import Client

from accounts.isolation.roles import as_database_role
from reviews.portfolio.models import SupportNote
from tests.builders import REVIEWERS, Cast, acting, assign_advisor, draft, rate, start, submit, trust_with, yst_person
from tests.isolation.databases import built_once, copy_of, django_at
from tests.isolation.pages.asking import OF_YST, browser, sign_everybody_in
from tests.isolation.pages.bodies import body_for, version_for
from tests.isolation.pages.registering import register_place
from tests.isolation.pages.routes import address, routes
from tests.isolation.pages.rows import rows
from tests.isolation.pages.supporting import support_place
from tests.isolation.pages.worlds import NOW, PEOPLE, World, place_of, released

Doing = Callable[[Cast], None]
OTHERS = ("anonymous", "outsider", "lead", "executive", "second", "bystander", "trustee", "removed", *OF_YST)
AT_HOME = ("lead", "executive", "second", "bystander", "trustee")

RANDOM = re.compile(
    r"gAAAA[\w-]{40,}=*"  # what is encrypted
    r"|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"  # ids
    r"|(?<=/invitations/)[\w-]{43}"
    r"|[0-9A-Za-z]{64}"  # CSRF tokens, hashes of tokens and of passwords in sessions
    r"|md5\$\w+\$\w+"
    r"|s\d+_x\d+"  # savepoints
)
EVENTS = re.compile(r"(?<=Activity, newest first</caption>).*?</table>", re.DOTALL)  # those of one moment in any order


def plain(text: str) -> str:
    """Without what is random: each random word becomes its place in the order of appearance."""
    seen: dict[str, str] = {}
    return RANDOM.sub(lambda found: seen.setdefault(found[0], f"<{len(seen)}>"), text)


plain_sql = cache(plain)  # as the same statements are sent again and again


@dataclass
class Told:
    """What was answered, by who asked for what; with the statements that it took."""

    answers: dict[str, Any] = field(default_factory=dict)

    def differences(self, other: "Told") -> list[str]:
        """What was not answered the same way, byte for byte."""
        return [key for key in self.answers | other.answers if self.answers.get(key) != other.answers.get(key)]


def half_rated(cast: Cast) -> None:
    """A review at its rating; two reviewers have rated and submitted."""
    start(cast)
    rate(cast, "lead")
    rate(cast, "second")
    submit(cast, "lead")


def build(does: Doing, reaches: Doing) -> World:
    """A review that was set up and then reached some stage; somebody has done `does`."""
    world = World(yst_person("Max Hill", "manager"), yst_person("Ada Reed"), yst_person("Una Moss"))
    for stage in ("rating", "elsewhere"):
        cast = world.casts[stage] = trust_with(world.manager, stage, PEOPLE, name=f"{stage.title()} Trust")
        draft(cast, REVIEWERS)
    cast = world.casts["rating"]
    reaches(cast)
    does(cast)
    world.places["rating"] = place_of("rating", cast)
    released(world)
    vars(world.places["rating"]).update(vars(register_place(world.manager)))
    with acting(world.manager):
        assign_advisor(trust=cast.trust, advisor=world.advisor, by=world.manager, at=NOW)
    vars(world.places["rating"]).update(vars(support_place(world.manager, world.advisor, cast.trust)))
    with as_database_role("wellschool_migrate"):
        SupportNote.objects.update(written_at=NOW)  # the database's clock runs on
    sign_everybody_in(world)
    return world


@contextmanager
def two_worlds(name: str, first: Doing, second: Doing, reaches: Doing = half_rated) -> Iterator[tuple[World, World]]:
    """Both, each built in a database of its own with the clock stopped."""
    worlds = []
    with ExitStack() as stack:
        for side, does in (("a", first), ("b", second)):
            with time_machine.travel(NOW, tick=False):
                world = built_once(f"{name}_{side}", partial(build, does, reaches))
            world.database = stack.enter_context(copy_of(f"{name}_{side}", "read"))
            worlds.append(world)
        yield worlds[0], worlds[1]


@contextmanager
def inside(world: World) -> Iterator[World]:
    """In this world's database and at its time; whatever is written is undone."""
    with time_machine.travel(NOW, tick=False), django_at(world.database), transaction.atomic():
        yield world
        transaction.set_rollback(True)


@contextmanager
def statements() -> Iterator[list[str]]:
    """The statements sent meanwhile, without their values."""
    sent: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        sent.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield sent


def ask(told: Told, key: str, send: Callable[[], Any]) -> int:
    """Note all that one request is told; its status."""
    with statements() as sent:
        answer = send()
    shown = EVENTS.sub(lambda rows: "".join(sorted(rows[0].split("<tr "))), answer.content.decode(errors="replace"))
    headers = sorted((name, plain(value)) for name, value in answer.items() if name != "Content-Length")
    sizes = len(answer.content), sorted(answer.cookies)
    told.answers[key] = (answer.status_code, headers, sizes, plain(shown), [plain_sql(sql) for sql in sent])
    return answer.status_code


def everything(world: World, roles: tuple[str, ...] = OTHERS, only: tuple[str, ...] = ()) -> Told:
    """Every page, fragment and refusal, and the answer to every form that is sent, as each of these people.

    What takes no other method says so to everybody (the matrix asks), and who may not read a page may not poll it.
    """
    told = Told()
    read, written = ({row.name for row in rows(table)} for table in ("reading", "writing"))
    place = SimpleNamespace(**vars(world.places["rating"]))
    for role in roles:
        client = browser_of(world, role)
        place.person = world.casts["rating"].people[role].user_id if role in AT_HOME else 0
        for route in only or [r for r in routes() if not r.startswith(("demo", "gallery", "account_", "mfa_"))]:
            url = address(route, place)
            if route in read and ask(told, f"{role} reads {route}", partial(client.get, url)) == HTTPStatus.OK:
                ask(told, f"{role} polls {route}", partial(client.get, url, headers={"HX-Request": "true"}))
            if route in written and role in (*AT_HOME, *OF_YST) and not only:
                ask(told, f"{role} sends {route}", partial(sent, client, route, url, place))
    return told


def browser_of(world: World, role: str) -> Client:
    """As the matrix, with `second`, another reviewer."""
    if role != "second":
        return browser(world, "rating", role)
    client = Client(raise_request_exception=False)
    client.force_login(world.casts["rating"].second.user)
    return client


def sent(client: Client, route: str, url: str, place: SimpleNamespace) -> Any:
    """A valid body, whose effects are undone at once."""
    version = version_for(route, url, place, [client])
    with transaction.atomic():
        answer = client.post(url, {**body_for(route, place), **version})
        transaction.set_rollback(True)
    return answer
