"""Somebody at YST who has typed a password and no code yet reaches no address but those that say so by name."""

from types import SimpleNamespace

import pytest
from django.test import Client

from accounts.middleware import WITHOUT_SECOND_FACTOR
from tests.isolation.pages.bodies import body_for
from tests.isolation.pages.routes import address, routes
from tests.isolation.pages.worlds import World

CONFIRM = "/accounts/second-step/confirm/"
ENDS = {"account_logout", "mfa_reauthenticate"}  # the session, or what it lacks: there a good code is sent


@pytest.mark.parametrize("role", ["manager", "advisor"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_every_other_address_leads_to_the_second_factor(undone: World, role: str, method: str) -> None:
    client, user = Client(), getattr(undone, role).user
    client.force_login(user)
    place = SimpleNamespace(**vars(undone.places["rating"]), person=user.pk, login="")
    reached = set()
    for route in routes().keys() - ENDS:
        body = body_for(route, place) if method == "post" else None
        answer = getattr(client, method)(address(route, place), body)
        if answer.status_code != 302 or not answer["Location"].startswith(CONFIRM):
            reached.add(route)

    assert reached <= WITHOUT_SECOND_FACTOR | {"demo:sign_in_create"}


def test_what_is_reached_by_name_is_there() -> None:
    assert set(routes()) >= WITHOUT_SECOND_FACTOR
