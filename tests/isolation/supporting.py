"""What the world has of YST's support: levels and notes of trusts, shown and not; exports made, waiting and old."""

from accounts.isolation.roles import as_database_role
from accounts.models import YstPerson
from reviews.portfolio.export_models import PortfolioExport, PortfolioFile
from reviews.portfolio.models import SupportNote
from reviews.portfolio.operations import NoteContent, set_support_level, write_note
from tests.builders import NOON, Cast, acting

VISIT = NoteContent("visit", NOON.date(), "secret-note of a visit", shown_to_trust=False)
SHOWN = NoteContent("call", NOON.date(), "What we agreed on the telephone.", shown_to_trust=True)


def support(manager: YstPerson, advisor: YstPerson, shared: Cast, stepless: Cast, named: Cast) -> None:
    """Shared and Stepless are the advisor's, Named is not. In each a note is hidden and one is shown."""
    for person, cast in ((advisor, shared), (advisor, stepless), (manager, named)):
        with acting(person):
            set_support_level(trust=cast.trust, level="close", by=person, at=NOON)
            for content in (VISIT, SHOWN):
                write_note(trust=cast.trust, content=content, by=person, at=NOON)
    with acting(manager):
        first = SupportNote.objects.get(trust=shared.trust, shown_to_trust=True)
        write_note(trust=shared.trust, content=SHOWN, corrects=first.uuid, by=manager, at=NOON)


def exports(manager: YstPerson, advisor: YstPerson, shared: Cast) -> None:
    """Of the advisor one is done, one waits, one is old; of the manager one is done."""
    with as_database_role("wellschool_migrate"):
        snapshot = shared.review.snapshots.get()
        for person, status in ((advisor, "done"), (advisor, "queued"), (advisor, "expired"), (manager, "done")):
            export = PortfolioExport.objects.create(requested_by_id=person.user_id, format="xlsx", status=status)
            if status != "queued":
                PortfolioFile.objects.create(
                    export=export, requested_by_id=person.user_id, trust_ids=[shared.trust.pk],
                    snapshot_ids=[snapshot.pk], content=b"PK",
                )  # fmt: skip
