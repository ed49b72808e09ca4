"""One change of a trust's people at a time."""

from accounts.models import Trust


def hold(trust_id: int) -> None:
    """Lock the trust's row until the end of the transaction, before any row of its people: accepting does the same."""
    Trust.objects.select_for_update(no_key=True).filter(pk=trust_id).values_list("pk").first()
