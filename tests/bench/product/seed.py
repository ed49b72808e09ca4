"""Fill the product as `wellschool_web` and write its requests: `python -m tests.bench.product.seed FOLDER`.

Trusts, people and reviews come through the operations. Ratings come a reviewer at a time in one statement, through
the same policies and triggers: one by one they would take most of the run.
"""

import pickle
import random
import sys
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402

from accounts.models import Role, User, YstPerson  # noqa: E402
from accounts.operations import assign_advisor  # noqa: E402
from frameworks.content import content_of  # noqa: E402
from reviews.meeting.operations import start_meeting  # noqa: E402
from reviews.review.operations.rating import Answer, save_rating  # noqa: E402
from tests import builders  # noqa: E402
from tests.bench.plans import Plan, write_plan  # noqa: E402
from tests.bench.product import report, requests  # noqa: E402

REVIEWERS = ("lead", "colleague", "second", "third", "fourth")
ROLES = {**dict.fromkeys(REVIEWERS, Role.COLLEAGUE), "lead": Role.LEAD, "executive": Role.EXECUTIVE}
FIRST_CYCLE, LATER_CYCLE = 20, 20  # trusts that are rating
NAMES_SHOWN, NAMES_HIDDEN = 5, 5  # trusts that are comparing
EVIDENCE = "Seen in the last audit, with minutes of the board."


def main(folder: Path) -> None:
    """All trusts, then a plan for each kind of request."""
    manager = YstPerson(user=requests.manager(), name="Max Hill", role="manager")
    first = [rating_trust(manager, f"first-{n}") for n in range(FIRST_CYCLE)]
    later = [rating_trust(manager, f"later-{n}", cycles=1) for n in range(LATER_CYCLE)]
    shown = [comparing_trust(manager, f"shown-{n}", names_shown=True) for n in range(NAMES_SHOWN)]
    hidden = [comparing_trust(manager, f"hidden-{n}", names_shown=False) for n in range(NAMES_HIDDEN)]
    chance = random.Random(7)
    write_plan(folder / "save.json", saves(first, chance))
    write_plan(folder / "save, later cycle.json", saves(later, chance))
    for name, casts in (("comparison", shown), ("comparison, hidden", hidden)):
        for how in ("", ", forgotten", ", new"):  # the same for servers that remember less
            write_plan(folder / f"{name}{how}.json", comparisons(casts))
    write_plan(folder / "poll.json", Plan("", [p for cast in hidden for p in requests.polls(cast)], status=204))
    write_plan(folder / "room.json", Plan("room-statement", [requests.room(cast) for cast in hidden]))
    looked_after_by(requests.advisor(), [*first, *later, *shown, *hidden], manager)
    write_plan(folder / "portfolio.json", Plan("All trusts", [requests.portfolio(requests.manager())]))
    write_plan(folder / "portfolio, advisor.json", Plan("Your trusts", [requests.portfolio(requests.advisor())]))
    write_plan(folder / "rating page.json", Plan('id="rate"', [requests.rating_page(c, "second") for c in first]))
    (folder / "report.pickle").write_bytes(pickle.dumps(report.contents(manager)))


def looked_after_by(advisor: User, casts: list[builders.Cast], manager: YstPerson) -> None:
    """All these trusts are assigned to the advisor."""
    with builders.acting(manager):
        person = YstPerson.objects.get(user=advisor)
        for cast in casts:
            assign_advisor(trust=cast.trust, advisor=person, by=manager, at=builders.NOON)


def rating_trust(manager: YstPerson, slug: str, *, cycles: int = 0) -> builders.Cast:
    """Five reviewers who have rated everything and not submitted; perhaps after a cycle that was signed off."""
    cast = builders.trust_with(manager, slug, ROLES)
    for _ in range(cycles):
        bring_to_comparing(cast, ("lead", "colleague"), names_shown=True)
        builders.agree_all(cast)
        builders.finish(cast)
        builders.share(cast)
    builders.draft(cast, REVIEWERS, names_shown=True)
    builders.start(cast)
    for who in REVIEWERS:
        rate(cast, who)
    return cast


def comparing_trust(manager: YstPerson, slug: str, *, names_shown: bool) -> builders.Cast:
    """Five reviewers' ratings, shown, each with a note."""
    cast = builders.trust_with(manager, slug, ROLES)
    bring_to_comparing(cast, REVIEWERS, names_shown=names_shown)
    with builders.acting(cast.lead):
        start_meeting(minutes=60, by=builders.standing(cast.lead, cast.review), at=builders.NOON)
    return cast


def bring_to_comparing(cast: builders.Cast, reviewers: tuple[str, ...], *, names_shown: bool) -> None:
    builders.draft(cast, reviewers, names_shown=names_shown)
    builders.start(cast)
    for who in reviewers:
        rate(cast, who)
    builders.submit(cast, *reviewers)
    builders.reveal(cast)


def rate(cast: builders.Cast, who: str) -> None:
    """Every statement, with a note."""
    levels = builders.PATTERNS.get(who, builders.PATTERNS["lead"])
    with builders.acting(cast.people[who]):
        for n, statement in enumerate(content_of(cast.review.version_id).statements):
            answer = Answer(levels(n), levels(n) is None, EVIDENCE)
            save_rating(review=cast.review.uuid, statement_id=statement.id, answer=answer, expected=0)


def saves(casts: list[builders.Cast], chance: random.Random) -> Plan:
    """Every reviewer's every statement, in no order."""
    made = [request for cast in casts for who in REVIEWERS for request in requests.saves(cast, who, chance)]
    chance.shuffle(made)
    return Plan('id="dock-progress"', made, header="X-Saved")


def comparisons(casts: list[builders.Cast]) -> Plan:
    """The page as lead, executive and reviewers open it."""
    made = [requests.comparison(cast, who) for who in ("lead", "colleague", "executive") for cast in casts]
    return Plan("Evidence and ideas", made)


if __name__ == "__main__":
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # nobody signs in by password here
    main(Path(sys.argv[1]))
