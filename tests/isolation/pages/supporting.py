"""What addresses of YST's support name: a note that the trust is shown, and files of the portfolio."""

from types import SimpleNamespace

from django.db import connection

from accounts.models import Trust, YstPerson
from accounts.outbox.jobs import claim
from reviews.portfolio.export_job import EXPORTS
from reviews.portfolio.export_operations import request_export, store_export
from reviews.portfolio.models import SupportNote
from reviews.portfolio.operations import NoteContent, set_support_level, write_note
from tests.builders import NOON, acting
from wellschool.database.testing.base import as_role

CONTENT = NoteContent("visit", NOON.date(), "We offered a day with your sports leads.", shown_to_trust=True)
FILE = b"PK and the rest of a spreadsheet"


def support_place(manager: YstPerson, advisor: YstPerson, trust: Trust) -> SimpleNamespace:
    """The advisor's file of this trust is ready; another waits."""
    with acting(advisor):
        set_support_level(trust=trust, level="close", by=advisor, at=NOON)
        write_note(trust=trust, content=CONTENT, by=advisor, at=NOON)
        export = request_export(format="xlsx", filters="", by=advisor, at=NOON)
        waiting = request_export(format="pdf", filters="", by=advisor, at=NOON)
        note_id = SupportNote.objects.values_list("uuid", flat=True).get(trust=trust)
    with as_role(connection, "wellschool_worker"):
        held = claim(EXPORTS, pk=export.pk, at=NOON)
        store_export(held, content=FILE, trust_ids=[trust.pk], snapshot_ids=[], at=NOON)
    return SimpleNamespace(note_id=note_id, export_id=export.uuid, waiting_id=waiting.uuid, advisor_id=advisor.pk)
