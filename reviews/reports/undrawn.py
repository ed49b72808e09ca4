"""Which signs of a review's texts cannot be printed, and where they stand: said before a report is made."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from frameworks.content import content_of
from reviews.design.typefaces import undrawn
from reviews.plan.models import NextStep
from reviews.review.blinding import people_of, shown_ratings
from reviews.review.models.agreed_level import AgreedLevel
from reviews.review.models.reviewer import Reviewer
from reviews.review.permissions import Standing

MOST = 10  # that are named


@dataclass(frozen=True)
class Undrawn:
    """A sign that no typeface of a report has, with its name, and where it stands first."""

    sign: str
    where: str

    @property
    def words(self) -> str:
        """The sign as people can look for it: itself, its name and its number."""
        name = unicodedata.name(self.sign, "a sign without a name").lower()
        return f"{self.sign} ({name}, U+{ord(self.sign):04X}) in {self.where}"


def undrawn_signs(standing: Standing) -> list[Undrawn]:
    """Of the texts that this person may see, each sign that would be printed as a square, once."""
    found: dict[str, str] = {}
    for where, text in _texts(standing):
        for sign in undrawn(text):
            found.setdefault(sign, where)
    return [Undrawn(sign, where) for sign, where in found.items()][:MOST]


def _texts(standing: Standing) -> Iterator[tuple[str, str]]:
    """Where and what; the policies leave what the acting person may see."""
    review = standing.review
    codes = content_of(review.version_id).by_id
    yield "the trust’s name", standing.member.trust.name
    yield "the title", review.title
    people = Reviewer.objects.filter(review=review)
    for name, job in people.values_list("membership__name", "membership__job_title"):
        yield f"the name of {name}", name
        yield f"the job title of {name}", job
    steps = NextStep.objects.filter(review=review).select_related("owner")
    for step in steps:
        about = f"statement {codes[step.statement_id].code}" if step.statement_id else "a domain"
        yield f"a next step of {about}", step.text
        yield f"who leads a next step of {about}", step.leader
    levels = AgreedLevel.objects.filter(review=review)
    for statement, *texts in levels.values_list("statement_id", "rationale", "left_open_reason"):
        for text in texts:
            yield f"what was agreed of statement {codes[statement].code}", text
    if standing.is_of_the_comparison and review.is_revealed:
        for rating in shown_ratings(review, people_of(review))[0]:
            yield f"a note on statement {codes[rating.statement_id].code}", rating.note + rating.suggestion
