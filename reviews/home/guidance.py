"""What to do next in a review, for each person: one thing, in plain words, with one button."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, OuterRef, Q, Subquery
from django.urls import reverse

from accounts.models import look_up_invitations
from accounts.operations import has_accepted_terms
from accounts.promises import WHILE_RATING
from accounts.refusals import TERMS_FIRST
from frameworks.content import content_of
from reviews.design.parts import Milestone, milestones
from reviews.lifecycle import OPEN_STAGES, Stage
from reviews.meeting.models import Meeting
from reviews.review.blinding import answered_by
from reviews.review.comparison import settled_words
from reviews.review.models.review import Review
from reviews.review.models.reviewer import Reviewer
from reviews.review.permissions import Standing, can_agree, can_rate
from reviews.review.showing import showing_of


@dataclass(frozen=True)
class NextThing:
    """The one thing to do now. Without `url` there is nothing to press, only to know."""

    title: str
    text: str
    url: str = ""
    button: str = ""
    also_url: str = ""  # a second, quieter one
    also_button: str = ""


@dataclass(frozen=True)
class ReviewFacts:
    """What guidance needs to know of a review, as this person may know it."""

    total: int
    answered: int | None  # one's own; None for those who do not rate
    reviewers: tuple[Reviewer, ...]  # those taking part; empty for those who may not know
    agreed: int
    left_open: int
    terms_accepted: bool  # looked up in a draft only
    meeting_began: datetime | None = None  # the meeting that is running, for those who may take part

    @property
    def submitted(self) -> int:
        return sum(r.submitted for r in self.reviewers)

    @property
    def settled(self) -> int:
        """How many statements are agreed or left open with a reason."""
        return self.agreed + self.left_open

    @property
    def everyone_submitted(self) -> bool:
        return bool(self.reviewers) and self.submitted == len(self.reviewers)


SHOWN_STAGES = (
    (Stage.DRAFT, "Set up"),
    (Stage.RATING, "Rate"),
    (Stage.COMPARING, "Compare and agree"),
    (Stage.AGREED, "Signed off"),
)


def stages_of(review: Review) -> list[Milestone]:
    """The stages as steps to be drawn, each done, now or next; a cancelled review shows how far it came."""
    order, names = zip(*SHOWN_STAGES, strict=True)
    reached = Stage(review.stage)
    if reached is Stage.CANCELLED:
        reached = Stage.COMPARING if review.revealed_at else Stage.RATING if review.rating_at else Stage.DRAFT
    at = len(order) if reached is Stage.AGREED else order.index(reached)
    return milestones(names, at, here="now")


def facts_of(standing: Standing) -> ReviewFacts:
    """The facts, in at most four queries, and one more while somebody has not joined."""
    review = standing.review
    total = len(content_of(review.version_id).statements)
    answered = None
    if standing.reviewer and review.stage == Stage.RATING and standing.is_reviewer:
        answered = answered_by(standing.reviewer.pk)
    reviewers: tuple[Reviewer, ...] = ()
    if standing.is_of_the_comparison:
        rows = Reviewer.objects.filter(review=review).taking_part().select_related("membership")
        reviewers = tuple(rows.order_by("membership__name_key", "pk"))
        look_up_invitations(r.membership for r in reviewers)
    agreed, left_open, began = 0, 0, None
    if review.stage == Stage.COMPARING and standing.is_of_the_comparison:
        agreed, left_open, began = settled_and_meeting(review)
    accepted = review.stage != Stage.DRAFT or has_accepted_terms(review.trust_id)
    return ReviewFacts(total, answered, reviewers, agreed, left_open, accepted, began if can_agree(standing) else None)


def settled_and_meeting(review: Review) -> tuple[int, int, datetime | None]:
    """How many statements are agreed, how many left open, and when the open meeting began. One query."""
    is_agreed = Q(agreed_levels__level__isnull=False)
    is_open = Q(agreed_levels__level__isnull=True, agreed_levels__left_open_reason__gt="")
    open_one = Meeting.objects.filter(review=OuterRef("pk"), closed_at__isnull=True)
    found = Review.objects.filter(pk=review.pk).values("pk").annotate(
        agreed=Count("agreed_levels", filter=is_agreed), left_open=Count("agreed_levels", filter=is_open),
        began=Subquery(open_one.values("opened_at")),
    )  # fmt: skip
    return found.values_list("agreed", "left_open", "began").get()


def next_thing(standing: Standing, facts: ReviewFacts) -> NextThing:
    """The one thing this person does next in this review."""
    if standing.member.trust.is_closed and standing.review.stage in OPEN_STAGES:
        return NextThing("This trust has closed", "What was signed off can be read. Nothing more can be agreed.")
    by_stage = {
        Stage.DRAFT: _in_draft,
        Stage.RATING: _while_rating,
        Stage.COMPARING: _while_comparing,
        Stage.AGREED: _when_agreed,
        Stage.CANCELLED: _when_cancelled,
    }
    return by_stage[Stage(standing.review.stage)](standing, facts)


def _url(standing: Standing, name: str, *more: object) -> str:
    return reverse(f"reviews:{name}", args=[standing.member.trust.slug, standing.review.uuid, *more])


def _in_draft(standing: Standing, facts: ReviewFacts) -> NextThing:
    terms = reverse("accounts:terms_acceptance", args=[standing.member.trust.slug])
    if standing.member.is_executive and not facts.terms_accepted:
        return NextThing("Accept the terms", TERMS_FIRST, terms, "Read the terms")
    if not standing.member.is_lead:
        return NextThing("It is being set up", "You will hear by email when rating starts.")
    if not facts.reviewers:
        return NextThing(
            "Choose who rates",
            "Two or three senior colleagues work best.",
            _url(standing, "review_update"),
            "Choose reviewers",
        )
    if not facts.terms_accepted:
        words = f"{TERMS_FIRST} Executives who have joined were told by email."
        return NextThing("An executive accepts the terms first", words, terms, "See the terms")
    return NextThing(
        "Ready to start",
        "Check the set-up, then start rating for everyone. Every reviewer gets an email.",
        _url(standing, "start_create"),
        "Check and start rating",
    )


def _while_rating(standing: Standing, facts: ReviewFacts) -> NextThing:
    if can_rate(standing) and facts.answered is not None:
        if facts.answered == facts.total:
            return NextThing(
                "All statements are answered",
                "Check your answers, then submit them.",
                _url(standing, "answer_list"),
                "Check your answers",
            )
        button = "Continue rating" if facts.answered else "Rate the first domain"
        return NextThing(
            f"{facts.answered} of {facts.total} answered",
            # before the first answer the page says it in full, above
            f"Your answers are saved as you make them.{f' {WHILE_RATING}' if facts.answered else ''}",
            _url(standing, "rating_continue"),
            button,
        )
    if standing.member.is_lead:
        if facts.everyone_submitted:
            return _when_all_have_submitted(standing)
        return NextThing(
            f"{facts.submitted} of {len(facts.reviewers)} have submitted",
            "You see who has submitted, and nothing more, until everyone’s ratings are shown.",
        )
    if standing.is_reviewer:
        return NextThing("You have submitted", "You will hear by email when everyone’s ratings are shown.")
    return NextThing("Colleagues are rating", "There is nothing for you to do yet.")


def _when_all_have_submitted(standing: Standing) -> NextThing:
    """For the lead: to show ratings, or to see what that takes, where somebody was removed."""
    showing, url = showing_of(standing.review), _url(standing, "reveal_create")
    if showing.not_yet:
        return NextThing("Everyone who takes part has submitted", showing.not_yet, url, "See what showing takes")
    if showing.waits_for_names:
        return NextThing(
            "Everyone who takes part has submitted",
            "Names are hidden and fewer than three have submitted, so each of them must agree to names being shown.",
            url,
            "See what showing takes",
        )
    return NextThing("Everyone has submitted", "You can show everyone’s ratings now.", url, "Show everyone’s ratings")


def _while_comparing(standing: Standing, facts: ReviewFacts) -> NextThing:
    if not standing.is_of_the_comparison:
        return NextThing(
            "Colleagues are comparing and agreeing", "You can read the agreed levels once they are signed off."
        )
    words = settled_words(facts.agreed, facts.left_open, facts.total)
    if facts.settled == facts.total:
        if standing.member.is_executive:
            return NextThing(
                words,
                "Check what will be signed off, then sign it off.",
                _url(standing, "sign_off_create"),
                "Check and sign off",
            )
        return NextThing(
            words,
            "An executive can sign the review off now.",
            _url(standing, "comparison_detail"),
            "Look at the comparison",
        )
    return NextThing(
        words,
        "Compare ratings, most split first, and agree a level for each.",
        _url(standing, "comparison_detail"),
        "Compare and agree",
    )


def _when_agreed(standing: Standing, facts: ReviewFacts) -> NextThing:
    closed = standing.member.trust.is_closed
    return NextThing(
        "Signed off",
        f"Read what was agreed, {'' if closed else 'follow up the next steps, '}or make a report for your board.",
        _url(standing, "results_detail"),
        "See what we agreed",
        _url(standing, "report_list"),
        "Make a report",
    )


def _when_cancelled(standing: Standing, facts: ReviewFacts) -> NextThing:
    return NextThing("This self-review was cancelled", "It stays here as it was. Nobody can change it.")
