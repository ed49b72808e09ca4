"""Every page, for each role, stage and state in which it looks different: the rules, every window, the policy."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.journeys.accessibility.browsing import OPEN_ALL, Browsing
from tests.journeys.accessibility.fit import misfits, misfits_when_spaced
from tests.journeys.accessibility.manners import bad_manners
from tests.journeys.accessibility.pages import Row, rows
from tests.journeys.accessibility.rules import violations

CHECKS = (
    (1280, violations),
    (1280, misfits),
    (390, violations),
    (320, misfits),
    (320, misfits_when_spaced),
    (1280, misfits_when_spaced),
)


def problems(page: Page) -> Iterator[str]:
    """What any check finds with all details opened. Spacing comes last, as it stays."""
    page.evaluate(OPEN_ALL)
    for width, check in CHECKS:
        page.set_viewport_size({"width": width, "height": 900})
        yield from (f"at {width} px, {problem}" for problem in check(page))


@pytest.mark.parametrize("row", rows(), ids=str)
def test_a_page_is_for_everybody(browsing: Browsing, row: Row) -> None:
    with browsing.at(row) as page:
        found = [*bad_manners(page, browsing.site, is_refused=bool(row.state)), *problems(page)]
    assert not found, "\n".join([f"{row}:", *found])
