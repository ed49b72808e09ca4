"""From HTML to pages: WeasyPrint's PDF/UA of a report.

Nothing is fetched but the typeface's files and the trust's logo, which is in memory. All text is escaped by the
templates; the fetcher is the second net.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reviews.design.tokens import custom_properties
from reviews.design.typefaces import drawable, own_files, these_alone
from reviews.documents.face import Face
from reviews.documents.pdf_finishing import Faulty

with these_alone():  # WeasyPrint looks for typefaces when it is imported
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

SHEETS = ("page", "cover", "levels", "tables", "evidence", "summary", "form", "portfolio")
STYLES = [Path(__file__).with_name("styles") / f"{name}.css" for name in SHEETS]
TEXT, LARGE_TEXT = "10.5pt", "14.7pt"  # of running text; tables are a twentieth smaller, 14 pt in large print
DRAFT_MARK = "17"  # how opaque the words across a draft are: 9%
LOGO = "logo:trust"  # the address of the logo in the templates


@dataclass(frozen=True)
class Written:
    """A report as one HTML document, complete but for typeface and logo."""

    html: str
    face: Face


def lay_out(written: Written) -> bytes:
    """The PDF/UA-1 as WeasyPrint writes it; `finishing` makes it whole. Raises Faulty."""
    logo = written.face.logo.content if written.face.logo else None
    try:
        styles, fonts = styles_and_fonts(large=written.face.large)
        document = HTML(string=drawable(written.html), url_fetcher=FaceFetcher(logo), media_type="print")
        made: bytes = document.write_pdf(stylesheets=[styles], font_config=fonts, pdf_variant="pdf/ua-1")
    except FatalURLFetchingError as error:  # not an Exception
        raise Faulty("Something was to be fetched.") from error
    return made


@cache
def styles_and_fonts(*, large: bool) -> tuple[CSS, FontConfiguration]:
    """Read once in a process: a typeface that is read again for each report is never quite forgotten."""
    with these_alone():
        fonts = FontConfiguration()
    return CSS(string=stylesheet(large=large), font_config=fonts, url_fetcher=FaceFetcher()), fonts


class FaceFetcher(URLFetcher):
    """Opens the files of the typeface and the logo it was given, and refuses everything else, redirects included."""

    def __init__(self, logo: bytes | None = None) -> None:
        super().__init__(allowed_protocols=("file",), allow_redirects=False)
        self.logo = logo

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """The file behind one of `faces()`; ValueError for any other address, which WeasyPrint then leaves out."""
        if url == LOGO and self.logo:
            return URLFetcherResponse(url, self.logo, {"Content-Type": "image/png"})
        if url not in faces().values():
            raise ValueError("A report fetches nothing but its typeface.")
        return super().fetch(url, headers)


@cache
def faces() -> dict[int, str]:
    """The address of the file for each weight of the typeface."""
    return {weight: path.as_uri() for weight, path in own_files().items()}


@cache
def stylesheet(*, large: bool = False) -> str:
    """The report's CSS with its faces and with the tokens as literal values. Large print is one of them: `--print`."""
    rules = "".join(
        f'@font-face {{ font-family: Manrope; font-weight: {weight}; src: url("{address}"); }}\n'
        for weight, address in faces().items()
    )
    tokens = custom_properties()
    tokens |= {"print": LARGE_TEXT if large else TEXT, "draft-mark": tokens["talk"] + DRAFT_MARK}
    styles = "".join(path.read_text(encoding="utf-8") for path in STYLES)
    return rules + re.sub(r"var\(--([\w-]+)\)", lambda found: tokens[found[1]], styles)
