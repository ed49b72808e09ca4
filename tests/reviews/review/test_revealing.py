"""Showing everyone's ratings: every rule of the product, with what it refuses and what it lets pass."""

import pytest

from accounts.operations import remove_member
from accounts.refusals import NotAllowed, Refused
from reviews.lifecycle import Stage
from reviews.review.blinding import people_of, shown_ratings
from reviews.review.models.rating import Rating
from reviews.review.models.review import Review
from reviews.review.models.reviewer import EarlyShowing, EarlyShowingNote, Reviewer
from reviews.review.operations.revealing import (
    NamesStillHidden,
    NotEveryoneSubmitted,
    answer_about_names,
    ask_about_names,
    reveal_ratings,
)
from reviews.review.operations.setting_up import ReasonMissing, add_reviewer, remove_reviewer
from tests.builders import NOON, Cast, acting, draft, rate, reveal, standing, start, submit


def begin(cast: Cast, *reviewers: str, submitted: tuple[str, ...], names_shown: bool = False) -> Cast:
    """A review being rated in which these have submitted and the others have rated half."""
    draft(cast, reviewers, names_shown=names_shown)
    start(cast)
    for who in reviewers:
        rate(cast, who, only=None if who in submitted else range(20))
    submit(cast, *submitted)
    return cast


def stage(cast: Cast) -> str:
    with acting(cast.lead):
        return Review.objects.get(pk=cast.review.pk).stage


def test_once_all_have_submitted_the_lead_shows(cast: Cast) -> None:
    begin(cast, "lead", "colleague", "second", submitted=("lead", "colleague", "second"))
    reveal(cast)

    assert stage(cast) == Stage.COMPARING


@pytest.mark.parametrize("who", ["executive", "colleague", "bystander", "trustee"])
def test_only_a_lead_shows(cast: Cast, who: str) -> None:
    begin(cast, "lead", "colleague", "second", submitted=("lead", "colleague", "second"))

    with acting(cast.people[who]), pytest.raises(NotAllowed):
        reveal_ratings(by=standing(cast.people[who], cast.review), at=NOON)


def test_early_needs_a_reason(cast: Cast) -> None:
    begin(cast, "lead", "colleague", "second", "executive", submitted=("lead", "colleague", "second"))
    with pytest.raises(NotEveryoneSubmitted):
        reveal(cast)

    reveal(cast, early_reason="away", note="Back in March.")
    with acting(cast.colleague):
        assert EarlyShowing.objects.get().reason == "away"
        assert not EarlyShowingNote.objects.exists()
    with acting(cast.executive):
        assert EarlyShowingNote.objects.get().text == "Back in March."


def test_early_needs_two_who_have_submitted(cast: Cast) -> None:
    begin(cast, "lead", "colleague", submitted=("lead",), names_shown=True)

    with pytest.raises(Refused, match="At least two"):
        reveal(cast, early_reason="away")


def test_a_lead_who_rates_must_have_submitted(cast: Cast) -> None:
    begin(cast, "lead", "colleague", "second", "executive", submitted=("colleague", "second", "executive"))

    with pytest.raises(Refused, match="Priya Nair leads and rates"):
        reveal(cast, early_reason="away")


def test_with_names_hidden_early_needs_three(cast: Cast) -> None:
    begin(cast, "lead", "colleague", "second", submitted=("lead", "colleague"))

    with pytest.raises(NamesStillHidden):
        reveal(cast, early_reason="away")


def ask(cast: Cast) -> None:
    with acting(cast.lead):
        ask_about_names(by=standing(cast.lead, cast.review), at=NOON)


def agree_to_names(cast: Cast, who: str, agrees: bool = True) -> None:
    with acting(cast.people[who]):
        answer_about_names(by=standing(cast.people[who], cast.review), at=NOON, agrees=agrees)


def test_or_that_each_who_has_submitted_agrees_to_names(cast: Cast) -> None:
    begin(cast, "lead", "colleague", "second", submitted=("lead", "colleague"))
    ask(cast)
    agree_to_names(cast, "lead")
    with pytest.raises(NamesStillHidden):
        reveal(cast, early_reason="away")

    agree_to_names(cast, "colleague")
    reveal(cast, early_reason="away")
    with acting(cast.lead):
        review = Review.objects.get(pk=cast.review.pk)
        assert review.names_shown
        assert {r.who for r in shown_ratings(review, people_of(review))[0]} == {"Priya Nair", "Sarah Okafor"}


def test_a_refusal_keeps_names_hidden(cast: Cast) -> None:
    begin(cast, "lead", "colleague", "second", submitted=("lead", "colleague"))
    ask(cast)
    agree_to_names(cast, "lead")
    agree_to_names(cast, "colleague", agrees=False)

    with pytest.raises(NamesStillHidden):
        reveal(cast, early_reason="away")


def test_only_those_who_submitted_answer_about_names(cast: Cast) -> None:
    begin(cast, "lead", "colleague", "second", submitted=("lead", "colleague"))
    ask(cast)

    with pytest.raises(NotAllowed):
        agree_to_names(cast, "second")


def test_unsubmitted_ratings_stay_private_and_are_left_out(cast: Cast) -> None:
    begin(cast, "lead", "colleague", "second", "executive", submitted=("lead", "colleague", "executive"))
    reveal(cast, early_reason="meeting")

    with acting(cast.lead):
        review = Review.objects.get(pk=cast.review.pk)
        ratings, _ = shown_ratings(review, people_of(review))
        assert {r.who for r in ratings if r.who} == {"Colleague A", "Colleague B", "Colleague C"}
    with acting(cast.second):
        assert Rating.objects.count() == 20


def test_removing_a_reviewer_while_rating_needs_a_reason_and_counts_as_early(cast: Cast) -> None:
    begin(cast, "lead", "colleague", "second", submitted=("lead", "colleague"))
    with acting(cast.lead):
        by = standing(cast.lead, cast.review)
        gone = Reviewer.objects.select_related("membership").get(review=cast.review, membership=cast.second)
        with pytest.raises(ReasonMissing):
            remove_reviewer(reviewer=gone, by=by, at=NOON)
        remove_reviewer(reviewer=gone, by=by, at=NOON, reason="left")

    with pytest.raises(NamesStillHidden):
        reveal(cast)


def test_one_who_has_submitted_cannot_be_removed(cast: Cast) -> None:
    begin(cast, "lead", "colleague", "second", submitted=("colleague",))

    with acting(cast.lead):
        reviewer = Reviewer.objects.select_related("membership").get(review=cast.review, membership=cast.colleague)
        by = standing(cast.lead, cast.review)
        with pytest.raises(Refused, match="stay in the review"):
            remove_reviewer(reviewer=reviewer, by=by, at=NOON, reason="other")


def test_leaving_the_trust_takes_an_unsubmitted_reviewer_out_for_the_reason_left(cast: Cast) -> None:
    begin(cast, "lead", "colleague", "second", submitted=("lead",))
    with acting(cast.lead):
        remove_member(member=cast.second, by=cast.lead, at=NOON)
        reviewer = Reviewer.objects.get(review=cast.review, membership=cast.second)
        assert (reviewer.withdrawn, reviewer.removed_while_rating) == (True, True)
        assert EarlyShowing.objects.get().reason == "left"


def test_one_who_has_submitted_stays_in_on_leaving_the_trust(cast: Cast) -> None:
    begin(cast, "lead", "colleague", "second", submitted=("lead", "colleague", "second"))
    with acting(cast.lead):
        remove_member(member=cast.second, by=cast.lead, at=NOON)
    reveal(cast)

    with acting(cast.lead):
        review = Review.objects.get(pk=cast.review.pk)
        ratings, _ = shown_ratings(review, people_of(review))
    assert {r.who for r in ratings if r.who} == {"Colleague A", "Colleague B", "Colleague C"}


def test_a_reviewer_can_be_added_while_rating(cast: Cast) -> None:
    begin(cast, "lead", "colleague", "second", submitted=("lead",))
    with acting(cast.lead):
        add_reviewer(member=cast.executive, by=standing(cast.lead, cast.review), at=NOON)
    rate(cast, "executive")
    submit(cast, "executive")

    with acting(cast.lead):
        assert Reviewer.objects.submitted().count() == 2


def test_one_reviewer_is_one_persons_view(cast: Cast) -> None:
    begin(cast, "lead", submitted=("lead",))
    reveal(cast)

    with acting(cast.executive):
        review = Review.objects.get(pk=cast.review.pk)
        assert review.names_shown
        assert len(shown_ratings(review, people_of(review))[0]) == 42
