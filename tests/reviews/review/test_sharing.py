"""What YST sees: nothing until an executive chooses, and nothing from the next query after they withdraw."""

import pytest

from accounts.models import Trust, YstPerson
from accounts.operations import assign_advisor, end_assignment
from accounts.refusals import NotAllowed
from frameworks.content import content_of, newest_version_id
from reviews.lifecycle import Stage
from reviews.portfolio import PortfolioRow, heat_table, portfolio_rows, sharing_of, trust_seen
from reviews.review.models.consent import Consent
from reviews.review.operations.sharing import choose_sharing
from tests.builders import NOON, Cast, acting, review_at, share, standing, yst_person


@pytest.fixture
def advisor(cast: Cast, manager: YstPerson) -> YstPerson:
    review_at(cast, Stage.AGREED)
    person = yst_person("Vi Asante")
    with acting(manager):
        assign_advisor(trust=cast.trust, advisor=person, by=manager, at=NOON)
    return person


def rows_of(person: YstPerson) -> list[PortfolioRow]:
    with acting(person):
        return portfolio_rows(Trust.objects.all(), today=NOON.date(), with_advisors=False)


def seen(person: YstPerson, cast: Cast) -> tuple[bool, bool]:
    """Whether this person sees agreed levels, and next steps."""
    with acting(person):
        results = trust_seen(cast.trust).results
        return results is not None, bool(results and results.steps_shared)


def test_stage_is_seen_and_results_are_not_until_shared(cast: Cast, advisor: YstPerson) -> None:
    (row,) = rows_of(advisor)
    assert (row.name, row.stage, row.shares) == ("Thistledown Trust", Stage.AGREED, False)
    assert seen(advisor, cast) == (False, False)


def test_levels_then_steps_then_nothing_as_the_executive_chooses(cast: Cast, advisor: YstPerson) -> None:
    share(cast, "agreed")
    assert seen(advisor, cast) == (True, False)
    share(cast, "agreed", steps=True)
    assert seen(advisor, cast) == (True, True)
    share(cast, "nothing")
    assert seen(advisor, cast) == (False, False)

    with acting(cast.trustee):
        assert list(Consent.objects.order_by("pk").values_list("choice", flat=True)) == ["agreed", "agreed", "nothing"]


def test_releases_alone_show_no_trust(cast: Cast, advisor: YstPerson) -> None:
    share(cast, "releases")
    assert seen(advisor, cast) == (False, False)


def test_an_advisor_sees_only_assigned_trusts(cast: Cast, advisor: YstPerson, manager: YstPerson) -> None:
    share(cast, "agreed")
    with acting(manager):
        end_assignment(trust=cast.trust, advisor=advisor, by=manager, at=NOON)

    assert seen(advisor, cast) == (False, False)
    assert rows_of(advisor) == []
    assert seen(manager, cast) == (True, False)


def test_the_heat_table_counts_established_and_embedded(cast: Cast, advisor: YstPerson) -> None:
    share(cast, "agreed")
    with acting(advisor):
        content = content_of(newest_version_id())
        table = heat_table(sharing_of(rows_of(advisor), content), content)
        rows = trust_seen(cast.trust).results.profile.rows

    _, signed_off, cells = table.rows[0]
    assert signed_off == NOON.date()
    assert [c.total for c in cells] == [6, 6, 9, 7, 5, 4, 5]
    assert sum(c.left_open for c in cells) == 42 - sum(row.agreed is not None for row in rows) > 0
    assert sum(c.count for c in cells) == sum(row.agreed is not None and row.agreed.value in (2, 3) for row in rows)


@pytest.mark.parametrize("who", ["lead", "colleague", "trustee"])
def test_only_an_executive_chooses(cast: Cast, advisor: YstPerson, who: str) -> None:
    with acting(cast.people[who]), pytest.raises(NotAllowed):
        choose_sharing(choice="agreed", steps_shared=False, by=standing(cast.people[who], cast.review), at=NOON)
