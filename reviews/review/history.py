"""What earlier cycles agreed."""

from reviews.review.models.snapshot import SnapshotLevel


def last_levels_of(previous_id: int | None) -> dict[int, int]:
    """The agreed level of each statement in an earlier review, as last signed off; empty without one.

    Shown for a statement only after the person has answered it.
    """
    if previous_id is None:
        return {}
    rows = (
        SnapshotLevel.objects.filter(snapshot__review_id=previous_id, level__isnull=False)
        .order_by("snapshot__number")
        .values_list("statement_id", "level")
    )
    return {statement: level for statement, level in rows if level}
