"""What is done with goes, after its time and not before; what is still to be done stays, however old it is."""

from datetime import datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.isolation.actor import NOBODY, acting_as
from accounts.outbox.models import OutboxEmail, OutboxTask
from accounts.outbox.sending import MAIL
from accounts.outbox.tasks import OUTBOX, tidy_up

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("worker")]


def ago(**time: float) -> datetime:
    return timezone.now() - timedelta(**time)


def test_tasks_go_two_days_after_they_were_published() -> None:
    with acting_as(NOBODY):
        for name, published in (("old", ago(days=2.1)), ("new", ago(days=1.9)), ("waiting", None)):
            OutboxTask.objects.create(name=name, created_at=ago(days=40), published_at=published)

    tidy_up()

    with acting_as(OUTBOX):
        assert set(OutboxTask.objects.values_list("name", flat=True)) == {"new", "waiting"}


def test_emails_go_after_thirty_days_if_they_were_sent_or_refused() -> None:
    with acting_as(NOBODY):
        for name, age, done in (
            ("sent", 31, {"sent_at": ago(days=31)}),
            ("refused", 31, {"refused": "No such person."}),
            ("lately", 29, {"sent_at": ago(days=29)}),
            ("waiting", 31, {}),
        ):
            OutboxEmail.objects.create(
                to=f"{name}@thistledown.example", subject="Hello", text="", created_at=ago(days=age), **done
            )

    tidy_up()

    with acting_as(MAIL):
        left = OutboxEmail.objects.values_list("to", flat=True)
        assert {to.partition("@")[0] for to in left} == {"lately", "waiting"}


def test_sessions_go_when_they_have_run_out() -> None:
    for key, until in (("over", ago(minutes=1)), ("open", ago(minutes=-1))):
        Session.objects.create(session_key=key, session_data="", expire_date=until)

    tidy_up()

    assert list(Session.objects.values_list("session_key", flat=True)) == ["open"]
