"""Agreeing, signing off, reopening: a split is never pre-filled, nobody's change is overwritten, snapshots stay."""

import pytest

from accounts.models import Membership
from accounts.refusals import NotAllowed, Refused
from frameworks.content import content_of
from reviews.lifecycle import Stage
from reviews.plan.models import NextStep
from reviews.plan.operations import StepChangedElsewhere, StepContent, add_next_step, update_next_step
from reviews.review.comparison import comparison_of
from reviews.review.models.agreed_level import AgreedLevel, AgreementNote
from reviews.review.models.review import Review
from reviews.review.models.snapshot import Reopening, Snapshot, SnapshotLevel, SnapshotStep
from reviews.review.operations.agreeing import AgreedElsewhere, agree_statement, confirm_unanimous, leave_rest_open
from reviews.review.operations.signing_off import cancel_review, sign_off
from tests.builders import NOON, Cast, acting, agree_all, finish, reopen, review_at, standing


@pytest.fixture
def comparing(cast: Cast) -> Cast:
    review_at(cast, Stage.COMPARING)
    return cast


def agree(
    cast: Cast, member: Membership, level: int | None = 2, *, expected: int = 0, code: str = "1.1", **more: str
) -> AgreedLevel:
    """Agree one statement as somebody who is acting."""
    text = {"rationale": "Seen.", "left_open_reason": "", "why": "", "dissent": "", **more}
    statement = content_of(cast.review.version_id).by_code[code]
    by = standing(member, cast.review)
    return agree_statement(statement=statement, level=level, expected=expected, by=by, at=NOON, **text)


def test_confirming_together_settles_the_unanimous_and_no_split(comparing: Cast) -> None:
    with acting(comparing.lead):
        before = comparison_of(comparing.review)
        confirmed = confirm_unanimous(by=standing(comparing.lead, comparing.review), at=NOON)
        after = comparison_of(comparing.review)

    assert confirmed == len(before.proposed) > 0
    assert all(len(set(row.levels)) == 1 for row in after.rows if row.is_settled)
    assert not after.proposed


def test_confirming_together_leaves_what_somebody_settled(comparing: Cast) -> None:
    with acting(comparing.lead):
        code = comparison_of(comparing.review).proposed[0].statement.code
        agree(comparing, comparing.lead, 1, code=code, rationale="We talked.")
        confirm_unanimous(by=standing(comparing.lead, comparing.review), at=NOON)
        row = comparison_of(comparing.review).row_for(code)

    assert (row.agreed.level, row.agreed.rationale) == (1, "We talked.")


def test_two_people_on_one_statement_the_second_is_told(comparing: Cast) -> None:
    with acting(comparing.lead):
        agree(comparing, comparing.lead, 2, rationale="First.")
    with acting(comparing.executive), pytest.raises(AgreedElsewhere) as conflict:
        agree(comparing, comparing.executive, 3, rationale="Second.")

    assert (conflict.value.now.level, conflict.value.now.rationale) == (2, "First.")
    assert "Priya Nair" in conflict.value.words


def test_a_level_nobody_chose_needs_a_rationale(comparing: Cast) -> None:
    with acting(comparing.lead):
        row = next(
            r for r in comparison_of(comparing.review).rows if set(r.levels) == {1, 2} or set(r.levels) == {1, 3}
        )
        nobody = ({1, 2, 3} - set(row.levels)).pop()
        with pytest.raises(Refused, match="Nobody chose this level"):
            agree(comparing, comparing.lead, nobody, code=row.statement.code, rationale=" ")
        assert agree(comparing, comparing.lead, nobody, code=row.statement.code).level == nobody


def test_why_and_dissent_are_for_the_comparison_only(cast: Cast) -> None:
    review_at(cast, Stage.AGREED)
    with acting(cast.second):
        assert AgreementNote.objects.get(statement__number=1, statement__domain__number=1).dissent
    for who in (cast.trustee, cast.bystander):
        with acting(who):
            assert not AgreementNote.objects.exists()
            assert AgreedLevel.objects.count() == 42


@pytest.mark.parametrize("who", ["bystander", "trustee"])
def test_those_outside_the_comparison_cannot_agree(comparing: Cast, who: str) -> None:
    with acting(comparing.people[who]), pytest.raises(NotAllowed):
        agree(comparing, comparing.people[who])


def test_a_sign_off_needs_every_statement_settled(comparing: Cast) -> None:
    with acting(comparing.executive):
        by = standing(comparing.executive, comparing.review)
        with pytest.raises(Refused, match="neither agreed nor left open"):
            sign_off(by=by, at=NOON)
        assert leave_rest_open(reason="Next term.", by=by, at=NOON) == 42
        sign_off(by=by, at=NOON)
        assert Snapshot.objects.get().number == 1


def test_only_an_executive_signs_off(comparing: Cast) -> None:
    agree_all(comparing)
    with acting(comparing.lead), pytest.raises(NotAllowed):
        sign_off(by=standing(comparing.lead, comparing.review), at=NOON)


def test_a_snapshot_holds_what_was_agreed_and_how_the_review_was_done(comparing: Cast) -> None:
    agree_all(comparing)
    statement = content_of(comparing.review.version_id).by_code["1.1"]
    with acting(comparing.lead):
        content = StepContent(text="Train a second lead.", statement_id=statement.id, owner_id=comparing.second.pk)
        add_next_step(content=content, by=standing(comparing.lead, comparing.review), at=NOON)
    finish(comparing)

    with acting(comparing.trustee):
        snapshot = Snapshot.objects.get()
        level = SnapshotLevel.objects.get(snapshot=snapshot, statement_id=statement.id)
        assert (level.level, level.rationale) == (2, "Seen in nine schools of ten.")
        assert SnapshotStep.objects.get().owner_name == "Joe Bennett"
        assert [r["name"] for r in snapshot.independence["reviewers"]] == ["Joe Bennett", "Priya Nair", "Sarah Okafor"]


def test_reopening_keeps_the_snapshot_and_the_next_sign_off_makes_another(cast: Cast) -> None:
    review_at(cast, Stage.AGREED)
    reopen(cast)
    with acting(cast.lead):
        now = AgreedLevel.objects.get(statement__number=1, statement__domain__number=1)
        agree(cast, cast.lead, 3, expected=now.version, rationale="We had forgotten a school.")
    with acting(cast.trustee):
        assert SnapshotLevel.objects.get(statement__number=1, statement__domain__number=1).level == 2
        assert not AgreedLevel.objects.exists()
    finish(cast)

    with acting(cast.trustee):
        rows = SnapshotLevel.objects.filter(statement__number=1, statement__domain__number=1)
        assert list(rows.order_by("snapshot__number").values_list("level", flat=True)) == [2, 3]
    with acting(cast.lead):
        assert Reopening.objects.get().reason == "One school was left out."


def test_nothing_is_agreed_after_the_sign_off(cast: Cast) -> None:
    review_at(cast, Stage.AGREED)
    with acting(cast.lead), pytest.raises(NotAllowed):
        agree(cast, cast.lead, 3, expected=1)


def test_a_signed_off_review_cannot_be_cancelled_even_when_reopened(cast: Cast) -> None:
    review_at(cast, Stage.AGREED)
    reopen(cast)
    with acting(cast.lead), pytest.raises(Refused, match="signed off cannot be cancelled"):
        cancel_review(by=standing(cast.lead, cast.review), at=NOON)
    with acting(cast.lead):
        assert Review.objects.get(pk=cast.review.pk).stage == Stage.COMPARING


def test_a_next_step_changed_by_two_people_keeps_the_first(comparing: Cast) -> None:
    statement = content_of(comparing.review.version_id).by_code["1.1"]
    with acting(comparing.lead):
        by = standing(comparing.lead, comparing.review)
        step = add_next_step(content=StepContent("One.", statement_id=statement.id), by=by, at=NOON)
        update_next_step(step=step, content=StepContent("Two.", statement_id=statement.id), expected=1, by=by, at=NOON)
        with pytest.raises(StepChangedElsewhere):
            update_next_step(step=step, content=StepContent("Three."), expected=1, by=by, at=NOON)
        assert NextStep.objects.get().text == "Two."
