"""What stands in each spreadsheet, read as the acting person. Ratings come through the comparison only.

Where names are hidden, a row of a rating holds the statement's letter, which means another person for each statement,
and nothing else that tells who gave it: no id, time, role or order of people. "Can't say" is a count; notes given with
it have no letter.
"""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.text import capfirst

from frameworks.content import Content, content_of
from reviews.calendar import half_term_words
from reviews.documents import wording
from reviews.documents.tables import Book, Table, Value, columns, rows
from reviews.lifecycle import Stage
from reviews.plan.reading import steps_now
from reviews.reports.agreed import printed, profile_for
from reviews.reports.evidence import CANT_SAY
from reviews.reports.order import Order, face_of
from reviews.reports.reading import review_of, snapshot_of
from reviews.review.comparison import Comparison, ComparisonRow, comparison_of
from reviews.review.models.review import Review
from reviews.review.models.snapshot import Snapshot, SnapshotLevel
from reviews.review.profile import move_between, signed_steps

MOST_CYCLES = 20


def _book(order: Order, review: Review, title: str, tables: tuple[Table, ...], moment: date | None = None) -> Book:
    face = face_of(order)
    trust = wording.one_line(review.trust.name)
    day = timezone.localtime(order.asked_at).date()
    marks = ["Not signed off"] * bool(face.draft_on) + [face.for_whom] * bool(face.for_whom)
    told = (
        ("Trust", trust),
        ("Self-review", f"{wording.one_line(review.title)}, {review.year_words}"),
        *(("Who may open this", mark) if mark == face.for_whom else ("State", mark) for mark in marks),
        ("As of", wording.day(moment or day)),
        *((table.name, table.note) for table in tables if table.note),
        *((("Choices", face.made_with),) if face.made_with else ()),
    )
    return Book(f"{title}: {trust}", trust, told, tables, moment or day)


def read_levels(order: Order) -> Book:
    """Agreed levels: one row for each statement."""
    review, snapshot = review_of(order), snapshot_of(order)
    profile = profile_for(review, snapshot)
    has_pillars = bool(profile.content.pillars)
    found: list[list[Value]] = [
        [
            row.statement.code, row.statement.text, f"{d.domain.number}. {d.domain.title}",
            *([d.domain.pillar.name if d.domain.pillar else ""] if has_pillars else []), row.level_words,
            wording.plain(row.rationale or row.left_open_reason), row.last.name if row.last else "",
            row.move.value if row.move and row.is_both_times else "",
            "\n".join(printed(step).text for step in row.steps),
        ]
        for d in profile.domains
        for row in d.rows
    ]  # fmt: skip
    last = f"Level in {profile.since}" if profile.since else "Level last time"
    table = Table(
        "Agreed levels",
        columns(
            ("Code", 7), ("Statement", 60), ("Domain", 28), *([("Pillar", 14)] if has_pillars else []),
            ("Agreed level", 14), ("Why", 50), (last, 14), ("Change", 9), ("Next steps", 50),
        ),
        rows(found),
        "Every statement with the level that was agreed, or why it is left open.",
    )  # fmt: skip
    signed_on = timezone.localtime(snapshot.signed_off_at).date() if snapshot else None
    return _book(order, review, "Agreed levels", (table,), signed_on)


def read_plan(order: Order) -> Book:
    """The plan as it stands now; while a signed-off review is reopened, as it was signed off."""
    review, snapshot = review_of(order), snapshot_of(order)
    content = content_of(review.version_id)
    is_signed = snapshot is not None and review.stage != Stage.AGREED
    steps = signed_steps(snapshot, content) if snapshot and is_signed else steps_now(review, content)
    found = [
        [
            step.due_on or (half_term_words(step.half_term) if step.half_term else None), step.text, step.about,
            step.owner, step.priority_words, step.status_words,
        ]
        for step in map(printed, steps)
    ]  # fmt: skip
    table = Table(
        "Next steps",
        columns(("By when", 24), ("Next step", 70), ("About", 12), ("Who leads", 24), ("Priority", 10), ("Status", 14)),
        rows(found),
        "Soonest first; dropped ones are left out.",
    )
    return _book(order, review, "Next steps", (table,))


@dataclass(frozen=True)
class Cycle:
    """One signed-off review of the trust: its latest sign-off."""

    snapshot_id: int
    version_id: int
    year: str
    signed_off: date


def cycles_until(order: Order) -> list[Cycle]:
    """The trust's signed-off reviews up to this sign-off, oldest first, each as last signed off by then."""
    now = snapshot_of(order)
    if now is None:
        raise Snapshot.DoesNotExist
    earlier = Snapshot.objects.filter(trust_id=order.trust_id, signed_off_at__lte=now.signed_off_at)
    latest: dict[int, Snapshot] = {}
    for snapshot in earlier.select_related("review").order_by("review_id", "number"):
        latest[snapshot.review_id] = snapshot
    latest[now.review_id] = now
    chosen = sorted(latest.values(), key=lambda s: (s.review_id == now.review_id, s.signed_off_at))[-MOST_CYCLES:]
    return [
        Cycle(s.pk, s.review.version_id, s.review.year_words, timezone.localtime(s.signed_off_at).date())
        for s in chosen
    ]


def read_progress(order: Order) -> Book:
    """Levels in each cycle, statement by statement and counted by domain. Only cycles on the same wording are set
    beside each other, because a number means another statement in another version."""
    review = review_of(order)
    content = content_of(review.version_id)
    cycles = [cycle for cycle in cycles_until(order) if cycle.version_id == review.version_id]
    levels: dict[tuple[int, int], int] = {}
    told = SnapshotLevel.objects.filter(snapshot_id__in=[c.snapshot_id for c in cycles], level__isnull=False)
    for snapshot_id, statement_id, level in told.values_list("snapshot_id", "statement_id", "level"):
        levels[snapshot_id, statement_id] = level or 0
    tables = book_of_progress(content, cycles, levels)
    return _book(order, review, "Progress over cycles", tables, cycles[-1].signed_off)


def book_of_progress(content: Content, cycles: list[Cycle], levels: dict[tuple[int, int], int]) -> tuple[Table, ...]:
    """Its tables, from levels by snapshot and statement."""
    return _statements_over_cycles(content, cycles, levels), _domains_over_cycles(content, cycles, levels)


def _statements_over_cycles(content: Content, cycles: list[Cycle], levels: dict[tuple[int, int], int]) -> Table:
    found: list[list[Value]] = []
    for s in content.statements:
        given = [levels.get((cycle.snapshot_id, s.id), 0) for cycle in cycles]
        moved = move_between(given[-2] if len(given) > 1 else None, given[-1])
        names = [content.level_name(level) or "Left open" for level in given]
        found.append([s.code, s.text, *names, moved.value if moved else ""])
    years = [(cycle.year, 14) for cycle in cycles]
    heads = columns(("Code", 7), ("Statement", 60), *years, ("Change", 9))
    note = "Every statement with its level in each review; the last column is from the review before to this one."
    return Table("Statements", heads, rows(found), note)


def _domains_over_cycles(content: Content, cycles: list[Cycle], levels: dict[tuple[int, int], int]) -> Table:
    found: list[list[Value]] = []
    for domain in content.domains:
        for cycle in cycles:
            given = [levels.get((cycle.snapshot_id, s.id), 0) for s in domain.statements]
            counts = [given.count(level.value) for level in content.levels]
            found.append([f"{domain.number}. {domain.title}", cycle.year, cycle.signed_off, *counts, given.count(0)])
    names = [(level.name, 13) for level in content.levels]
    heads = columns(("Domain", 36), ("Review", 22), ("Signed off", 20), *names, ("Left open", 12))
    return Table("Domains", heads, rows(found), "How many statements of each domain were at each level.")


def read_ratings(order: Order) -> Book:
    """Individual ratings as the review shows them, and how many chose each level."""
    review = review_of(order)
    comparison = comparison_of(review)
    tables = (_each_rating(comparison, order), _counted(comparison))
    return _book(order, review, "Individual ratings", tables)


def _each_rating(comparison: Comparison, order: Order) -> Table:
    found: list[list[Value]] = []
    for row in comparison.rows:
        found += [[row.statement.code, row.statement.text, *given] for given in _given(row, comparison, order)]
    named = comparison.review.names_shown
    who = "Reviewer" if named and order.choices.names else "Colleague"
    heads = columns(
        ("Code", 7), ("Statement", 60), (who, 24), ("Level", 14), ("Evidence", 60), ("Suggested next step", 50)
    )
    letters = "" if named else " A letter means another colleague for each statement."
    return Table("Ratings", heads, rows(found), f"One row for each rating.{letters}")


def _given(row: ComparisonRow, comparison: Comparison, order: Order) -> list[list[Value]]:
    """Who, level, note and suggestion of each rating of one statement."""
    content, choices = comparison.content, order.choices
    if not comparison.review.names_shown:
        return _lettered(row, content, wanted=choices.notes)
    given: list[list[Value]] = [
        [
            wording.one_line(r.who) if choices.names else "",
            content.level_name(r.level) or CANT_SAY,
            *_notes(r.note, r.suggestion, wanted=choices.notes),
        ]
        for r in row.ratings
    ]
    return given if choices.names else sorted(given, key=str)  # an order made of what is said, not of who said it


def _lettered(row: ComparisonRow, content: Content, *, wanted: bool) -> list[list[Value]]:
    """As the comparison shows them: letters of this statement, then how many can't say, then their notes."""
    rated = [r for r in row.ratings if r.level is not None]
    found: list[list[Value]] = [
        [r.who, content.level_name(r.level), *_notes(r.note, r.suggestion, wanted=wanted)] for r in rated
    ]
    if row.cant_say:
        found.append([wording.counted(row.cant_say, "colleague"), CANT_SAY, "", ""])
    said = [r for r in row.ratings if r.level is None and wanted]
    return found + [["", "", *_notes(r.note, r.suggestion, wanted=True)] for r in said]


def _notes(note: str, suggestion: str, *, wanted: bool) -> list[Value]:
    return [wording.plain(note), wording.plain(suggestion)] if wanted else ["", ""]


def _counted(comparison: Comparison) -> Table:
    content = comparison.content
    found: list[list[Value]] = [
        [row.statement.code, row.statement.text, *[len(row.at(level.value)) for level in content.levels], row.cant_say,
         capfirst(row.band_words)]
        for row in comparison.rows
    ]  # fmt: skip
    names = [(level.name, 13) for level in content.levels]
    heads = columns(("Code", 7), ("Statement", 60), *names, (CANT_SAY, 12), ("How far apart", 22))
    return Table("How many", heads, rows(found), "How many reviewers chose each level for each statement.")
