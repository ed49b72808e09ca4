"""What was signed off, beside the last cycle: only where there was one, and never as better or worse."""

import re

from django.test import Client

from frameworks.content import content_of
from reviews.lifecycle import Stage
from reviews.review.models.agreed_level import AgreedLevel
from reviews.review.operations.agreeing import agree_statement
from tests.builders import NOON, Cast, acting, agree_all, finish, review_at, standing


def results(cast: Cast) -> str:
    client = Client()
    client.force_login(cast.trustee.user)
    url = f"/trusts/{cast.trust.slug}/reviews/{cast.review.uuid}/results/"
    return client.get(url).content.decode()


def test_a_first_cycle_has_nothing_beside_it(cast: Cast) -> None:
    review_at(cast, Stage.AGREED)

    assert "last time" not in results(cast)


def test_a_second_cycle_says_what_moved(cast: Cast) -> None:
    review_at(cast, Stage.AGREED)
    review_at(cast, Stage.COMPARING)
    agree_all(cast)
    with acting(cast.lead):
        first = content_of(cast.review.version_id).by_code["1.1"]
        version = AgreedLevel.objects.get(review=cast.review, statement_id=first.id).version
        agree_statement(
            statement=first, level=3, rationale="Everywhere now.", left_open_reason="", why="", dissent="",
            expected=version, by=standing(cast.lead, cast.review), at=NOON,
        )  # fmt: skip
    finish(cast)
    page = results(cast)

    row = re.search(r'<span class="code">1\.1</span>.*?</tr>', page, re.DOTALL)[0]
    assert "Embedded" in row
    assert "Established last time" in row
    assert page.count("last time</span>") == 1
    assert "Established or Embedded now" in page
