"""What a report reads of a review: one snapshot, as the acting person, and never a rating."""

from datetime import datetime

import pytest
from pytest_django import DjangoAssertNumQueries

from frameworks.content import content_of
from reviews.design.charts import DomainChange, DomainLevels
from reviews.reports import read_content
from reviews.review.models.review import Review
from reviews.review.models.snapshot import Snapshot
from reviews.review.operations.signing_off import reopen_review, sign_off
from tests.builders import Cast, acting, standing, trust_with, yst_person
from tests.reviews.reports.conftest import Made
from tests.reviews.reports.worlds import Agreed, order, read, signed_off

NOW = datetime.fromisoformat("2026-11-21T11:00Z")
LATER = datetime.fromisoformat("2026-12-04T11:00Z")


@pytest.fixture
def cast(db: None) -> Cast:
    return trust_with(yst_person("Max Hill", "manager"), "thistledown")


def test_it_names_trust_review_year_and_who_signed_it_off(rich: Made) -> None:
    content = rich.content

    assert (content.trust, content.title, content.year) == (
        "Thistledown Schools Trust",
        "Autumn self-review",
        "2026/27",
    )
    assert (content.signed_off_by, content.signed_off_at) == ("Tom Ellis", NOW)
    assert content.rated_by == "Three colleagues answered the statements independently before levels were agreed."


def test_levels_are_counted_for_the_whole_and_by_domain(rich: Made) -> None:
    content = rich.content

    assert content.tally == {1: 14, 2: 23, 3: 2, None: 3}
    assert content.level_rows[1] == DomainLevels(2, "Expert ethical leadership", (2, 3, 0), left_open=1)
    assert sum(row.total for row in content.level_rows) == content.statement_count == 42


def test_no_word_of_a_rating_note_or_dissent_is_read(rich: Made) -> None:
    assert "zebra" not in repr(rich.content)


def test_next_steps_are_sorted_soonest_first(rich: Made) -> None:
    assert [(step.due, step.about) for step in rich.content.plan] == [
        ("Autumn, second half 2026/27", "Domain 4"),
        ("28 February 2027", "2.5"),
        ("Spring, second half 2026/27", "1.5"),
        ("30 April 2027", "1.6"),
        ("20 July 2027", "1.1"),
        ("Summer, second half 2026/27", "3.4"),
        ("No date set", "7.2"),
    ]


def test_a_next_step_stands_with_its_statement_or_with_its_domain(rich: Made) -> None:
    first, fourth = rich.content.domains[0], rich.content.domains[3]

    assert [s.code for s in first.statements if s.steps] == ["1.1", "1.5", "1.6"]
    assert [step.owner for step in fourth.steps] == ["Llŷr Ŵyn-Jones"]
    assert not any(s.steps for s in fourth.statements)


def test_change_counts_only_statements_with_a_level_both_times(rich: Made) -> None:
    change = rich.content.change

    assert change.since == "2025/26"
    assert (change.up, change.same, change.down, change.of) == (16, 12, 6, 34)
    assert change.rows[0] == DomainChange(1, "Strategic governance", then=2, now=4, of=5)
    assert sum(row.of for row in change.rows) == 34


def test_a_statement_that_moved_says_what_it_was(rich: Made) -> None:
    moved = {s.code: s.before.name for s in rich.content.domains[0].statements if s.before}

    assert moved == {"1.2": "Emerging", "1.4": "Emerging", "1.5": "Emerging", "1.6": "Established"}


def test_a_first_review_has_no_change(poor: Made) -> None:
    assert poor.content.change is None


def test_a_review_signed_off_later_is_not_compared_with(cast: Cast) -> None:
    first = signed_off(cast, lambda n, s: Agreed(1), year=2025, on=NOW)
    second = signed_off(cast, lambda n, s: Agreed(2), on=LATER)

    assert read(cast, first).change is None
    assert read(cast, second).change.up == 42


def test_a_review_signed_off_again_compares_with_the_last_cycle_and_names_the_earlier_sign_off(cast: Cast) -> None:
    signed_off(cast, lambda n, s: Agreed(1), year=2025, on=NOW)
    signed_off(cast, lambda n, s: Agreed(2), on=NOW)
    with acting(cast.executive):
        reopen_review(reason="One school was left out.", by=standing(cast.executive, cast.review), at=LATER)
        sign_off(by=standing(cast.executive, cast.review), at=LATER)
        again = Snapshot.objects.get(review=cast.review, number=2)

    content = read(cast, again)

    assert content.earlier_sign_offs == (NOW,)
    assert content.change.up == 42


def test_it_takes_at_most_eight_queries(cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    signed_off(cast, lambda n, s: Agreed(1), year=2025, on=NOW)
    snapshot = signed_off(cast, lambda n, s: Agreed(2), on=LATER)
    content_of(cast.review.version_id)

    with acting(cast.trustee), django_assert_max_num_queries(8):
        read_content(order(cast, snapshot))


def test_a_snapshot_of_another_trust_is_never_read(cast: Cast) -> None:
    other = trust_with(yst_person("Mia Hill", "manager"), "saltmarsh")
    snapshot = signed_off(other, lambda n, s: None, on=NOW)

    for trust in (other.trust, cast.trust):
        with acting(cast.trustee), pytest.raises((Snapshot.DoesNotExist, Review.DoesNotExist)):
            read_content(order(cast, snapshot, trust_id=trust.pk))


def test_a_stranger_reads_nothing(cast: Cast) -> None:
    snapshot = signed_off(cast, lambda n, s: None, on=NOW)

    with pytest.raises(Review.DoesNotExist):
        read_content(order(cast, snapshot))
