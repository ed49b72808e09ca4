"""A request is one transaction of one person, whatever goes wrong in it (attacks 44 to 46)."""

import pytest
from django.apps import apps
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.test import Client
from django.urls import include, path
from pytest_django import Settings

from accounts.isolation.actor import Actor, acting_as
from accounts.models import Trust, User
from accounts.outbox.asking import enqueue
from accounts.outbox.models import OutboxTask
from tests import signing_in
from tests.isolation.world import Person, World
from wellschool.database.testing.base import as_role

pytestmark = pytest.mark.filterwarnings("ignore:No directory at")  # static files are collected by a deployment only


def trust_names() -> list[str]:
    return sorted(Trust.objects.values_list("name", flat=True))


def seen(request: HttpRequest) -> HttpResponse:
    return JsonResponse(trust_names(), safe=False)


@login_not_required
def seen_by_anybody(request: HttpRequest) -> HttpResponse:
    return JsonResponse(trust_names(), safe=False)


def writes(request: HttpRequest, trust_slug: str, ending: str) -> HttpResponse:
    enqueue("tests.spy", ending=0)
    match ending:
        case "raises":
            raise RuntimeError
        case "is-missing":
            raise Http404
        case "answers-500":
            return HttpResponse(status=500)
        case "fails-late":
            return TemplateResponse(request, "no-such-template.html")
    return JsonResponse(trust_names(), safe=False)


urlpatterns = [
    path("seen/", seen),
    path("anybody/", seen_by_anybody),
    path("<slug:trust_slug>/<str:ending>/", writes),
    path("", include("wellschool.urls")),
]


@pytest.fixture
def visitor(django: str, settings: Settings) -> Client:
    settings.ROOT_URLCONF = __name__
    return Client(raise_request_exception=False)


def sign_in(visitor: Client, person: Person) -> None:
    signing_in.sign_in(visitor, User.objects.get(pk=person.user_id))


def spies() -> int:
    with as_role(connection, "wellschool_worker"), acting_as(Actor(job="outbox")):
        return OutboxTask.objects.filter(name="tests.spy").count()


@pytest.mark.parametrize("ending", ["raises", "is-missing", "answers-500", "fails-late"])
def test_what_was_written_before_a_failure_is_rolled_back(visitor: Client, world: World, ending: str) -> None:
    sign_in(visitor, world.rating.lead)

    answer = visitor.get(f"/{world.rating.slug}/{ending}/")

    assert answer.status_code == (404 if ending == "is-missing" else 500)
    assert spies() == 0


def test_what_a_request_wrote_is_kept_and_only_its_trust_was_seen(visitor: Client, world: World) -> None:
    sign_in(visitor, world.rating.twice)

    answer = visitor.get(f"/{world.named.slug}/succeeds/")

    assert answer.json() == ["Named"]
    assert spies() == 1


def test_one_browser_and_two_people_one_after_the_other(visitor: Client, world: World) -> None:
    for person, names in ((world.rating.lead, ["Rating"]), (world.named.lead, ["Named"]), (world.stranger, [])):
        sign_in(visitor, person)
        assert visitor.get("/seen/").json() == names
    visitor.logout()
    assert visitor.get("/seen/").status_code == 302
    assert visitor.get("/anybody/").json() == []


def test_a_removed_person_sees_nothing_from_the_next_request(visitor: Client, world: World) -> None:
    sign_in(visitor, world.rating.colleague)
    assert visitor.get("/seen/").json() == ["Rating"]

    with acting_as(Actor(world.rating.colleague.user_id)), connection.cursor() as cursor:
        cursor.execute("update accounts_membership set left_at = now() where user_id = isolation.uid()")

    assert visitor.get("/seen/").json() == []


def test_a_person_at_yst_is_no_superuser(visitor: Client, world: World) -> None:
    sign_in(visitor, world.unassigned)
    assert visitor.get("/seen/").json() == []
    sign_in(visitor, world.manager)
    assert len(visitor.get("/seen/").json()) == len(world.trusts)


def test_there_is_no_admin_and_no_superuser() -> None:
    assert not apps.is_installed("django.contrib.admin")
    assert {f.name for f in User._meta.get_fields()}.isdisjoint({"is_superuser", "is_staff", "groups"})
