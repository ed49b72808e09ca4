"""What axe finds: WCAG 2.0 to 2.2, A and AA, and best practice."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

SCRIPT = Axe().axe_script
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
# only what is found; style sheets are not fetched again, which a rule outside these tags would need
OPTIONS = {"runOnly": TAGS, "resultTypes": ["violations"], "reporter": "no-passes", "preload": False}
RUN = "(options) => window.axe && axe.run(options).then((found) => found.violations)"


def violations(page: Page) -> list[str]:
    """Each broken rule, with an element that breaks it."""
    found: list[Any] | None = page.evaluate(RUN, OPTIONS)
    if found is None:
        page.evaluate(SCRIPT)
        found = page.evaluate(RUN, OPTIONS)
    return [f"{rule['id']}: {node['target']} ({rule['help']})" for rule in found for node in rule["nodes"]]
