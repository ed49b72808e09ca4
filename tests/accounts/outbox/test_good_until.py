"""Every kind of email is tried as long as it is of use: as long as its link works, or else a week."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from accounts.isolation.roles import as_database_role
from accounts.models import Invitation, Role
from accounts.operations import ask_to_join, invite_member
from accounts.outbox.models import OutboxEmail
from accounts.register.models import RegisteredTrust
from accounts.sign_in.adapter import of_use
from tests.builders import NOON, Cast, acting
from wellschool.settings.environment import ROOT

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)
RESET, CONFIRM = timedelta(days=3), timedelta(days=3)  # Django's and allauth's own limits of these links
INVITED = timedelta(days=14)
OF_USE = {
    "emails/all_settled": WEEK,
    "emails/invitation": INVITED,
    "emails/join_confirmation": WEEK,
    "emails/names_asked": WEEK,
    "emails/rating_began": WEEK,
    "emails/ratings_shown": WEEK,
    "emails/request_declined": WEEK,
    "emails/second_factor_reset": WEEK,
    "emails/signed_off": WEEK,
    "emails/terms_wait": WEEK,
    "account/email/account_already_exists": WEEK,
    "account/email/email_changed": WEEK,
    "account/email/email_confirm": WEEK,
    "account/email/email_confirmation": CONFIRM,
    "account/email/email_confirmation_signup": CONFIRM,
    "account/email/email_deleted": WEEK,
    "account/email/password_changed": WEEK,
    "account/email/password_reset": WEEK,
    "account/email/password_reset_key": RESET,
    "account/email/password_set": WEEK,
}


def kinds(folder: str, ending: str) -> set[str]:
    found = (ROOT / "templates" / folder).glob(f"*{ending}")
    return {f"{folder}/{Path(path).name.removesuffix(ending)}" for path in found}


def newest() -> OutboxEmail:
    with as_database_role("wellschool_migrate"):
        return OutboxEmail.objects.latest("created_at")


def nearly(moment: datetime) -> tuple[datetime, datetime]:
    return moment - timedelta(minutes=1), moment + timedelta(minutes=1)


def test_every_kind_of_email_has_a_time_for_which_it_is_of_use() -> None:
    ours, allauths = kinds("emails", ".subject.txt"), kinds("account/email", "_subject.txt")
    mfas = kinds("mfa/email", "_subject.txt")

    assert ours | allauths == set(OF_USE), "a new email: say here how long it is of use, and make it so"
    assert all(of_use(kind) == WEEK for kind in mfas)


@pytest.mark.parametrize("kind", [kind for kind in OF_USE if kind.startswith("account/")])
def test_an_email_of_an_account_is_tried_while_its_link_works(kind: str) -> None:
    assert of_use(kind) == OF_USE[kind]


def test_a_link_for_a_new_password_is_tried_while_it_works(cast: Cast, client: Client) -> None:
    client.post("/accounts/password/reset/", {"email": cast.lead.user.email})

    first, last = nearly(timezone.now() + RESET)
    assert first < newest().good_until < last


def test_an_invitation_is_tried_while_it_stands(cast: Cast) -> None:
    with acting(cast.lead):
        invited = invite_member(
            trust=cast.trust, email="new@thistledown.example", name="New", job_title="", role=Role.COLLEAGUE,
            by=cast.lead, at=NOON,
        )  # fmt: skip
        expires_at = Invitation.objects.values_list("expires_at", flat=True).get(membership=invited.member)

    assert newest().good_until == expires_at == NOON + INVITED


def test_a_link_to_ask_for_a_trust_is_tried_while_it_works() -> None:
    with as_database_role("wellschool_migrate"):
        registered = RegisteredTrust.objects.create(
            group_uid=5, group_id="TR00005", name="Alder", kind="multi", status="open"
        )

    ask_to_join(registered=registered, name="Ash", job_title="Head", email="ash@alder.example", at=NOON)

    assert newest().good_until == NOON + WEEK
