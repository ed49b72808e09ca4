"""What cannot be printed is said where a report is asked for, with where it stands."""

from datetime import timedelta

import pytest

from reviews.lifecycle import Stage
from reviews.plan.operations import StepContent, add_next_step
from tests.builders import NOON, Cast, acting, review_at, standing
from tests.reviews.reports.test_pages import text

pytestmark = pytest.mark.django_db


def with_a_step(cast: Cast, words: str) -> None:
    with acting(cast.lead):
        statement = cast.review.version.domains.get(number=2).statements.get(number=1)
        content = StepContent(
            text=words, statement_id=statement.pk, domain_id=None, owner_id=None, owner_name="", due_on=None,
            half_term="", priority=2,
        )  # fmt: skip
        add_next_step(content=content, by=standing(cast.lead, cast.review), at=NOON + timedelta(days=9))


def test_signs_that_no_typeface_has_are_named_with_where_they_stand(cast: Cast) -> None:
    review_at(cast, Stage.COMPARING)
    with_a_step(cast, "Ask 𓀀 and བོད, not 李明 or 👍")

    said = text(cast, "lead", "report_create", "full")

    assert "𓀀 (egyptian hieroglyph a001, U+13000) in a next step of statement 2.1" in said
    assert "U+0F56" in said
    assert "李" not in said


def test_nothing_is_said_of_what_is_printed(cast: Cast) -> None:
    review_at(cast, Stage.COMPARING)
    with_a_step(cast, "Ask 李明, सुनीता and 👍")

    assert "cannot be printed" not in text(cast, "lead", "report_create", "full")
