"""Filters and tags of the design system."""

import re
from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from django.template import engines
from django.test import RequestFactory

from frameworks.scale import FEWEST, Scale
from reviews.templatetags import wellschool as tags
from tests.scales import FIVE, FOUR, THREE


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Priya Nair", "PN"), ("Anne-Marie van der Berg", "AB"), ("Cher", "C"), ("Colleague B", "B"), ("", "")],
)
def test_initials(name: str, letters: str) -> None:
    assert tags.initials(name) == letters


@pytest.mark.parametrize(
    ("day", "words"),
    [(4, "today"), (5, "tomorrow"), (3, "yesterday"), (13, "in 9 days"), (1, "3 days ago")],
)
def test_days_from(day: int, words: str) -> None:
    assert tags.days_from(date(2026, 12, day), date(2026, 12, 4)) == words


def test_dates_are_british_and_moments_are_londons() -> None:
    assert tags.british_date(date(2026, 12, 4)) == "4 December 2026"
    assert tags.british_date(None) == ""
    assert tags.british_time(datetime(2026, 7, 31, 23, 30, tzinfo=UTC)) == "1 August 2026 at 00:30"


def test_a_span_says_a_day_once_and_a_moment_of_today_without_its_date() -> None:
    start, end = (datetime(2026, 11, 25, 17, minute, tzinfo=UTC) for minute in (6, 8))
    assert tags.british_span(start, end) == "25 November 2026, 17:06 to 17:08"
    assert tags.british_span(start, None) == "25 November 2026, 17:06"
    later = datetime(2026, 11, 26, 9, 10, tzinfo=UTC)
    assert tags.british_span(start, later) == "25 November 2026, 17:06 to 26 November 2026 at 09:10"
    assert tags.british_moment(start, date(2026, 11, 25)) == "at 17:06"
    assert tags.british_moment(start, date(2026, 11, 26)) == "on 25 November 2026 at 17:06"


@pytest.mark.parametrize("scale", [THREE, FOUR, FIVE], ids=["three", "four", "five"])
@pytest.mark.parametrize(("value", "filled"), [(1, 1), (2, 2), (3, 3), (None, 0), (7, 0)])
def test_steps_are_filled_up_to_the_level(scale: Scale, value: int | None, filled: int) -> None:
    level = tags.level_of(value, scale)
    drawing = tags.steps(level)
    assert drawing.count("<rect") == (len(scale.levels) if level else FEWEST)
    assert drawing.count("steps__on") == filled


@pytest.mark.parametrize("scale", [THREE, FOUR, FIVE], ids=["three", "four", "five"])
def test_steps_rise_from_left_to_right_inside_their_box(scale: Scale) -> None:
    steps = re.findall(r'x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"', tags.steps(scale.last))
    boxes = [tuple(map(float, box)) for box in steps]
    assert all(left + wide < after[0] for (left, _, wide, _), after in pairwise(boxes))
    assert [box[3] for box in boxes] == sorted(box[3] for box in boxes)
    assert max(left + wide for left, _, wide, _ in boxes) < 18


def test_signing_in_again_leads_back_to_the_page_from_inside_a_component() -> None:
    dock = engines["django"].from_string('{% include "components/dock.html" with form="rate" done=1 total=2 only %}')

    assert 'href="/accounts/login/?next=%2Fhelp%2F%3Fa%3Db"' in dock.render({}, RequestFactory().get("/help/?a=b"))
