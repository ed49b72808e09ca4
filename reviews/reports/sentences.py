"""What the papers say, each sentence once: a PDF's pages and a Word document are both written from here.

A constant is a sentence that is always the same, which templates print with `{% sentence "not_an_award" %}`.
"""

from dataclasses import dataclass
from datetime import datetime

from reviews.documents.wording import counted, day, listed
from reviews.reports.content import NOT_YET, Answers, Blank, ReportChange, ReportContent, ReportDomain

MOST_STEPS = 5  # of the plan, in the board summary
SHORTER = "Leave out the notes, or take the spreadsheet of individual ratings."
SHORTER_NOTES = "Shorten some notes."

NO_AWARD = "A level is not an award."
NOT_AN_AWARD = (
    f"{NO_AWARD} It describes how far a practice has taken root in the trust’s own view, and says nothing about how one"
    " trust compares with another."
)
LEVELS_SHOW = "How many statements are at each agreed level, in each domain"
PILLARS_SHOW = "The same levels, for the domains of each pillar together"
GAPS_SHOW = "Statements of each domain, by how far apart their ratings were"
GAPS = (
    "How far apart colleagues’ ratings were before they agreed. A difference is where there was most to talk about; it"
    " says nothing about who was right."
)
PLAN = "The next steps of this review, soonest first; those that were dropped are left out."
NO_STEPS = "This review has no next steps."
BY_FIXED_RULES = "The questions are drawn from the results by fixed rules."
WORDING_AWAITS = "Wording awaiting YST’s approval."
NAMES_AWAIT = "The names beside the domains await YST’s approval."
ANSWERS_END = "Only you can open it in the product. Once you print it or send it on, it is up to you who reads it."
BLANK_END = (
    "Type your answers in when you can: they are kept apart from everybody else’s until all are shown. Don’t name"
    " pupils or staff."
)


@dataclass(frozen=True)
class Cover:
    """What stands above a paper, at the foot of its pages, and in the file's properties."""

    title: str
    kicker: str
    meta: str
    footer: str
    moment: datetime

    @property
    def created(self) -> str:
        """The moment, for programs."""
        return self.moment.isoformat(timespec="seconds")


def cover_of_full(content: ReportContent) -> Cover:
    """Of the full report."""
    return _cover_of_results(content, "", f"{content.framework} self-review")


def cover_of_board(content: ReportContent) -> Cover:
    """Of the board summary."""
    kicker = f"{content.framework} self-review: summary for the trust board"
    return _cover_of_results(content, "Board summary: ", kicker)


def _cover_of_results(content: ReportContent, what: str, kicker: str) -> Cover:
    if content.face.draft_on:
        signed = f"A draft made on {content.face.draft_on}, before the sign-off."
    else:
        by = f" by {content.signed_off_by}" if content.signed_off_by else ""
        signed = f"Signed off{by} on {day(content.signed_off_at)}."
    title = f"{what}{content.title}, {content.year}: {content.trust}"
    return Cover(title, kicker, f"{signed} {content.rated_by}", footer_words(content), content.signed_off_at)


def cover_of_answers(answers: Answers) -> Cover:
    """Of one's own answers."""
    return Cover(
        title=f"Answers of {answers.name}: {answers.title}, {answers.year}",
        kicker=f"{answers.framework} self-review: answers of {answers.name}",
        meta=f"{answers.state} These are one reviewer’s own answers, before anything was agreed.",
        footer=footer_words(answers),
        moment=answers.asked_at,
    )


def cover_of_blank(blank: Blank) -> Cover:
    """Of the form for paper."""
    return Cover(
        title=f"Form for paper: {blank.title}, {blank.year}: {blank.trust}",
        kicker=f"{blank.framework} self-review: form for paper",
        meta="Tick one level for each statement, on your own, before you talk about it with your colleagues. Leave a"
        " row empty where you can’t say from your role.",
        footer=footer_words(blank),
        moment=blank.asked_at,
    )


def footer_words(content: ReportContent | Answers | Blank) -> str:
    return f"{shorten(content.trust, 80)}, {shorten(content.title, 60)}, {content.year}"


def shorten(words: str, most: int) -> str:
    """Words for a footer, at most so many letters."""
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


@dataclass(frozen=True)
class Tally:
    """How many statements are at a level, in its look; or how many next steps there are."""

    look: str
    count: int
    words: str


def tiles_of(content: ReportContent) -> list[Tally]:
    """How many statements are at each level, and how many next steps there are."""
    tiles = [Tally(f"l{level.look}", content.tally[level.value], level.name) for level in content.levels]
    for key, words in ((None, "Left open"), (NOT_YET, "Not agreed yet")):
        if content.tally[key]:
            tiles.append(Tally("lnone", content.tally[key], words))
    steps = len(content.plan)
    return [*tiles, Tally("plain", steps, "Next step" if steps == 1 else "Next steps")]


def change_words(change: ReportChange) -> str:
    """How many statements moved, in a sentence."""
    moved = listed([f"{change.up} moved up", f"{change.same} stayed", f"{change.down} moved down"])
    have = "has" if change.of == 1 else "have"
    return f"{counted(change.of, 'statement').capitalize()} {have} a level both times: {moved}."


def change_shows(content: ReportContent) -> str:
    """What the chart of what has changed counts."""
    return f"Statements at {content.scale.in_place_words}, of those with a level both times"


def pillars_finding(content: ReportContent) -> str:
    """Above the chart by pillar."""
    return f"By pillar of the {content.words.pillars}"


def more_steps(content: ReportContent) -> str:
    """How many next steps the board summary leaves to the full report; empty for none."""
    more = len(content.plan) - MOST_STEPS
    return f"And {more} more, in the full report." if more > 0 else ""


def appendix(content: ReportContent) -> str:
    """The heading above the framework's own words."""
    return f"Appendix: the {content.words.called(content.framework)}"


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


def sums_of(content: ReportContent, domain: ReportDomain) -> str:
    """Under a domain's heading: its pillar, where it has one, and how many statements are at each level."""
    return " · ".join(filter(None, (domain.pillar, content.counted(domain.levels))))
