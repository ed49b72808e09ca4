"""One account twice at the same moment: whoever comes second is told in words, and nothing is there twice."""

from dataclasses import replace

import pytest
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from django.test import Client
from django.utils import timezone

from accounts.models import Role, User
from accounts.operations import invite_member
from accounts.views import invitations
from tests.builders import Cast, acting

EMAIL, PASSWORD = "new@thistledown.example", "three quiet green rooms"


@pytest.fixture
def invited(cast: Cast) -> str:
    """The link of somebody who has no account yet."""
    with acting(cast.lead):
        made = invite_member(
            trust=cast.trust,
            email=EMAIL,
            name="Lee Ash",
            job_title="",
            role=Role.COLLEAGUE,
            by=cast.lead,
            at=timezone.now(),
        )
    return f"/invitations/{made.token}/"


def test_who_is_second_to_make_an_account_is_led_to_sign_in(
    cast: Cast, invited: str, monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    """As for two who looked before either had pressed."""
    assert Client().post(f"{invited}account/", {"password": PASSWORD}).status_code == 302
    found = invitations.invitation_behind
    monkeypatch.setattr(
        invitations, "invitation_behind", lambda token: replace(found(token), has_account=False, accepted_at=None)
    )
    answer = client.post(f"{invited}account/", {"password": "another one, typed later"})
    monkeypatch.undo()

    page = client.get(answer["Location"]).content.decode()
    assert "Your account was made a moment ago" in page
    assert User.objects.filter(email=EMAIL).count() == 1
    assert User.objects.get(email=EMAIL).check_password(PASSWORD)


def test_an_address_that_another_account_confirms_at_the_same_moment_is_refused_in_words(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = EmailAddress.objects.create(user=cast.second.user, email=EMAIL)
    link = f"/accounts/confirm-email/{EmailConfirmationHMAC(waiting).key}/"
    EmailAddress.objects.create(user=cast.bystander.user, email=EMAIL, verified=True)
    monkeypatch.setattr(EmailAddress, "can_set_verified", lambda self: True)  # it looked a moment before

    answer = client.post(link)

    assert answer.status_code == 409
    assert "This link cannot be used" in answer.content.decode()
