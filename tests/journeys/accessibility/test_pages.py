"""Every page, for each role, stage and state in which it looks different: the rules, every window, the policy."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.journeys.accessibility.browsing import OPEN_ALL, Browsing
from tests.journeys.accessibility.fit import misfits, misfits_when_spaced
from tests.journeys.accessibility.manners import bad_manners
from tests.journeys.accessibility.pages import Row, rows
from tests.journeys.accessibility.rules import violations
from tests.journeys.site import WIDE

CHECKS = {
    1280: (violations, misfits, misfits_when_spaced),
    390: (violations,),
    320: (misfits, misfits_when_spaced),
}


def problems(page: Page) -> Iterator[str]:
    """What any check finds with all details opened."""
    page.evaluate(OPEN_ALL)
    for width, checks in CHECKS.items():
        page.set_viewport_size({**WIDE, "width": width})
        yield from (f"at {width} px, {problem}" for check in checks for problem in check(page))


@pytest.mark.parametrize("row", rows(), ids=str)
def test_a_page_is_for_everybody(browsing: Browsing, row: Row) -> None:
    with browsing.at(row) as page:
        found = [*bad_manners(page, browsing.site, is_refused=bool(row.state)), *problems(page)]
    assert not found, "\n".join([f"{row}:", *found])
