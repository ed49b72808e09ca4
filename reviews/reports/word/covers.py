"""What every paper in Word begins with, and what the levels mean."""

from reviews.documents.word import SIZE, Pen, Words
from reviews.reports.content import Answers, Blank, ReportContent
from reviews.reports.sentences import NOT_AN_AWARD, WORDING_AWAITS, Cover


def pen_for(content: ReportContent | Answers | Blank, cover: Cover, *, size: float = SIZE) -> Pen:
    """A document with its cover."""
    pen = Pen(
        title=cover.title, trust=content.trust, moment=cover.moment, face=content.face, footer=cover.footer, size=size
    )
    pen.cover(kicker=cover.kicker, title=content.trust, lines=(f"{content.title}, {content.year}", cover.meta))
    return pen


def explain_levels(pen: Pen, content: ReportContent | Blank) -> None:
    """Each level with its meaning."""
    pen.heading("What the levels mean")
    for level in content.levels:
        pen.line(Words(f"{level.name}: ", bold=True), Words(level.description))
    if content.awaits_approval:
        pen.line(Words(WORDING_AWAITS, small=True))
    pen.line(Words(NOT_AN_AWARD, small=True))
