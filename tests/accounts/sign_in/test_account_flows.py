"""Each of allauth's addresses, walked to the end in each of its outcomes, by a member and by somebody at YST.

As the database roles of the product, which may do less than a library expects. A new address without a walk fails.
"""

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from accounts.models import User, YstPerson
from accounts.urls import account_patterns
from tests.accounts.sign_in.account_walks import CONFIRMING, HERE, NEW, WALKS, Walk, Walker, link_to, said
from tests.builders import NOON, Cast
from tests.signing_in import sign_in


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture(params=["member", "yst"])
def walker(request: pytest.FixtureRequest, cast: Cast, manager: YstPerson) -> Walker:
    account = cast.colleague.user if request.param == "member" else manager.user
    return Walker(User.objects.get(pk=account.pk), cast.second.user)


def test_every_address_of_allauths_is_walked() -> None:
    assert set(WALKS) == {pattern.name for pattern in account_patterns}


@pytest.mark.parametrize("walk", dict.fromkeys(w for walks in WALKS.values() for w in walks), ids=lambda w: w.__name__)
def test_a_flow_ends_in_a_page(walk: Walk, walker: Walker) -> None:
    walk(walker)


@pytest.mark.parametrize("kind", [CONFIRMING, r"/accounts/password/reset/key/\S+/"])
def test_looking_at_anothers_link_signs_nobody_out(kind: str, walker: Walker) -> None:
    if kind == CONFIRMING:
        walker.confirmed()
        walker.change(action_add="", email=NEW)
        link = link_to(NEW, kind)
    else:
        walker.client.post(f"{HERE}password/reset/", {"email": walker.user.email})
        link = link_to(walker.user.email, kind)
    browser = sign_in(Client(), walker.stranger)

    page = said(browser.get(link, follow=True))

    assert walker.stranger.email in page
    assert walker.stranger.email in said(browser.get("/account/"))
