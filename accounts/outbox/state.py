"""Whether emails go out, for those who should know. Counts and times; no address, no trust."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from accounts.outbox.service_models import THE_ONE, MailService

SILENT_FOR = timedelta(minutes=5)  # the job looks for emails every two seconds, and says so once a minute


@dataclass(frozen=True)
class MailTrouble:
    """Emails do not go out: since when, how many wait if that is known, and whether nothing even tries."""

    since: datetime
    waiting: int | None = None
    is_silent: bool = False


def mail_trouble(*, at: datetime, counted: bool = False) -> MailTrouble | None:
    """What is wrong with sending, or nothing. `counted` is for programme managers: others may not read how many."""
    columns = ("seen_at", "failures", "failing_since", *(("waiting",) if counted else ()))
    service = MailService.objects.filter(pk=THE_ONE).only(*columns).first()
    if service is None or service.seen_at is None:
        return None  # none was ever sent here
    if service.is_failing and service.failing_since:
        return MailTrouble(service.failing_since, service.waiting if counted else None)
    if service.seen_at < at - SILENT_FOR:
        return MailTrouble(service.seen_at, is_silent=True)
    return None
