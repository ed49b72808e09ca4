"""What can be chosen, who may open what was chosen, and how it is printed; and the questions for a board."""

from dataclasses import replace
from pathlib import Path

import pytest

from reviews.reports import Choices, ReportContent, audience_of, made_with, settled
from reviews.reports.kinds import Audience, Kind
from reviews.reports.questions import RULES, questions_for
from reviews.review.steps import Step, StepStatus
from tests.reviews.reports.conftest import Made

ALL = Choices(ratings=True, notes=True, differences=True, names=True, large=True)


@pytest.mark.parametrize(
    ("kind", "choices", "draft", "audience"),
    [
        (Kind.FULL, Choices(), False, Audience.MEMBERS),
        (Kind.FULL, Choices(ratings=True), False, Audience.COMPARISON),
        (Kind.FULL, Choices(notes=True), False, Audience.COMPARISON),
        (Kind.FULL, Choices(differences=True), False, Audience.COMPARISON),
        (Kind.FULL, Choices(), True, Audience.COMPARISON),
        (Kind.BOARD, Choices(), False, Audience.MEMBERS),
        (Kind.WHOLE, Choices(notes=True), False, Audience.COMPARISON),
        (Kind.PROGRESS, Choices(), False, Audience.MEMBERS),
        (Kind.BLANK, Choices(), True, Audience.MEMBERS),
        (Kind.ANSWERS, Choices(), False, Audience.OWN),
    ],
)
def test_it_is_open_to_the_narrowest_of_what_is_in_it(
    kind: Kind, choices: Choices, draft: bool, audience: Audience
) -> None:
    assert audience_of(kind, choices, draft=draft) == audience


def test_ratings_are_always_for_those_of_the_comparison() -> None:
    choices = settled(Kind.RATINGS, Choices(), names_shown=True)

    assert audience_of(Kind.RATINGS, choices, draft=False) == Audience.COMPARISON


@pytest.mark.parametrize("kind", [Kind.BOARD, Kind.LEVELS, Kind.PLAN, Kind.PROGRESS, Kind.ANSWERS, Kind.BLANK])
def test_a_kind_takes_only_what_it_offers(kind: Kind) -> None:
    left = settled(kind, ALL, names_shown=True)

    assert not left.is_telling
    assert not left.names
    assert left.parts == ()


def test_names_are_left_out_where_the_review_hides_them() -> None:
    assert settled(Kind.FULL, ALL, names_shown=True).names
    assert not settled(Kind.FULL, ALL, names_shown=False).names
    assert not settled(Kind.FULL, Choices(names=True), names_shown=True).names


def test_choices_are_kept_and_read_back() -> None:
    assert Choices.from_json(ALL.to_json()) == ALL
    assert Choices.from_json({}) == Choices(parts=(), logo=False)


def test_choices_are_printed_in_a_sentence_or_two() -> None:
    words = made_with(Kind.FULL, Choices(parts=("plan",), ratings=True, large=True), has_logo=False)

    assert words.startswith("This report was made with next steps, individual ratings, no names and large print.")
    assert "It was made without notes and suggestions, where views differed and why, change since" in words
    assert made_with(Kind.PLAN, Choices(logo=False)) == ""


# -- questions ---------------------------------------------------------------------------------------------------------


def asked(content: ReportContent) -> str:
    return " ".join(questions_for(content))


def test_there_are_three_to_five_questions(rich: Made, poor: Made) -> None:
    for content in (rich.content, poor.content, settled_all(rich.content, 2), settled_all(rich.content, 3)):
        assert 3 <= len(questions_for(content)) <= 5


def settled_all(content: ReportContent, level: int, **changes: object) -> ReportContent:
    """Every statement at this level, nothing planned and nothing before."""
    values = {"agreed": content.scale.level(level), "left_open": "", "before": None, "steps": ()}
    domains = tuple(
        replace(d, steps=(), statements=tuple(replace(s, **values) for s in d.statements)) for d in content.domains
    )
    return replace(content, domains=domains, plan=(), change=None, **changes)


def test_what_is_left_open_comes_first_with_its_codes(rich: Made) -> None:
    assert questions_for(rich.content)[0].startswith("Three statements are left open (2.6, 4.5 and 7.4).")


def test_what_moved_down_is_asked_about_without_a_judgement(rich: Made) -> None:
    words = questions_for(rich.content)[1]

    assert words.startswith("Six statements are at an earlier level than in 2025/26 (1.6, 2.3, 3.9, 4.3 and 2 more).")
    assert "Has practice changed, or do we know more than we did?" in words


def test_the_domain_with_most_emerging_is_named(rich: Made) -> None:
    words = asked(settled_all(rich.content, 1))

    assert "In Strategic governance, 6 of 6 statements are Emerging." in words
    assert "Emerging statements (1.1, 1.2, 1.3, 1.4 and 38 more) have no next step." in words


def test_steps_without_anybody_or_a_date_are_asked_about(rich: Made) -> None:
    step = Step(1, 11, None, "1.1", "Do it.")
    content = settled_all(rich.content, 2)

    assert "One next step has nobody to lead or no date (1.1)." in asked(replace(content, plan=(step,)))
    done = replace(step, status=StepStatus.DONE)
    assert "nobody to lead" not in asked(replace(content, plan=(done,)))


def test_one_persons_view_and_embedded_practice_are_asked_about(poor: Made) -> None:
    assert "one person’s view" in asked(poor.content)
    assert "In High quality and inclusive education, 9 statements are Embedded." in asked(settled_all(poor.content, 3))


def test_every_rule_is_stated_where_people_read_it() -> None:
    words = (Path(__file__).parents[3] / "docs" / "reports.md").read_text()
    assert len([line for line in words.splitlines() if line[:2].rstrip(".").isdigit()]) == len(RULES) + 3
