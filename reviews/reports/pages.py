"""The HTML of each report that has pages: what the content comes to in words and charts, put into its template."""

from collections.abc import Sequence
from dataclasses import dataclass

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
from reviews.documents.wording import counted, day, listed
from reviews.reports.content import NOT_YET, Answers, Blank, ReportChange, ReportContent, ReportDomain
from reviews.reports.crosswalk import CrosswalkRow, crosswalk
from reviews.reports.questions import questions_for
from reviews.review.steps import Step

MOST_STEPS = 5  # of the plan, in the board summary
SHORTER = "Leave out the notes, or take the spreadsheet of individual ratings."


@dataclass(frozen=True)
class Tally:
    """How many statements are at a level, in its look; or how many next steps there are."""

    look: str
    count: int
    words: str


@dataclass(frozen=True)
class Figure:
    """A chart with what it shows in a few words."""

    finding: str
    drawing: SafeString


@dataclass(frozen=True)
class ChangeFigure(Figure):
    """What moved since last time, also in a sentence."""

    words: str
    in_place: str


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
    """What every report on pages has: what it says, its face and its footer; `created` is in the file's properties."""

    content: ReportContent | Answers | Blank
    face: Face
    footer: str
    created: str


@dataclass(frozen=True)
class Results(Paper):
    """What the full report and the board summary share."""

    signed_off_on: str
    tiles: list[Tally]
    levels: Figure
    change: ChangeFigure | None


@dataclass(frozen=True)
class FullReport(Results):
    """The full report, of the parts that were chosen."""

    how: tuple[str, ...]
    pillars: Figure | None
    gaps: Figure | None
    domains: list[DomainPages]
    crosswalk: tuple[CrosswalkRow, ...] | None
    framework: list[PillarPart]


@dataclass(frozen=True)
class BoardSummary(Results):
    """The board summary: the first next steps, and questions that a trustee might ask."""

    steps: tuple[Step, ...]
    more_steps: int
    questions: tuple[str, ...]


def write_html(content: ReportContent) -> Written:
    """The full report."""
    refuse_too_much(content, MOST_LETTERS_ON_PAGES, SHORTER)
    parts = content.parts
    report = FullReport(
        content=content,
        face=content.face,
        footer=footer_words(content),
        created=content.signed_off_at.isoformat(timespec="seconds"),
        signed_off_on=day(content.signed_off_at),
        tiles=tiles_of(content),
        levels=_levels(content, content.level_rows, "levels"),
        change=_change(content.change, content) if content.change and "change" in parts else None,
        how=how_words(content) if "how" in parts else (),
        pillars=_levels(content, content.pillar_rows, "pillars") if content.pillars else None,
        gaps=_gaps(content),
        domains=[DomainPages(domain, content.counted(domain.levels)) for domain in content.domains],
        crosswalk=crosswalk(content) if "crosswalk" in parts else None,
        framework=[PillarPart(pillar, content.domains_of(pillar)) for pillar in content.pillars],
    )
    return _written("full", report)


def write_board(content: ReportContent) -> Written:
    """The board summary: one page."""
    summary = BoardSummary(
        content=content,
        face=content.face,
        footer=footer_words(content),
        created=content.signed_off_at.isoformat(timespec="seconds"),
        signed_off_on=day(content.signed_off_at),
        tiles=tiles_of(content),
        levels=_levels(content, content.level_rows, "levels", wide=False),
        change=_change(content.change, content) if content.change else None,
        steps=content.plan[:MOST_STEPS],
        more_steps=max(0, len(content.plan) - MOST_STEPS),
        questions=questions_for(content),
    )
    return _written("board", summary)


def write_answers(answers: Answers) -> Written:
    """One's own answers."""
    refuse_too_much(answers, MOST_LETTERS_ON_PAGES, "Shorten some notes.")
    return _written("answers", _form(answers))


def write_blank(blank: Blank) -> Written:
    """The form for paper."""
    return _written("blank", _form(blank))


def _form(content: Answers | Blank) -> Paper:
    return Paper(content, content.face, footer_words(content), content.asked_at.isoformat(timespec="seconds"))


def _written(template: str, paper: Paper) -> Written:
    return Written(render_to_string(f"reports/{template}.html", names_of(paper), using="django"), paper.face)


def footer_words(content: ReportContent | Answers | Blank) -> str:
    return f"{shorten(content.trust, 80)}, {shorten(content.title, 60)}, {content.year}"


def shorten(words: str, most: int) -> str:
    """Words for a footer, at most so many letters."""
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def tiles_of(content: ReportContent) -> list[Tally]:
    """How many statements are at each level, and how many next steps there are."""
    tiles = [Tally(f"l{level.look}", content.tally[level.value], level.name) for level in content.levels]
    for key, words in ((None, "Left open"), (NOT_YET, "Not agreed yet")):
        if content.tally[key]:
            tiles.append(Tally("lnone", content.tally[key], words))
    steps = len(content.plan)
    return [*tiles, Tally("plain", steps, "Next step" if steps == 1 else "Next steps")]


def _levels(content: ReportContent, rows: Sequence[DomainLevels], name: str, *, wide: bool = True) -> Figure:
    wide = wide and not content.face.large
    drawing = levels_by_domain(rows, content.scale, wide=wide, name=name)
    return Figure(levels_finding(rows, content.scale), drawing)


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
        in_place=content.scale.in_place_words,
    )


def change_words(change: ReportChange) -> str:
    """How many statements moved, in a sentence."""
    moved = listed([f"{change.up} moved up", f"{change.same} stayed", f"{change.down} moved down"])
    have = "has" if change.of == 1 else "have"
    return f"{counted(change.of, 'statement').capitalize()} {have} a level both times: {moved}."


def how_words(content: ReportContent) -> tuple[str, ...]:
    """How the review was done, in paragraphs."""
    face = content.face
    narrow = f"This report is {face.for_whom[:1].lower()}{face.for_whom[1:]}, not for other members of the trust."
    telling = narrow if face.for_whom else "The report holds no individual rating and no reviewer’s notes."
    if face.draft_on:
        end = f"This is a draft of {face.draft_on}: an executive has not signed the review off, and levels may change."
    else:
        who = f"{content.signed_off_by} signed the review off" if content.signed_off_by else "The review was signed off"
        end = f"{who} on {day(content.signed_off_at)}."
    earlier = listed([day(moment) for moment in content.earlier_sign_offs])
    if earlier:
        end += f" It had been signed off before, on {earlier}, and was reopened; what was signed off then is kept."
    return (
        " ".join(content.independence),
        f"The levels, reasons and next steps in this report were agreed afterwards. {telling}",
        f"{end} Statements are printed word for word from the {content.framework_version}.",
    )
