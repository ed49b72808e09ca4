"""The HTML of each report that has pages: what the content comes to in words and charts, put into its template."""

from typing import Any

from django.template.loader import render_to_string

from reviews.design.charts import (
    change_by_domain,
    change_finding,
    gaps_by_domain,
    gaps_finding,
    levels_by_domain,
    levels_finding,
)
from reviews.documents.limits import MOST_LETTERS_ON_PAGES, refuse_too_much
from reviews.documents.pdf import Written
from reviews.documents.wording import counted, day, listed
from reviews.reports.content import NOT_YET, Answers, Blank, ReportChange, ReportContent
from reviews.reports.crosswalk import crosswalk
from reviews.reports.questions import questions_for

MOST_STEPS = 5  # of the plan, in the board summary
SHORTER = "Leave out the notes, or take the spreadsheet of individual ratings."


def write_html(content: ReportContent) -> Written:
    """The full report."""
    refuse_too_much(content, MOST_LETTERS_ON_PAGES, SHORTER)
    parts = content.parts
    context = {
        **_frame(content),
        "how": how_words(content) if "how" in parts else (),
        "pillars": _levels(content, content.pillar_rows, "pillars") if content.pillars else None,
        "gaps": _gaps(content),
        "domains": [{"is": domain, "sums": content.counted(domain.levels)} for domain in content.domains],
        "crosswalk": crosswalk(content) if "crosswalk" in parts else None,
        "framework": [{"is": pillar, "domains": content.domains_of(pillar)} for pillar in content.pillars],
        "has": dict.fromkeys(parts, True),
    }
    context["change"] = context["change"] if "change" in parts else None
    return _written("full", context, content)


def write_board(content: ReportContent) -> Written:
    """The board summary: one page."""
    context = {
        **_frame(content),
        "levels": _levels(content, content.level_rows, "levels", wide=False),
        "steps": content.plan[:MOST_STEPS],
        "more_steps": max(0, len(content.plan) - MOST_STEPS),
        "questions": questions_for(content),
    }
    return _written("board", context, content)


def write_answers(answers: Answers) -> Written:
    """One's own answers."""
    refuse_too_much(answers, MOST_LETTERS_ON_PAGES, "Shorten some notes.")
    return _written("answers", {"content": answers, **_footer(answers)}, answers)


def write_blank(blank: Blank) -> Written:
    """The form for paper."""
    return _written("blank", {"content": blank, **_footer(blank)}, blank)


def _written(template: str, context: dict[str, Any], content: ReportContent | Answers | Blank) -> Written:
    html = render_to_string(f"reports/{template}.html", {**context, "face": content.face}, using="django")
    return Written(html, content.face)


def _frame(content: ReportContent) -> dict[str, Any]:
    """What the full report and the board summary share."""
    return {
        "content": content,
        "footer": footer_words(content),
        "created": content.signed_off_at.isoformat(timespec="seconds"),
        "signed_off_on": day(content.signed_off_at),
        "tiles": tiles_of(content),
        "levels": _levels(content, content.level_rows, "levels"),
        "change": _change(content.change, content) if content.change else None,
    }


def _footer(content: Answers | Blank) -> dict[str, str]:
    return {"footer": footer_words(content), "created": content.asked_at.isoformat(timespec="seconds")}


def footer_words(content: ReportContent | Answers | Blank) -> str:
    return f"{shorten(content.trust, 80)}, {shorten(content.title, 60)}, {content.year}"


def shorten(words: str, most: int) -> str:
    """Words for a footer, at most so many letters."""
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def tiles_of(content: ReportContent) -> list[dict[str, Any]]:
    """How many statements are at each level, and how many next steps there are."""
    tiles = [
        {"look": f"l{level.look}", "count": content.tally[level.value], "words": level.name} for level in content.levels
    ]
    for key, words in ((None, "Left open"), (NOT_YET, "Not agreed yet")):
        if content.tally[key]:
            tiles.append({"look": "lnone", "count": content.tally[key], "words": words})
    steps = len(content.plan)
    return [*tiles, {"look": "plain", "count": steps, "words": "Next step" if steps == 1 else "Next steps"}]


def _levels(content: ReportContent, rows: Any, name: str, *, wide: bool = True) -> dict[str, Any]:
    wide = wide and not content.face.large
    return {
        "finding": levels_finding(rows, content.scale),
        "drawing": levels_by_domain(rows, content.scale, wide=wide, name=name),
    }


def _gaps(content: ReportContent) -> dict[str, Any] | None:
    if not content.gaps:
        return None
    return {
        "finding": gaps_finding(content.gaps),
        "drawing": gaps_by_domain(content.gaps, content.scale, wide=not content.face.large),
    }


def _change(change: ReportChange, content: ReportContent) -> dict[str, Any]:
    wide = not content.face.large
    return {
        "words": change_words(change),
        "finding": change_finding(change.rows, content.scale),
        "in_place": content.scale.in_place_words,
        "drawing": change_by_domain(change.rows, content.scale, before=change.since, after=content.year, wide=wide),
    }


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
