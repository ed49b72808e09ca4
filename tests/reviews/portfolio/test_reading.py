"""What the portfolio reads of each trust, the newest of everything; and what it counts of what they agreed."""

from datetime import date

import pytest

from accounts.models import Trust, YstPerson
from accounts.operations import end_assignment
from frameworks.content import Content, content_of, newest_version_id
from reviews.lifecycle import Stage
from reviews.portfolio import Sharing, heat_table, needs_of, portfolio_rows, sharing_of
from reviews.portfolio.heat import HeatCell
from reviews.portfolio.operations import set_support_level
from reviews.portfolio.rows import PortfolioRow, Shared
from reviews.review.models.snapshot import Snapshot, SnapshotLevel
from tests.builders import NOON, acting, assign_advisor, review_at, share, trust_with, yst_person
from tests.reviews.portfolio.test_filters import row

DAY = date(2026, 7, 1)


@pytest.fixture
def content(manager: YstPerson) -> Content:
    with acting(manager):
        return content_of(newest_version_id())


def only_row(manager: YstPerson) -> PortfolioRow:
    with acting(manager):
        (found,) = portfolio_rows(Trust.objects.all(), today=NOON.date(), with_advisors=True)
    return found


def test_the_newest_results_that_are_shared_count(manager: YstPerson, content: Content) -> None:
    cast = trust_with(manager, "alder")
    shared = []
    for _ in range(2):
        review_at(cast, Stage.AGREED)
        share(cast)
        shared.append(only_row(manager).shared)
    with acting(manager):
        ids = sorted(Snapshot.objects.values_list("pk", flat=True))
        (sharing,) = sharing_of([only_row(manager)], content)
        agreed = SnapshotLevel.objects.filter(snapshot_id=ids[-1], level__isnull=False)
        stored = dict(agreed.values_list("statement_id", "level"))

    assert [one and one.snapshot_id for one in shared] == ids
    assert len(ids) == 2
    assert {statement: level for level, found in sharing.agreed.items() for statement in found} == stored
    assert stored


def test_what_another_version_says_is_not_compared(manager: YstPerson, content: Content) -> None:
    other = Shared(snapshot_id=1, version_id=content.version_id + 1, signed_off_on=DAY)
    with acting(manager):
        assert sharing_of([row(shared=other), row()], content) == []


def test_the_newest_level_of_support_counts(manager: YstPerson) -> None:
    cast = trust_with(manager, "alder")
    for level in ("close", "light"):
        with acting(manager):
            set_support_level(trust=cast.trust, level=level, by=manager, at=NOON)

    assert only_row(manager).support == "light"


def test_those_who_look_after_it_now_are_named_in_their_order(manager: YstPerson) -> None:
    cast = trust_with(manager, "alder")
    advisors = [yst_person(name) for name in ("Vi Asante", "Bo Adair", "Cy Moss")]
    with acting(manager):
        for advisor in advisors:
            assign_advisor(trust=cast.trust, advisor=advisor, by=manager, at=NOON)
        end_assignment(trust=cast.trust, advisor=advisors[2], by=manager, at=NOON)

    assert only_row(manager).advisors == ("Bo Adair", "Vi Asante")


def test_a_cell_counts_what_is_in_place_and_what_was_left_open(content: Content) -> None:
    first, *others = content.domains
    one, two, three, *_ = (statement.id for statement in first.statements)
    table = heat_table([Sharing(row(name="a"), DAY, {1: [one], 2: [two], 3: [three]})], content)
    ((_, signed_off, cells),) = table.rows

    assert signed_off == DAY
    assert cells[0] == HeatCell(2, len(first.statements), len(first.statements) - 3)
    assert list(cells[1:]) == [HeatCell(0, len(d.statements), len(d.statements)) for d in others]


def test_what_most_trusts_need_comes_first_and_what_one_alone_needs_not(content: Content) -> None:
    one, two, three, four, *_ = content.statements
    agreed = {"a": [four.id, three.id, two.id], "b": [two.id, three.id], "c": [three.id, one.id], "d": [four.id]}
    sharing = [Sharing(row(name=name), DAY, {1: ids, 2: [one.id]}) for name, ids in agreed.items()]
    needs = needs_of(sharing, content)

    assert [(need.statement, "".join(r.name for r in need.trusts)) for need in needs] == [
        (three, "abc"), (two, "ab"), (four, "ad"),
    ]  # fmt: skip
    assert needs_of(sharing, content, most=1) == needs[:1]
