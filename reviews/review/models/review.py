"""A self-review of one trust, from its set-up to its sign-off."""

from uuid import uuid4

from django.db import models
from django.urls import reverse
from django.utils import timezone

from accounts.isolation.policies import (
    MEMBERS,
    RELEASER,
    SHUFFLER,
    WORKER,
    YST,
    AlsoReads,
    CompositeForeignKey,
    Grant,
    Policy,
    RowSecurity,
    Trigger,
    among,
)
from accounts.models import Membership
from accounts.name_columns import NameColumn
from accounts.register.models import IMPORTING
from frameworks.models import Framework, FrameworkVersion
from reviews.calendar import Term, year_words
from reviews.lifecycle import OPEN_STAGES, Stage
from reviews.review.models.columns import trust_key

# sql/stages.sql and sql/reviewers.sql hold the same, tests/reviews/review/test_one_place.py that they do
FEWEST_FOR_HIDDEN_NAMES = 3
MOST_REVIEWERS = 8


BY_PEOPLE = "isolation.job() is distinct from 'register'"
BY_IMPORT = "isolation.job() = 'register'"


CLOSED_TRUSTS = (
    "select t.id from accounts_trust t join accounts_registeredtrust r on r.id = t.registered_id "
    "where r.status = 'closed'"
)
OF_A_CLOSED_TRUST = f"{IMPORTING} and trust_id in ({CLOSED_TRUSTS})"


class ReviewQuerySet(models.QuerySet["Review"]):
    """Filters named as adjectives."""

    def open(self) -> "ReviewQuerySet":
        """Neither signed off nor cancelled."""
        return self.filter(stage__in=OPEN_STAGES)

    def for_trust(self, trust_id: int) -> "ReviewQuerySet":
        return self.filter(trust_id=trust_id)


# by name, so without xmax: each save locks the review's row, which would tell that somebody is rating
REVIEW_COLUMNS = [
    "id", "trust_id", "uuid", "framework_id", "version_id", "previous_id", "title", "academic_year", "term", "stage",
    "due_on", "names_shown", "names_asked_at", "created_at", "created_by_id", "rating_at", "revealed_at",
    "signed_off_at", "reopened_at", "cancelled_at",
]  # fmt: skip


class Review(models.Model):
    """One self-review. `revealed_at` is set once and for good, when everyone's ratings are shown."""

    trust = trust_key()
    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    version = models.ForeignKey(FrameworkVersion, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    previous = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+", db_constraint=False)
    title = NameColumn(max_length=120)
    academic_year = models.PositiveSmallIntegerField()  # the year in which it begins
    term = models.CharField(max_length=10, choices=Term.choices, default=Term.YEAR)
    stage = models.CharField(max_length=10, choices=[(s.value, s.label) for s in Stage], default=Stage.DRAFT)
    due_on = models.DateField(null=True, blank=True)  # only reminds
    names_shown = models.BooleanField(default=False)
    names_asked_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    rating_at = models.DateTimeField(null=True)
    revealed_at = models.DateTimeField(null=True)
    signed_off_at = models.DateTimeField(null=True)  # the latest
    reopened_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["id", "trust"], name="review_id_trust"),
            models.CheckConstraint(condition=models.Q(stage__in=list(Stage)), name="review_stage_known"),
            models.CheckConstraint(condition=models.Q(term__in=Term.values), name="review_term_known"),
            models.CheckConstraint(
                condition=~models.Q(stage__in=[Stage.RATING, Stage.COMPARING, Stage.AGREED])
                | models.Q(rating_at__isnull=False),
                name="review_rating_at_from_rating",
            ),
            models.CheckConstraint(
                condition=~models.Q(stage__in=[Stage.COMPARING, Stage.AGREED]) | models.Q(revealed_at__isnull=False),
                name="review_revealed_at_from_comparing",
            ),
            models.CheckConstraint(
                condition=~models.Q(stage__in=[Stage.DRAFT, Stage.RATING]) | models.Q(revealed_at__isnull=True),
                name="review_revealed_at_not_before",
            ),
            models.CheckConstraint(
                condition=models.Q(stage=Stage.CANCELLED, cancelled_at__isnull=False)
                | (~models.Q(stage=Stage.CANCELLED) & models.Q(cancelled_at__isnull=True)),
                name="review_cancelled_at_with_stage",
            ),
            models.CheckConstraint(
                condition=~models.Q(stage=Stage.AGREED) | models.Q(signed_off_at__isnull=False),
                name="review_signed_off_at_with_stage",
            ),
            CompositeForeignKey(name="review_trust_exists", columns=["trust_id"], table="accounts_trust", to=["id"]),
            CompositeForeignKey(
                name="review_version_of_framework",
                columns=["version_id", "framework_id"],
                table="frameworks_frameworkversion",
                to=["id", "framework_id"],
            ),
            models.UniqueConstraint(
                fields=["trust", "framework"],
                condition=models.Q(stage__in=OPEN_STAGES, signed_off_at__isnull=True),
                name="review_one_open_of_a_framework",
            ),
            CompositeForeignKey(
                name="review_created_by_in_trust",
                columns=["created_by_id", "trust_id"],
                table="accounts_membership",
                to=["id", "trust_id"],
            ),
            CompositeForeignKey(
                name="review_previous_in_trust",
                columns=["previous_id", "trust_id"],
                table="reviews_review",
                to=["id", "trust_id"],
            ),
            RowSecurity(guard=("select", "update")),
            Policy("of_the_trust", "select", among("trust_id", "member_trusts()")),
            Policy("set_up", "insert", check=among("trust_id", "lead_trusts()")),
            Policy(
                "steer",
                "update",
                among("trust_id", "steering_trusts()"),
                among("trust_id", "steering_trusts()"),
            ),
            Policy("of_yst", "select", among("trust_id", "yst_trusts()"), to=YST),
            Policy("shuffled", "select", "true", to=SHUFFLER),
            Policy("seen_by_import", "select", OF_A_CLOSED_TRUST, to=WORKER),
            Policy("ended_by_import", "update", OF_A_CLOSED_TRUST, OF_A_CLOSED_TRUST, WORKER),
            Grant("select", MEMBERS, REVIEW_COLUMNS),
            Grant("insert", MEMBERS),
            Grant(
                "update",
                MEMBERS,
                [
                    "title",
                    "due_on",
                    "academic_year",
                    "term",
                    "stage",
                    "names_shown",
                    "names_asked_at",
                    "rating_at",
                    "revealed_at",
                    "signed_off_at",
                    "reopened_at",
                    "cancelled_at",
                ],
            ),
            Grant(
                "select",
                YST,
                [
                    "id",
                    "trust_id",
                    "stage",
                    "due_on",
                    "rating_at",
                    "revealed_at",
                    "signed_off_at",
                    "reopened_at",
                    "cancelled_at",
                    "created_at",
                    "version_id",
                    "academic_year",
                    "term",
                ],
            ),
            Grant("select", SHUFFLER),
            AlsoReads(name="review_for_releases", to=RELEASER, columns=["id", "trust_id", "version_id", "stage"]),
            Trigger("closed_guard", before="insert or update", when=BY_PEOPLE),
            Trigger("stage_guard", before="insert or update", when=BY_PEOPLE),
            Trigger("closing_guard", before="insert or update", when=BY_IMPORT),
            Trigger("make_seed", after="update"),
            Trigger("make_snapshot", after="update"),
        ]
        indexes = [models.Index(fields=["trust", "stage"], name="review_by_trust_stage")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("reviews:review_detail", args=[self.trust.slug, self.uuid])

    @property
    def is_revealed(self) -> bool:
        """Everyone's ratings have been shown."""
        return self.revealed_at is not None

    @property
    def stage_words(self) -> str:
        """The stage in the words of the screen."""
        return Stage(self.stage).label

    @property
    def year_words(self) -> str:
        """The academic year as schools write it, with the term if there is one: 2026/27, autumn term."""
        return year_words(self.academic_year, self.term)
