"""Every fault of a mail server: what is final, what is kept, what is told, and that nothing arrives twice."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils import timezone
from pytest_django import Settings

from accounts.isolation.actor import NOBODY, acting_as
from accounts.outbox.emails import add_to_outbox
from accounts.outbox.mail_tasks import send_mail
from accounts.outbox.models import OutboxEmail
from accounts.outbox.sending import MAIL, REFUSED, TOO_LATE, send_again, tidy_emails
from accounts.outbox.service_models import MailService
from accounts.outbox.state import MailTrouble, mail_trouble
from tests.accounts.outbox.smtp_server import CUT, GREETING, HANG, TEXT, MailServer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("worker")]
ANN, BO, CY = "ann@thistledown.example", "bo@thistledown.example", "cy@thistledown.example"
At = Callable[[timedelta], None]


@pytest.fixture
def at() -> Callable[..., None]:
    """Send as a worker does, so long from now."""

    def run(later: timedelta = timedelta(0)) -> None:
        with time_machine.travel(timezone.now() + later, tick=True):
            send_mail()

    return run


def ask(*addresses: str, good_until: datetime | None = None) -> None:
    with acting_as(NOBODY):
        for to in addresses:
            add_to_outbox(to=to, subject="Hello", text="A link", html="<p>A link</p>", good_until=good_until)


def email(to: str) -> OutboxEmail:
    with acting_as(MAIL):
        return OutboxEmail.objects.get(to=to)


def service() -> MailService:
    with acting_as(MAIL):
        return MailService.objects.get()


def trouble() -> MailTrouble | None:
    with acting_as(MAIL):
        return mail_trouble(at=timezone.now(), counted=True)


OUTAGES = {
    "a wrong password": ("AUTH", "535 5.7.8 Authentication failed"),
    "a password asked anew": ("AUTH", "534 5.7.9 Sign in with your browser"),
    "a refused sender": ("MAIL", "550 5.1.8 Sender address rejected"),
    "a sender's quota": ("MAIL", "550 5.4.5 Daily sending quota exceeded"),
    "no greeting": (GREETING, HANG),
    "a busy greeting": (GREETING, "421 4.3.2 Busy"),
    "a refusing greeting": (GREETING, "554 5.7.1 No SMTP service here"),
    "a cut at once": (GREETING, CUT),
    "no signing in": ("EHLO", "250 mail.example"),
}
OF_ONE = {  # of one email, as far as anybody can tell: an outage when several in a row fail
    "relaying denied": ("RCPT", "550 5.7.1 Relaying denied"),
    "relaying denied in words": ("RCPT", "550 relay not permitted"),
    "policy": ("RCPT", "554 5.7.1 Service unavailable; client host blocked"),
    "our own quota": ("RCPT", "550 5.4.5 Daily user sending limit exceeded"),
    "authentication asked for": ("RCPT", "530 5.7.0 Authentication required"),
    "a refused text": (TEXT, "554 5.6.0 Not wanted"),
    "an unknown user told too late": (TEXT, "550 5.1.1 No such user"),
    "a cut while it is handed over": (TEXT, CUT),
    "silence while it is handed over": (TEXT, HANG),
    "a cut before it": ("RCPT", CUT),
    "silence before it": ("RCPT", HANG),
    "closing": ("RCPT", "421 4.4.2 Closing"),
}
OF_THE_RECIPIENT = {  # the service is well
    "greylisting": "451 4.7.1 Greylisted, come again",
    "a busy mailbox": "450 4.2.1 Busy",
    "a full mailbox": "552 5.2.2 Mailbox full",
    "a full mailbox without its code": "552 mailbox full",
}
WRONG = [
    "550 5.1.1 No such user",
    "550 No such user here",
    "551 5.1.6 Moved",
    "553 5.1.3 Bad address",
    "550 5.2.1 Gone",
]


@pytest.mark.parametrize("name", [*OUTAGES, *OF_ONE])
def test_no_fault_of_the_service_costs_an_email(
    server: MailServer, at: At, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    place, answer = {**OUTAGES, **OF_ONE}[name]
    server.answers[place] = answer
    ask(ANN)

    for minutes in (0, 30, 120, 600):
        at(timedelta(minutes=minutes))

    kept = email(ANN)
    assert (kept.sent_at, kept.refused, kept.text, kept.html) == (None, "", "A link", "<p>A link</p>")
    assert service().is_failing
    assert trouble() == MailTrouble(service().failing_since, waiting=1)
    said = [record for record in caplog.records if record.levelname == "ERROR"]
    assert len(said) == 1
    assert "ann" not in caplog.text
    assert "thistledown" not in caplog.text
    assert "Traceback" not in caplog.text

    server.answers.clear()
    server.taken.clear()
    at(timedelta(days=3))

    assert server.addresses() == [ANN]
    assert (email(ANN).text, email(ANN).sent_at is None, trouble()) == ("", False, None)


@pytest.mark.parametrize("name", OF_THE_RECIPIENT)
def test_an_address_that_does_not_take_it_now_holds_up_nobody(server: MailServer, at: At, name: str) -> None:
    server.by_address[ANN] = OF_THE_RECIPIENT[name]
    ask(ANN, BO)

    at(timedelta(0))
    at(timedelta(0))

    assert server.addresses() == [BO]
    assert (email(ANN).refused, email(ANN).text, email(ANN).attempts) == ("", "A link", 1)
    assert trouble() is None
    server.by_address.clear()
    at(timedelta(minutes=2))
    assert server.addresses() == [BO, ANN]


@pytest.mark.parametrize("answer", WRONG)
def test_a_wrong_address_is_final_and_the_others_go(
    server: MailServer, at: At, answer: str, caplog: pytest.LogCaptureFixture
) -> None:
    server.by_address[ANN] = answer
    ask(ANN, BO)

    at(timedelta(0))
    at(timedelta(hours=2))

    assert server.addresses() == [BO]
    assert (email(ANN).refused, email(ANN).attempts) == (REFUSED, 1)
    assert (trouble(), caplog.text) == (None, "")


def test_a_weekend_without_a_mail_server_loses_nothing(
    server: MailServer, settings: Settings, at: At, caplog: pytest.LogCaptureFixture
) -> None:
    server.close()
    for n in range(30):
        ask(f"{n}@thistledown.example")

    for hours in range(0, 62, 2):
        at(timedelta(hours=hours))

    assert trouble() is not None
    assert [r.levelname for r in caplog.records] == ["ERROR"]
    again = MailServer()
    settings.EMAIL_PORT = again.port
    at(timedelta(hours=63))
    at(timedelta(hours=63))
    assert sorted(again.addresses()) == sorted(f"{n}@thistledown.example" for n in range(30))
    assert trouble() is None


def test_an_outage_is_probed_now_and_then_and_not_by_every_email(server: MailServer, at: At) -> None:
    server.answers["AUTH"] = "535 5.7.8 Authentication failed"
    ask(ANN, BO, CY)

    for seconds in range(0, 60, 2):
        at(timedelta(seconds=seconds))

    assert 2 <= server.connections <= 4
    assert [email(to).attempts for to in (ANN, BO, CY)] == [0, 0, 0]


def test_what_may_have_arrived_is_not_tried_again_soon_and_bears_the_same_number(server: MailServer, at: At) -> None:
    server.answers[TEXT] = CUT
    ask(ANN)

    at(timedelta(0))
    at(timedelta(minutes=10))
    assert len(server.taken) == 1

    at(timedelta(minutes=16))
    assert len({message["Message-ID"] for message in server.taken}) == 1
    assert len(server.taken) == 2
    at(timedelta(minutes=60))
    assert len(server.taken) == 2


def test_the_words_of_what_cannot_be_sent_go_with_its_use(server: MailServer, at: At) -> None:
    """However long it waits between tries, its last day is its last."""
    server.answers[TEXT] = CUT
    ask(ANN, good_until=timezone.now() + timedelta(days=1))
    for hours in (0, 1, 3, 6, 12, 23):
        at(timedelta(hours=hours))
    at(timedelta(days=1, minutes=1))

    assert (email(ANN).text, email(ANN).refused) == ("", TOO_LATE)


def test_an_email_says_that_a_machine_sent_it_and_from_where(server: MailServer, at: At) -> None:
    ask(ANN)

    at(timedelta(0))

    (sent,) = server.taken
    assert sent["Auto-Submitted"] == "auto-generated"
    assert sent["Message-ID"] == f"<{email(ANN).pk}@wellschool.example>"


def test_one_that_cannot_be_made_stops_no_other(server: MailServer, at: At) -> None:
    ask("not an address\n", BO)

    at(timedelta(0))

    assert server.addresses() == [BO]
    assert email("not an address\n").refused == ""


def test_one_that_cuts_the_line_each_time_stops_no_other(server: MailServer, at: At) -> None:
    server.by_address[ANN] = "421 4.7.0 Not you"
    ask(ANN, BO, CY)

    for minutes in (0, 0, 2, 4, 8, 20):
        at(timedelta(minutes=minutes))

    assert sorted(server.addresses()) == [BO, CY]
    assert email(ANN).text == "A link"


def test_what_is_of_no_use_any_more_is_not_sent_and_is_told(
    server: MailServer, at: At, caplog: pytest.LogCaptureFixture
) -> None:
    ask(ANN, good_until=timezone.now() + timedelta(hours=1))

    at(timedelta(hours=2))

    assert server.taken == []
    assert (email(ANN).refused, email(ANN).text) == (TOO_LATE, "")
    assert [r.levelname for r in caplog.records] == ["ERROR"]
    assert "thistledown" not in caplog.text


def test_a_second_worker_sends_nothing_while_the_first_is_at_it(server: MailServer, at: At) -> None:
    ask(ANN)
    with acting_as(MAIL):
        MailService.objects.create(busy_until=timezone.now() + timedelta(minutes=4))

    at(timedelta(0))
    assert server.connections == 0

    at(timedelta(minutes=5))  # the first died
    assert server.addresses() == [ANN]


def test_a_run_sends_a_few_and_leaves_the_rest_to_the_next(server: MailServer, at: At) -> None:
    ask(*(f"{n}@thistledown.example" for n in range(50)))

    at(timedelta(0))

    assert (len(server.taken), server.connections) == (20, 1)


def test_what_was_refused_is_sent_again_when_asked_for(server: MailServer, at: At) -> None:
    server.answers["RCPT"] = "550 5.1.1 We were told wrongly"
    ask(ANN, good_until=timezone.now() + timedelta(days=3))
    ask(BO, good_until=timezone.now() + timedelta(hours=1))
    at(timedelta(0))
    server.answers.clear()

    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        tidy_emails(at=timezone.now())
        assert email(BO).text == ""
        assert send_again(at=timezone.now()) == (1, 0)
        send_mail()

    assert server.addresses() == [ANN]


def test_what_waits_goes_at_once_when_asked_for(server: MailServer, at: At) -> None:
    server.answers["AUTH"] = "535 5.7.8 Authentication failed"
    ask(ANN)
    at(timedelta(0))
    server.answers.clear()
    at(timedelta(0))
    assert server.taken == []

    assert send_again(at=timezone.now()) == (0, 1)
    at(timedelta(0))

    assert server.addresses() == [ANN]


def test_managers_are_told_when_nothing_even_tries(at: At) -> None:
    at(timedelta(0))
    assert trouble() is None

    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        found = trouble()

    assert found is not None
    assert found.is_silent
