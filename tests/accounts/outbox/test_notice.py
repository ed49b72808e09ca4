"""Who is told that emails do not go out: programme managers with a count, whoever watches without, trusts never."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.isolation.roles import as_database_role
from accounts.models import YstPerson
from accounts.outbox.service_models import MailService
from tests.builders import Cast, yst_person
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
SINCE = datetime(2026, 11, 20, 16, 30, tzinfo=UTC)
WORDS = "Emails do not go out"


def state(**values: object) -> None:
    with as_database_role("wellschool_migrate"):
        MailService.objects.create(seen_at=timezone.now(), **values)


def page_of(person: YstPerson) -> str:
    return sign_in(Client(), person.user).get("/yst/").content.decode()


def test_managers_read_since_when_and_how_many_wait_and_nobody_else_does(manager: YstPerson, cast: Cast) -> None:
    state(failures=3, failing_since=SINCE, waiting=14, reason="It refuses our name or password (535).")

    page = page_of(manager)
    assert WORDS in page
    assert "20 November 2026 at 16:30" in page
    assert "Waiting: 14." in page
    assert WORDS not in page_of(yst_person("Vi Asante"))
    assert WORDS not in sign_in(Client(), cast.lead.user).get("/", follow=True).content.decode()


def test_a_single_failure_is_not_an_outage(manager: YstPerson, client: Client) -> None:
    state(failures=2, failing_since=SINCE, waiting=1)

    assert WORDS not in page_of(manager)
    assert client.get("/ready/").status_code == 200


def test_managers_read_when_nothing_even_tries(manager: YstPerson) -> None:
    with as_database_role("wellschool_migrate"):
        MailService.objects.create(seen_at=timezone.now() - timedelta(minutes=10))

    assert "nothing has tried to send any" in page_of(manager)


def test_whoever_watches_is_told_without_a_figure(client: Client) -> None:
    assert client.get("/ready/").content == b"database: ok\nvalkey: ok\nmail: ok\n"

    state(failures=5, failing_since=SINCE, waiting=14, reason="It cannot be reached.")
    answer = client.get("/ready/")

    assert answer.status_code == 503
    assert answer.content == b"database: ok\nvalkey: ok\nmail: none goes out since 2026-11-20T16:30Z\n"
    assert client.get("/health/").status_code == 200
