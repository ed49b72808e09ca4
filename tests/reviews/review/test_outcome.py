"""My ratings beside what we agreed: mine, and nobody else's."""

import re

from django.test import Client

from accounts.models import Membership, Role
from accounts.operations import change_role
from reviews.lifecycle import Stage
from tests.builders import NOON, Cast, acting, agree_all, review_at


def asked(cast: Cast, who: Membership) -> tuple[int, str]:
    client = Client()
    client.force_login(who.user)
    answer = client.get(f"{cast.review.get_absolute_url()}outcome/")
    return answer.status_code, answer.content.decode()


def test_each_statement_says_what_i_chose_and_what_we_agreed(cast: Cast) -> None:
    review_at(cast, Stage.COMPARING)
    agree_all(cast)
    status, page = asked(cast, cast.lead)

    assert status == 200
    first = re.search(r"statements/1\.1/.*?</tr>", page, re.DOTALL)[0]
    assert re.findall(r"Emerging|Established|Embedded", first) == ["Emerging", "Established"]
    assert "1 level apart" in first
    assert "Seen in nine schools of ten." in first


def test_what_is_not_agreed_yet_is_said(cast: Cast) -> None:
    review_at(cast, Stage.COMPARING)
    _, page = asked(cast, cast.second)

    assert page.count(">Not agreed yet<") == 42


def test_a_colleague_who_did_not_rate_has_no_such_page(cast: Cast) -> None:
    review_at(cast, Stage.COMPARING)

    assert asked(cast, cast.bystander)[0] == 403
    assert asked(cast, cast.executive)[0] == 403


def test_a_reviewer_who_has_become_a_trustee_sees_none(cast: Cast) -> None:
    review_at(cast, Stage.AGREED)
    with acting(cast.executive):
        change_role(member=cast.second, role=Role.TRUSTEE, also_lead=False, by=cast.executive, at=NOON)

    assert asked(cast, cast.second)[0] == 403
