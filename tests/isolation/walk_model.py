"""Who may see what in one review: product.md's rules, told a second time and without SQL."""

from collections import Counter
from dataclasses import dataclass, field

STEERING, WORKING = ("lead", "executive"), ("lead", "executive", "colleague")
Answers = dict[int, int | None]  # by statement: a level, or None for "can't say"


@dataclass
class Seat:
    """A reviewer's place in the review."""

    answers: Answers = field(default_factory=dict)
    submitted: bool = False
    withdrawn: bool = False
    removed: bool = False  # once rating had begun, which counts as showing early


@dataclass
class Model:
    """The review as it stands, and who is what in its trust; None for whoever has left or never belonged."""

    roles: dict[str, str | None]
    seats: dict[str, Seat]
    names_shown: bool
    stage: str = "draft"
    revealed: bool = False
    agreed: dict[int, int] = field(default_factory=dict)
    snapshots: list[dict[int, int]] = field(default_factory=list)
    shared: bool = False

    def is_of_the_comparison(self, who: str) -> bool:
        """This review's reviewers, leads and executives."""
        takes_part = who in self.seats and not self.seats[who].withdrawn
        return self.roles[who] in STEERING or (self.roles[who] in WORKING and takes_part)

    def ratings_of(self, who: str) -> set[str]:
        """Whose ratings this person reads under a name."""
        own = {who} if self.roles[who] in WORKING and who in self.seats else set()
        if self.revealed and self.names_shown and self.is_of_the_comparison(who):
            return own | self.submitted()
        return own

    def letters(self, who: str) -> Counter:
        """(statement, level) as often as somebody gave it, where names are hidden; None counts "can't say"."""
        if not self.revealed or self.names_shown or not self.is_of_the_comparison(who):
            return Counter()
        return Counter((s, level) for name in self.submitted() for s, level in self.seats[name].answers.items())

    def levels(self, who: str) -> dict[int, int]:
        """The live agreed levels that this person reads."""
        compares = self.revealed and self.is_of_the_comparison(who)
        return self.agreed if compares or (self.roles[who] and self.stage == "agreed") else {}

    def signed_off(self, who: str) -> list[dict[int, int]]:
        """The snapshots that this person reads."""
        if who == "advisor":
            return self.snapshots[-1:] if self.shared else []
        return self.snapshots if self.roles[who] else []

    def reviewers(self, who: str) -> set[str]:
        """Whose places this person sees."""
        if self.is_of_the_comparison(who):
            return set(self.seats)
        return {who} if self.roles[who] in WORKING and who in self.seats else set()

    def submitted(self) -> set[str]:
        return {name for name, seat in self.seats.items() if seat.submitted}

    # -- what changes ------------------------------------------------------------------------------------------------

    def leave_seat(self, who: str) -> None:
        """Whoever leaves the trust, or becomes a trustee, before submitting."""
        seat = self.seats.get(who)
        if seat and not seat.submitted and self.stage in ("draft", "rating") and not seat.withdrawn:
            seat.withdrawn = True
            seat.removed = self.stage == "rating"

    def reveal(self) -> None:
        taking_part = [seat for seat in self.seats.values() if not seat.withdrawn]
        early = not all(seat.submitted for seat in taking_part) or any(s.removed for s in self.seats.values())
        self.stage, self.revealed = "comparing", True
        self.names_shown = self.names_shown or (early and len(self.submitted()) < 3)  # else each has consented
