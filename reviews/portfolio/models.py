"""How closely YST supports a trust, and notes of visits and calls. Results of a review are in neither."""

from uuid import uuid4

from django.db import models
from django.db.models.functions import Length, Now
from django.db.models.lookups import LessThanOrEqual
from django.utils import timezone

from accounts.isolation.policies import MEMBERS, YST, CompositeForeignKey, Grant, Policy, RowSecurity, among
from accounts.models import User
from accounts.name_columns import NameColumn
from reviews.review.models.columns import trust_key

LOOKED_AFTER = among("trust_id", "yst_trusts()")
OF_MEMBERS = among("trust_id", "member_trusts()")
ME = "(select isolation.uid())"
LONGEST_NOTE = 4000  # characters
NOTE = ["trust_id", "uuid", "kind", "happened_on", "text", "shown_to_trust"]
WRITTEN = ["written_by_name", "written_at", "changed_at"]


def trust_exists(table: str) -> CompositeForeignKey:
    """The trust is there: the plain key has no constraint, as others' tables."""
    return CompositeForeignKey(name=f"{table}_trust_exists", columns=["trust_id"], table="accounts_trust", to=["id"])


class Support(models.TextChoices):
    """In proportion to need, as an advisor or a programme manager sees it."""

    LIGHT = "light", "Light"
    REGULAR = "regular", "Regular"
    CLOSE = "close", "Close"


class SupportLevel(models.Model):
    """One choice of how closely a trust is supported. The newest holds; the trust's members see it."""

    trust = trust_key()
    level = models.CharField(max_length=10, choices=Support.choices)
    set_at = models.DateTimeField(default=timezone.now)
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    set_by_name = NameColumn(max_length=100)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(level__in=Support.values), name="supportlevel_known"),
            trust_exists("supportlevel"),
            RowSecurity(),
            Policy("of_yst", "select", LOOKED_AFTER, to=YST),
            Policy("set_it", "insert", check=f"{LOOKED_AFTER} and set_by_id = {ME}", to=YST),
            Policy("of_members", "select", OF_MEMBERS),
            Grant("select, insert", YST),
            Grant("select", MEMBERS, ["id", "trust_id", "level", "set_at", "set_by_name"]),
        ]
        indexes = [models.Index(fields=["trust", "-id"], name="supportlevel_newest")]


class NoteKind(models.TextChoices):
    """What a note is about."""

    VISIT = "visit", "Visit"
    CALL = "call", "Call"
    OFFER = "offer", "Help offered"
    OTHER = "other", "Something else"


class SupportNote(models.Model):
    """A note of an advisor or a programme manager: theirs to change for a day, then corrected by a new one.

    `written_at` is the database's: nobody chooses it. A correction is shown to whom the corrected note is shown.
    """

    trust = trust_key()
    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=10, choices=NoteKind.choices)
    happened_on = models.DateField()
    text = models.TextField(max_length=LONGEST_NOTE)
    shown_to_trust = models.BooleanField(default=False)
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="correction", db_constraint=False
    )
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_by_name = NameColumn(max_length=100)
    written_at = models.DateTimeField(db_default=Now())
    changed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["id", "trust", "shown_to_trust"], name="supportnote_id_trust_shown"),
            models.CheckConstraint(condition=models.Q(kind__in=NoteKind.values), name="supportnote_kind_known"),
            models.CheckConstraint(condition=~models.Q(text=""), name="supportnote_has_text"),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("text"), LONGEST_NOTE), name="supportnote_not_too_long"
            ),
            trust_exists("supportnote"),
            CompositeForeignKey(
                name="supportnote_corrects_its_like",
                columns=["corrects_id", "trust_id", "shown_to_trust"],
                table="reviews_supportnote",
                to=["id", "trust_id", "shown_to_trust"],
            ),
            RowSecurity(),
            Policy("of_yst", "select", LOOKED_AFTER, to=YST),
            Policy(
                "write",
                "insert",
                check=f"{LOOKED_AFTER} and written_by_id = {ME} and written_at = statement_timestamp()",
                to=YST,
            ),
            Policy(
                "change",
                "update",
                f"{LOOKED_AFTER} and written_by_id = {ME} and written_at > now() - interval '1 day'",
                f"{LOOKED_AFTER} and written_by_id = {ME}",
                YST,
            ),
            Policy("shown", "select", f"shown_to_trust and {OF_MEMBERS}"),
            Grant("select, insert", YST),
            Grant("update", YST, ["kind", "happened_on", "text", "shown_to_trust", "changed_at"]),
            Grant("select", MEMBERS, ["id", *NOTE, "corrects_id", *WRITTEN]),
        ]
        indexes = [models.Index(fields=["trust", "-happened_on", "-id"], name="supportnote_newest")]
