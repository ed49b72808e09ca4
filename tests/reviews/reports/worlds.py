"""Signed-off reviews for reports, built through the operations: what was agreed is given, statement by statement."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from frameworks.content import StatementContent, content_of
from reviews.plan.operations import StepContent, add_next_step
from reviews.reports import Choices, Order, ReportContent, read_content
from reviews.review.models.snapshot import Snapshot
from reviews.review.operations.agreeing import agree_statement, leave_rest_open
from reviews.review.operations.setting_up import create_review
from reviews.review.operations.signing_off import sign_off
from tests.builders import Cast, acting, rate, reveal, standing, start, submit, trust_with, yst_person


@dataclass(frozen=True)
class Agreed:
    """What was agreed on one statement: a level with a rationale, or why it stays open."""

    level: int | None
    rationale: str = "Agreed after going through the evidence."
    left_open: str = ""


Decide = Callable[[int, StatementContent], Agreed | None]  # None: left open with all the rest
RATIONALES = (
    "Strategic plan 2025–28, aim 3. Wellbeing is a standing item in every school’s improvement plan.",
    "Seen in nine schools of ten; the tenth joined in September.",
    "Two primaries re-zoned their playgrounds in 2025. The condition survey shows three sites with no shaded area.",
    "Local governing board minutes, autumn 2026: six of nine schools.",
)
STEPS = (
    ("Train a second lead in each of the five remaining schools.", "2.5", "Tom Ellis", date(2027, 2, 28), "", 2),
    ("Cost shade and zoned markings for three sites.", "1.5", "Priya Nair", None, "2026-4", 1),
    ("Give every local governing board one wellbeing question a term, with the data to answer it.", "1.6",
     "Sarah Okafor", date(2027, 4, 30), "", 2),
    ("Name PE, sport and play in the curriculum statement, not only in the vision.", "1.1",
     "Priya Nair", date(2027, 7, 20), "", 3),
    ("Ask pupils at each school which clubs they would come to, and tell the trust board.", "3.4", "", None,
     "2026-6", 2),
    ("Agree one format for sharing what works between PE leads.", "D4", "Llŷr Ŵyn-Jones", None, "2026-2", 2),
    ("Visit a trust that does this well.", "7.2", "Maya Lund", None, "", 2),
)  # fmt: skip


def signed_off(
    cast: Cast,
    decide: Decide,
    *,
    year: int = 2026,
    on: datetime,
    reviewers: Sequence[str] = ("lead",),
    steps: Sequence[tuple[str, str, str, date | None, str, int]] = (),
    title: str = "Autumn self-review",
    secret: str = "",
) -> Snapshot:
    """Bring a new review of this trust to its sign-off, with these decisions and next steps."""
    with acting(cast.lead):
        cast.review = create_review(
            by=cast.lead, at=on, title=title, academic_year=year, term="year", due_on=None,
            reviewers=[cast.people[r] for r in reviewers], names_shown=len(reviewers) < 3,
        )  # fmt: skip
    start(cast)
    for who in reviewers:
        rate(cast, who, _rated(cast, decide) if who == "lead" else None, secret=secret)
    submit(cast, *reviewers)
    reveal(cast)
    _agree(cast, decide, on, secret)
    _plan(cast, steps, on)
    with acting(cast.executive):
        sign_off(by=standing(cast.executive, cast.review), at=on)
        return Snapshot.objects.get(review=cast.review)


def _rated(cast: Cast, decide: Decide) -> Callable[[int], int]:
    """The lead rates what will be agreed, so that every level was chosen by somebody."""
    decided = [decide(n, s) for n, s in enumerate(content_of(cast.review.version_id).statements)]
    return lambda n: (decided[n] and decided[n].level) or 2


def _agree(cast: Cast, decide: Decide, at: datetime, secret: str) -> None:
    with acting(cast.lead):
        by = standing(cast.lead, cast.review)
        for n, statement in enumerate(content_of(cast.review.version_id).statements):
            agreed = decide(n, statement)
            if agreed is not None:
                agree_statement(
                    statement=statement, level=agreed.level, rationale=agreed.rationale if agreed.level else "",
                    left_open_reason=agreed.left_open, why="evidence" if secret else "", dissent=f"{secret} dissent",
                    expected=0, by=by, at=at,
                )  # fmt: skip
        leave_rest_open(reason="To be looked at after the spring visits.", by=by, at=at)


def _plan(cast: Cast, steps: Sequence[tuple[str, str, str, date | None, str, int]], at: datetime) -> None:
    content = content_of(cast.review.version_id)
    with acting(cast.lead):
        by = standing(cast.lead, cast.review)
        for text, about, owner, due_on, half_term, priority in steps:
            domain = content.domain(int(about[1:])) if about.startswith("D") else None
            step = StepContent(
                text, None if domain else content.by_code[about].id, domain.id if domain else None, None, owner,
                due_on, half_term, priority,
            )  # fmt: skip
            add_next_step(content=step, by=by, at=at)


def read(cast: Cast, snapshot: Snapshot) -> ReportContent:
    """The content as the trustee reads it."""
    with acting(cast.trustee):
        return read_content(order(cast, snapshot))


def order(cast: Cast, snapshot: Snapshot | None, **changes: Any) -> Order:
    """A report of this snapshot, for the trustee unless said otherwise."""
    made = Order(
        kind="full", format="pdf", audience="members", choices=Choices(), trust_id=cast.trust.pk,
        review_id=snapshot.review_id if snapshot else cast.review.pk, snapshot_id=snapshot.pk if snapshot else None,
        user_id=cast.trustee.user_id, asked_at=datetime.fromisoformat("2026-12-03T09:00Z"), is_draft=snapshot is None,
    )  # fmt: skip
    return replace(made, **changes)


def rich() -> ReportContent:
    """The second review of a trust: reasons, next steps, three statements left open, and secrets in the ratings."""

    def last_year(n: int, statement: StatementContent) -> Agreed | None:
        return Agreed(1 + n % 3 // 2) if n % 9 else None

    def this_year(n: int, statement: StatementContent) -> Agreed | None:
        level = 1 + (n * 7 % 5 > 1) + (n % 13 == 3)
        return None if n in (11, 25, 40) else Agreed(level, RATIONALES[n % 4] if n % 3 else "")

    cast = trust_with(yst_person("Max Hill", "manager"), "thistledown", name="Thistledown Schools Trust")
    signed_off(cast, last_year, year=2025, on=datetime.fromisoformat("2025-11-20T15:00Z"))
    snapshot = signed_off(
        cast, this_year, on=datetime.fromisoformat("2026-11-21T11:00Z"), reviewers=("lead", "colleague", "second"),
        steps=STEPS, secret="zebra",
    )  # fmt: skip
    return read(cast, snapshot)


def poor() -> ReportContent:
    """A first review by one person: every statement left open, no next step."""
    cast = trust_with(yst_person("Mia Hill", "manager"), "saltmarsh", name="Saltmarsh Learning")
    return read(cast, signed_off(cast, lambda n, s: None, on=datetime.fromisoformat("2026-11-21T11:00Z")))
