"""Beside every stored name of a person stands their key, and the database writes it: nobody signs for somebody else."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import models

from accounts.isolation.policies import Trigger
from accounts.name_columns import NameColumn
from accounts.operations import remove_member
from frameworks.content import content_of
from reviews.lifecycle import Stage
from reviews.meeting.models import Meeting
from reviews.plan.models import StepUpdate
from reviews.plan.operations import StepContent, add_next_step
from reviews.review.models.agreed_level import AgreedLevel
from reviews.review.models.consent import Consent
from reviews.review.models.reviewer import EarlyShowing
from reviews.review.models.snapshot import Reopening, Snapshot, SnapshotStep
from reviews.review.operations.agreeing import agree_statement
from tests.builders import NOON, Cast, acting, agree_all, finish, reopen, review_at, share, standing
from tests.isolation.furnishing import follow_up_again, meet, plan

OURS = [model for app in ("accounts", "frameworks", "reviews") for model in apps.get_app_config(app).get_models()]
# names that are no person's, or of somebody who has no account and is found by their address
NO_PERSON = {"register_name"}
ELSEWHERE = {
    "owner_name": "owner"
}  # a name for an owner who is nobody's account stands beside the key of those who are


def stored_names() -> list[tuple[type[models.Model], str]]:
    """Every column that keeps who did something by name."""
    return [
        (model, field.name)
        for model in OURS
        for field in model._meta.get_fields()
        if isinstance(field, NameColumn) and field.name.endswith("_name") and field.name not in NO_PERSON
    ]


@pytest.mark.parametrize(("model", "column"), stored_names(), ids=lambda value: getattr(value, "__name__", value))
def test_a_stored_name_has_its_persons_key_beside_it(model: type[models.Model], column: str) -> None:
    key = ELSEWHERE.get(column, column.removesuffix("_name"))
    fields = {field.name for field in model._meta.get_fields()}
    assert {key, f"{key}_id"} & fields


def test_the_keys_of_what_is_done_in_a_trust_are_written_by_the_database() -> None:
    signed = {
        (m.__name__, t.argument) for m in OURS for t in m._meta.constraints if isinstance(t, Trigger) and t.argument
    }
    assert signed == {
        ("AgreedLevel", "agreed_by_id"), ("Meeting", "opened_by_id"), ("Meeting", "closed_by_id"),
        ("StepUpdate", "by_id"), ("Consent", "chosen_by_id"), ("EarlyShowing", "by_id"), ("Reopening", "by_id"),
    }  # fmt: skip


def test_whoever_acts_is_kept_by_key(cast: Cast) -> None:
    review = review_at(cast, Stage.AGREED)
    with acting(cast.executive):
        snapshot = Snapshot.objects.get(review=review)
        assert (snapshot.signed_off_by, snapshot.signed_off_by_name) == (cast.executive, "Tom Ellis")
        assert {row["member"] for row in snapshot.independence["reviewers"]} == {
            cast.lead.pk, cast.colleague.pk, cast.second.pk,
        }  # fmt: skip
        assert set(AgreedLevel.objects.values_list("agreed_by_id", flat=True)) == {cast.lead.pk}
    share(cast)
    reopen(cast)
    with acting(cast.executive):
        assert Consent.objects.get().chosen_by == cast.executive
        assert Reopening.objects.get().by == cast.executive


def test_agreeing_again_is_signed_by_whoever_agreed_last(cast: Cast) -> None:
    review = review_at(cast, Stage.AGREED)
    reopen(cast)
    first = content_of(review.version_id).by_code["1.1"]
    with acting(cast.colleague):
        now = AgreedLevel.objects.get(review=review, statement_id=first.id)
        agree_statement(
            statement=first, level=3, rationale="Seen.", left_open_reason="", why="", dissent="", expected=now.version,
            by=standing(cast.colleague, cast.review), at=NOON + timedelta(hours=7),
        )  # fmt: skip
        assert AgreedLevel.objects.get(pk=now.pk).agreed_by == cast.colleague


def test_a_meeting_and_a_step_say_who(cast: Cast) -> None:
    review_at(cast, Stage.COMPARING)
    meet(cast, ended=True)
    plan(cast)
    follow_up_again(cast)
    with acting(cast.lead):
        meeting = Meeting.objects.get()
        assert meeting.opened_by is not None
        assert meeting.closed_by is not None
        names = StepUpdate.objects.values_list("by__name", "by_name")
        assert all(by == name for by, name in names)


def test_a_step_is_signed_off_with_the_key_of_its_owner(cast: Cast) -> None:
    review = review_at(cast, Stage.COMPARING)
    with acting(cast.lead):
        content = StepContent("Ask.", content_of(review.version_id).by_code["1.1"].id, owner_id=cast.bystander.pk)
        add_next_step(content=content, by=standing(cast.lead, review), at=NOON)
    agree_all(cast)
    finish(cast)
    with acting(cast.trustee):
        step = SnapshotStep.objects.get()
        assert (step.owner, step.owner_name) == (cast.bystander, "Maya Lund")


def test_nobody_signs_for_somebody_else(cast: Cast) -> None:
    review = review_at(cast, Stage.COMPARING)
    first = content_of(review.version_id).by_code["1.1"]
    with acting(cast.colleague):
        made = AgreedLevel.objects.create(
            trust=cast.trust,
            review=review,
            statement_id=first.id,
            level=1,
            agreed_by=cast.lead,
            agreed_by_name="Priya Nair",
        )
        made.refresh_from_db()
        assert made.agreed_by == cast.colleague


def test_what_the_database_did_by_itself_is_signed_by_nobody(cast: Cast) -> None:
    review_at(cast, Stage.RATING)
    with acting(cast.lead):
        remove_member(member=cast.colleague, by=cast.lead, at=NOON + timedelta(hours=3))
        showing = EarlyShowing.objects.get()
        assert (showing.by, showing.by_name) == (None, "")
