"""Recording who did what. No rule reads it; screens show it to lead and executives."""

from datetime import datetime

from accounts.models import AuditEvent, Membership, YstPerson


def record(
    event: str,
    *,
    by: Membership | YstPerson | None,
    at: datetime,
    trust_id: int | None,
    target: str = "",
    **details: object,
) -> None:
    """Add one event, named noun.past_verb. Details never hold a rating or a note."""
    AuditEvent.objects.create(
        trust_id=trust_id,
        at=at,
        by_id=by.user_id if by else None,
        by_name=by.name if by else "",
        event=event,
        target=target,
        details=details,
    )
