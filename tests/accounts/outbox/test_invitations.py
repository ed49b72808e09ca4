"""What a mail server's answer makes of an invitation: leads correct an address only if that is wrong."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from accounts.isolation.actor import acting_as
from accounts.models import Delivery, Invitation, Role
from accounts.operations import invite_member, resend_invitation, withdraw_invitation
from accounts.operations.inviting import Invited
from accounts.outbox.mail_tasks import send_mail
from accounts.outbox.models import OutboxEmail
from accounts.outbox.sending import MAIL
from tests.accounts.outbox.smtp_server import MailServer
from tests.builders import Cast, acting
from wellschool.database.testing.base import as_role

pytestmark = pytest.mark.django_db
NEW = "new@thistledown.example"
Send = Callable[..., None]


@pytest.fixture
def send(server: MailServer) -> Send:
    def run(**later: float) -> None:
        moment = timezone.now() + timedelta(**later)
        with time_machine.travel(moment), as_role(connection, "wellschool_worker"):
            send_mail()

    return run


@pytest.fixture
def invited(cast: Cast, server: MailServer, send: Send) -> Invited:
    send()  # what came before
    server.taken.clear()
    with acting(cast.lead):
        return invite_member(
            trust=cast.trust, email=NEW, name="New", job_title="", role=Role.COLLEAGUE, by=cast.lead, at=timezone.now()
        )


def standing(cast: Cast, invited: Invited) -> Invitation:
    with acting(cast.lead):
        return Invitation.objects.defer("token_hash").get(membership=invited.member)


def test_an_outage_is_no_fault_of_the_address(cast: Cast, invited: Invited, server: MailServer, send: Send) -> None:
    server.answers["AUTH"] = "535 5.7.8 Authentication failed"
    send()
    assert standing(cast, invited).delivery == Delivery.WAITING

    send(hours=1)
    assert standing(cast, invited).delivery == Delivery.DELAYED

    server.answers.clear()
    send(days=13)
    assert (standing(cast, invited).delivery, server.addresses()) == (Delivery.SENT, [NEW])


def test_a_full_mailbox_is_shown_as_waiting_and_tried_again(
    cast: Cast, invited: Invited, server: MailServer, send: Send
) -> None:
    server.by_address[NEW] = "552 5.2.2 Mailbox full"
    send()
    send(hours=1)
    assert standing(cast, invited).delivery == Delivery.DELAYED

    server.by_address.clear()
    send(days=1)
    assert standing(cast, invited).delivery == Delivery.SENT


def test_a_wrong_address_is_told_and_a_command_sends_it_again(
    cast: Cast, invited: Invited, server: MailServer, send: Send, capsys: pytest.CaptureFixture[str]
) -> None:
    server.by_address[NEW] = "550 5.1.1 No such user"
    send()
    assert standing(cast, invited).delivery == Delivery.REFUSED

    server.by_address.clear()
    with as_role(connection, "wellschool_worker"):
        call_command("send_mail_again")
    send()

    assert capsys.readouterr().out == "1 that were refused and 0 that waited are tried now.\n"
    assert (standing(cast, invited).delivery, server.addresses()) == (Delivery.SENT, [NEW])


def test_an_invitation_that_stands_no_more_is_not_sent(
    cast: Cast, invited: Invited, server: MailServer, send: Send
) -> None:
    server.answers["AUTH"] = "535 5.7.8 Authentication failed"
    send()
    with acting(cast.lead):
        withdraw_invitation(invitation=standing(cast, invited), by=cast.lead, at=timezone.now())
    server.answers.clear()

    send(hours=1)

    assert server.taken == []
    with acting_as(MAIL), as_role(connection, "wellschool_worker"):
        assert OutboxEmail.objects.get(to=NEW).text == ""


def test_of_an_invitation_sent_twice_during_an_outage_only_the_newest_goes(
    cast: Cast, invited: Invited, server: MailServer, send: Send
) -> None:
    server.answers["AUTH"] = "535 5.7.8 Authentication failed"
    send()
    tomorrow = timezone.now() + timedelta(days=1)
    with time_machine.travel(tomorrow), acting(cast.lead):
        resend_invitation(invitation=standing(cast, invited), by=cast.lead, at=tomorrow)
    server.answers.clear()

    send(days=1, hours=1)

    assert server.addresses() == [NEW]
    assert standing(cast, invited).delivery == Delivery.SENT
