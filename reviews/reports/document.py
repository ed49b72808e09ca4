"""From content to pages: the HTML of the full report, and WeasyPrint's PDF/UA of it.

Nothing is fetched but the typeface's files. All text is escaped by the template; the fetcher is the second net.
"""

import re
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from reviews.design.charts import change_by_domain, change_finding, levels_by_domain, levels_finding
from reviews.design.tokens import custom_properties
from reviews.reports.content import ReportChange, ReportContent, ReportDomain
from reviews.reports.finishing import Faulty
from reviews.reports.wording import counted, day, listed

FACES = {500: "Medium", 700: "Bold", 800: "ExtraBold"}
STYLES = [Path(__file__).with_name("styles") / f"{name}.css" for name in ("page", "cover", "levels", "tables")]


def write_html(content: ReportContent) -> str:
    """The report as one HTML document with its charts, complete in itself."""
    names = [level.name for level in content.levels]
    context = {
        "content": content,
        "footer": f"{shorten(content.trust, 80)}, {shorten(content.title, 60)}, {content.year}",
        "created": content.signed_off_at.isoformat(timespec="seconds"),
        "signed_off_on": day(content.signed_off_at),
        "earlier": listed([day(moment) for moment in content.earlier_sign_offs]),
        "tiles": _tiles(content),
        "levels": {
            "finding": levels_finding(content.level_rows, names),
            "drawing": levels_by_domain(content.level_rows, names=names),
        },
        "change": _change(content.change, content.year) if content.change else None,
        "domains": [{"is": domain, "sums": _sums(content, domain)} for domain in content.domains],
    }
    return render_to_string("reports/full.html", context, using="django")


def shorten(words: str, most: int) -> str:
    """Words for a footer, at most so many letters."""
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def lay_out(html: str) -> bytes:
    """The PDF/UA-1 as WeasyPrint writes it; `finishing` makes it whole. Raises Faulty."""
    fonts, fetcher = FontConfiguration(), FaceFetcher()
    try:
        styles = CSS(string=stylesheet(), font_config=fonts, url_fetcher=fetcher)
        document = HTML(string=html, url_fetcher=fetcher, media_type="print")
        made: bytes = document.write_pdf(stylesheets=[styles], font_config=fonts, pdf_variant="pdf/ua-1")
    except FatalURLFetchingError as error:  # not an Exception
        raise Faulty("Something was to be fetched.") from error
    return made


class FaceFetcher(URLFetcher):
    """Opens the files of the typeface and refuses everything else, redirects included."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=("file",), allow_redirects=False)

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        """The file behind one of `faces()`; ValueError for any other address, which WeasyPrint then leaves out."""
        if url not in faces().values():
            raise ValueError("A report fetches nothing but its typeface.")
        return super().fetch(url, headers)


@cache
def faces() -> dict[int, str]:
    """The address of the file for each weight of the typeface."""
    folder = Path(settings.FONT_FOLDER)
    return {weight: (folder / f"Manrope-{name}.ttf").as_uri() for weight, name in FACES.items()}


@cache
def stylesheet() -> str:
    """The report's CSS with its faces and with the tokens as literal values."""
    rules = "".join(
        f'@font-face {{ font-family: Manrope; font-weight: {weight}; src: url("{address}"); }}\n'
        for weight, address in faces().items()
    )
    tokens, styles = custom_properties(), "".join(path.read_text(encoding="utf-8") for path in STYLES)
    return rules + re.sub(r"var\(--([\w-]+)\)", lambda found: tokens[found[1]], styles)


def _tiles(content: ReportContent) -> list[dict[str, Any]]:
    tiles = [
        {"look": f"l{level.value}", "count": content.tally[level.value], "words": level.name}
        for level in content.levels
    ]
    if content.tally[None]:
        tiles.append({"look": "l0", "count": content.tally[None], "words": "Left open"})
    steps = len(content.plan)
    return [*tiles, {"look": "plain", "count": steps, "words": "Next step" if steps == 1 else "Next steps"}]


def _change(change: ReportChange, year: str) -> dict[str, Any]:
    moved = listed([f"{change.up} moved up", f"{change.same} stayed", f"{change.down} moved down"])
    have = "has" if change.of == 1 else "have"
    return {
        "words": f"{counted(change.of, 'statement').capitalize()} {have} a level both times: {moved}.",
        "finding": change_finding(change.rows),
        "drawing": change_by_domain(change.rows, before=change.since, after=year),
    }


def _sums(content: ReportContent, domain: ReportDomain) -> str:
    """How many statements of a domain are at each level, in words."""
    counts = [f"{domain.levels[level.value]} {level.name}" for level in content.levels if domain.levels[level.value]]
    return ", ".join([*counts, *([f"{domain.levels[None]} left open"] if domain.levels[None] else [])])
