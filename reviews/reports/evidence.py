"""What colleagues gave before levels were agreed, as a report may print it: read through the comparison only.

Where names are hidden, letters are the comparison's, which mean another person for each statement; without names,
what was given stands in an order made of what it says, which tells nothing of who said it.
"""

from collections import Counter

from frameworks.content import Content
from reviews.agreement import Band
from reviews.design.charts import DomainGaps
from reviews.documents import wording
from reviews.reports.choices import Choices
from reviews.reports.content import Evidence, Voice
from reviews.review.blinding import ShownRating
from reviews.review.comparison import Comparison, ComparisonRow
from reviews.review.models.agreed_level import AgreementNote, Why

CANT_SAY = "Can’t say"


def evidence_of(comparison: Comparison, choices: Choices) -> dict[int, Evidence]:
    """By statement, what was chosen. One query where differences are wanted."""
    notes = {}
    if choices.differences:
        notes = {note.statement_id: note for note in AgreementNote.objects.filter(review=comparison.review)}
    return {row.statement.id: _of_row(row, notes.get(row.statement.id), comparison, choices) for row in comparison.rows}


def _of_row(row: ComparisonRow, note: AgreementNote | None, comparison: Comparison, choices: Choices) -> Evidence:
    return Evidence(
        counts=counts_of(row, comparison.content) if choices.ratings else "",
        voices=voices_of(row, comparison, choices),
        differed=_differed(row, note) if choices.differences else "",
        dissent=wording.plain(note.dissent) if note else "",
    )


def _differed(row: ComparisonRow, note: AgreementNote | None) -> str:
    """In a sentence; empty where views did not differ and nothing was noted."""
    why = Why(note.why).label if note and note.why else ""
    apart = _apart(row) or ("Why views differed" if why else "")
    return f"{apart}: {why[:1].lower()}{why[1:]}." if why else f"{apart}." if apart else ""


def _apart(row: ComparisonRow) -> str:
    if row.band not in (Band.WIDE, Band.NEAR):
        return ""
    return f"Views began {wording.counted(max(row.levels) - min(row.levels), 'level')} apart"


def counts_of(row: ComparisonRow, content: Content) -> str:
    """How many chose each level, by its name, and how many can’t say."""
    chosen = Counter(row.levels)
    told = [f"{chosen[level.value]} {level.name}" for level in content.levels if chosen[level.value]]
    return ", ".join([*told, *([f"{row.cant_say} can’t say"] if row.cant_say else [])])


def voices_of(row: ComparisonRow, comparison: Comparison, choices: Choices) -> tuple[Voice, ...]:
    """What each wrote; then, with names, who chose a level without a word. Without names the order tells nothing."""
    hidden = not comparison.review.names_shown
    given = [_voice(rating, comparison.content, choices, hidden=hidden) for rating in row.ratings]
    said = [voice for voice in given if voice.note or voice.suggestion]
    if hidden and choices.ratings:
        return tuple(said)
    if not choices.names:
        return tuple(sorted(said, key=lambda v: (v.level, v.note, v.suggestion)))
    silent = [voice for voice in given if voice.level and voice not in said]
    names = {level: [voice.who for voice in silent if voice.level == level] for level in _in_order(silent, comparison)}
    return (*said, *(Voice(wording.listed(who), level, "", "") for level, who in names.items()))


def _in_order(voices: list[Voice], comparison: Comparison) -> list[str]:
    """The answers that were given, from the first level to Can't say."""
    given = {voice.level for voice in voices}
    return [name for name in (*(level.name for level in comparison.content.levels), CANT_SAY) if name in given]


def _voice(rating: ShownRating, content: Content, choices: Choices, *, hidden: bool) -> Voice:
    """`who`: a name if names are wanted and shown; where they are hidden, the letter beside a rating that has notes."""
    note = wording.plain(rating.note) if choices.notes else ""
    suggestion = wording.plain(rating.suggestion) if choices.notes else ""
    with_level = choices.ratings and (rating.level is not None or not hidden)
    level = (content.level_name(rating.level) or CANT_SAY) if with_level else ""
    if hidden:
        who = rating.who if choices.ratings and (note or suggestion) else ""
    else:
        who = wording.one_line(rating.who) if choices.names else ""
    return Voice(who, level, note, suggestion)


def gaps_of(comparison: Comparison) -> tuple[DomainGaps, ...]:
    """How far apart ratings were, by domain."""
    found = []
    for domain in comparison.content.domains:
        bands = Counter(row.band for row in comparison.in_domain(domain))
        counts = [bands[band] for band in (Band.WIDE, Band.NEAR, Band.SAME, Band.FEW)]
        found.append(DomainGaps(domain.number, domain.short_title, *counts))
    return tuple(found)
