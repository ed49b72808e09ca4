"""The HTML of each report that has pages: what the content comes to in words and charts, put into its template."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from accounts.answering import names_of
from frameworks.content import PillarContent
from reviews.design.charts import (
    DomainLevels,
    change_by_domain,
    change_finding,
    gaps_by_domain,
    gaps_finding,
    levels_by_domain,
    levels_finding,
)
from reviews.documents.face import Face
from reviews.documents.limits import MOST_LETTERS_ON_PAGES, refuse_too_much
from reviews.documents.pdf import Written
from reviews.reports.content import Answers, Blank, ReportChange, ReportContent, ReportDomain
from reviews.reports.crosswalk import CrosswalkRow, crosswalk
from reviews.reports.questions import questions_for
from reviews.reports.sentences import (
    MOST_STEPS,
    SHORTER,
    SHORTER_NOTES,
    Cover,
    Tally,
    appendix,
    change_shows,
    change_words,
    cover_of_answers,
    cover_of_blank,
    cover_of_board,
    cover_of_full,
    how_words,
    more_steps,
    pillars_finding,
    sums_of,
    tiles_of,
)
from reviews.review.steps import Step


@dataclass(frozen=True)
class Figure:
    """A chart with what it shows in a few words."""

    finding: str
    drawing: SafeString


@dataclass(frozen=True)
class ChangeFigure(Figure):
    """What moved since last time, also in a sentence; `shows` is what the chart counts."""

    words: str
    shows: str


@dataclass(frozen=True)
class DomainPages:
    """A domain with its sums in words."""

    domain: ReportDomain
    sums: str


@dataclass(frozen=True)
class PillarPart:
    """A pillar of the framework with its domains in a line."""

    pillar: PillarContent
    domains: str


@dataclass(frozen=True)
class Paper:
    """What every report on pages has: what it says, its face and its cover."""

    content: ReportContent | Answers | Blank
    face: Face
    cover: Cover


@dataclass(frozen=True)
class Results(Paper):
    """What the full report and the board summary share."""

    tiles: list[Tally]
    levels: Figure
    change: ChangeFigure | None


@dataclass(frozen=True)
class FullReport(Results):
    """The full report, of the parts that were chosen."""

    how: tuple[str, ...]
    appendix: str
    pillars: Figure | None
    gaps: Figure | None
    domains: list[DomainPages]
    crosswalk: tuple[CrosswalkRow, ...] | None
    framework: list[PillarPart]


@dataclass(frozen=True)
class BoardSummary(Results):
    """The board summary: the first next steps, and questions that a trustee might ask."""

    steps: tuple[Step, ...]
    more_steps: str
    questions: tuple[str, ...]


def write_html(content: ReportContent) -> Written:
    """The full report."""
    refuse_too_much(content, MOST_LETTERS_ON_PAGES, SHORTER)
    parts = content.parts
    report = FullReport(
        content=content,
        face=content.face,
        cover=cover_of_full(content),
        tiles=tiles_of(content),
        levels=_levels(content, content.level_rows, "levels"),
        change=_change(content.change, content) if content.change and "change" in parts else None,
        how=how_words(content) if "how" in parts else (),
        appendix=appendix(content),
        pillars=_pillars(content),
        gaps=_gaps(content),
        domains=[DomainPages(domain, sums_of(content, domain)) for domain in content.domains],
        crosswalk=crosswalk(content) if "crosswalk" in parts else None,
        framework=[PillarPart(pillar, content.domains_of(pillar)) for pillar in content.pillars],
    )
    return _written("full", report)


def write_board(content: ReportContent) -> Written:
    """The board summary: one page."""
    summary = BoardSummary(
        content=content,
        face=content.face,
        cover=cover_of_board(content),
        tiles=tiles_of(content),
        levels=_levels(content, content.level_rows, "levels", wide=False),
        change=_change(content.change, content) if content.change else None,
        steps=content.plan[:MOST_STEPS],
        more_steps=more_steps(content),
        questions=questions_for(content),
    )
    return _written("board", summary)


def write_answers(answers: Answers) -> Written:
    """One's own answers."""
    refuse_too_much(answers, MOST_LETTERS_ON_PAGES, SHORTER_NOTES)
    return _written("answers", Paper(answers, answers.face, cover_of_answers(answers)))


def write_blank(blank: Blank) -> Written:
    """The form for paper."""
    return _written("blank", Paper(blank, blank.face, cover_of_blank(blank)))


def _written(template: str, paper: Paper) -> Written:
    return Written(render_to_string(f"reports/{template}.html", names_of(paper), using="django"), paper.face)


def _levels(content: ReportContent, rows: Sequence[DomainLevels], name: str, *, wide: bool = True) -> Figure:
    wide = wide and not content.face.large
    drawing = levels_by_domain(rows, content.scale, wide=wide, name=name)
    return Figure(levels_finding(rows, content.scale), drawing)


def _pillars(content: ReportContent) -> Figure | None:
    if not content.pillars:
        return None
    return replace(_levels(content, content.pillar_rows, "pillars"), finding=pillars_finding(content))


def _gaps(content: ReportContent) -> Figure | None:
    if not content.gaps:
        return None
    drawing = gaps_by_domain(content.gaps, content.scale, wide=not content.face.large)
    return Figure(gaps_finding(content.gaps), drawing)


def _change(change: ReportChange, content: ReportContent) -> ChangeFigure:
    wide = not content.face.large
    return ChangeFigure(
        finding=change_finding(change.rows, content.scale),
        drawing=change_by_domain(change.rows, content.scale, before=change.since, after=content.year, wide=wide),
        words=change_words(change),
        shows=change_shows(content),
    )
