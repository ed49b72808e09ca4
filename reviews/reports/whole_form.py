"""The form of a whole review as data, as docs/review.schema.json documents it: names and types, in their order."""

from typing import Required, TypedDict

from reviews.reports.kinds import KeptChoices


class ReviewData(TypedDict):
    """The review, and how it was done."""

    title: str
    year: str
    stage: str
    signed_off_on: str | None
    signed_off_by: str | None
    names_shown: bool
    independence: list[str]


class LevelData(TypedDict):
    """A level of the scale."""

    value: int
    name: str
    description: str


class PillarData(TypedDict):
    """A pillar of the framework."""

    name: str
    tagline: str
    strands: list[str]


class DomainData(TypedDict):
    """A domain of the framework, with the name of its pillar."""

    number: int
    title: str
    description: str
    pillar: str | None


class FrameworkData(TypedDict):
    """The version of the framework."""

    name: str
    levels: list[LevelData]
    pillars: list[PillarData]
    domains: list[DomainData]


class StatementData(TypedDict):
    """A statement with what was agreed."""

    code: str
    text: str
    domain: int
    level: int | None
    rationale: str
    left_open: str
    level_last_time: int | None


class StepData(TypedDict):
    """A next step."""

    about: str
    text: str
    owner: str
    due_on: str | None
    half_term: str | None
    priority: str
    status: str


class RatingData(TypedDict):
    """What one reviewer gave, of what was chosen."""

    who: str | None
    level: str | None
    evidence: str
    suggestion: str


class ComparedData(TypedDict, total=False):
    """How colleagues saw one statement, of what was chosen."""

    code: Required[str]
    counts: dict[str, int]
    cant_say: int
    ratings: list[RatingData]
    how_far_apart: str
    why_views_differed: str | None
    dissent: str | None


WholeReview = TypedDict(
    "WholeReview",
    {
        "$schema": str,
        "version": int,
        "for_whom": str,
        "made_with": KeptChoices,
        "trust": str,
        "review": ReviewData,
        "framework": FrameworkData,
        "last_review": str | None,
        "statements": list[StatementData],
        "next_steps": list[StepData],
        "comparison": list[ComparedData] | None,
    },
)
