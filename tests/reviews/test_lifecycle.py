"""The table of transitions, in Python and in the database."""

import pytest
from django.db import connection

from reviews.lifecycle import LABELS, TRANSITIONS, Stage, transition


@pytest.mark.django_db
@pytest.mark.parametrize("before", Stage)
@pytest.mark.parametrize("after", Stage)
def test_the_database_permits_the_same_transitions(before: Stage, after: Stage) -> None:
    with connection.cursor() as cursor:
        cursor.execute("set local role wellschool_guard")
        cursor.execute("select isolation.transition_by(%s, %s)", [before.value, after.value])
        (whose,) = cursor.fetchone()
        cursor.execute("set local role wellschool_web")

    found = transition(before, after)
    assert whose == (found.by.value if found else None)


def test_every_stage_has_words_and_appears_in_the_table() -> None:
    assert set(LABELS) == set(Stage)
    assert {t.before for t in TRANSITIONS} | {t.after for t in TRANSITIONS} == set(Stage)


def test_nothing_returns_to_draft_or_rating() -> None:
    assert not [t for t in TRANSITIONS if t.after == Stage.DRAFT]
    assert [t.before for t in TRANSITIONS if t.after == Stage.RATING] == [Stage.DRAFT]
