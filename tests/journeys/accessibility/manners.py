"""What every page does: says its language, title and heading, and keeps to its policy without a word in the console."""

import re

from playwright.sync_api import Page

from tests.journeys.site import Site

NAMED = """() => {
  const wrong = [];
  const h1 = document.querySelectorAll('h1').length;
  if (h1 !== 1) wrong.push(`${h1} headings of level 1`);
  if (document.documentElement.lang !== 'en-GB') wrong.push(`lang is ${document.documentElement.lang}`);
  if (!/^\\S.* – Well School Trust self-review$/.test(document.title)) wrong.push(`titled ${document.title}`);
  const twice = [...document.querySelectorAll('[id]')].map((el) => el.id).filter((id, n, all) => all.indexOf(id) !== n);
  if (twice.length) wrong.push(`ids used twice: ${twice}`);
  return wrong;
}"""
REFUSED = re.compile(
    r"^Failed to load resource: (?:the server responded with a status of [45]\d\d|net::ERR_FAILED)"
    r"|^Response Status Error Code [45]\d\d from |^htmx:(?:sendError|afterRequest), "
)


def bad_manners(page: Page, site: Site, *, is_refused: bool) -> list[str]:
    """What the page lacks, what the console said, what the policy forbade and which other hosts were asked.

    Chromium and htmx themselves note every answer of 400 or more, and a request that does not arrive.
    """
    said = [words for words in site.said if not (is_refused and REFUSED.match(words))]
    return [*page.evaluate(NAMED), *(f"the console says {words}" for words in said), *site.broken]
