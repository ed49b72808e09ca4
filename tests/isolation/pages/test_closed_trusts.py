"""A trust that has closed is read and not changed: every form of every address, by everybody who may send it otherwise.

The import cancels what is unfinished as well; here it is not, so that each refusal is the closing's own.
"""

from types import SimpleNamespace

import pytest
from django.db import connection, transaction
from django.http import HttpResponse

from accounts.models import Trust
from accounts.refusals import CLOSED
from accounts.register.models import RegisteredTrust
from tests.isolation.pages.asking import ROLES, account_of, browser, written_since
from tests.isolation.pages.bodies import body_for, version_for
from tests.isolation.pages.routes import address, routes
from tests.isolation.pages.rows import Row, rows
from tests.isolation.pages.worlds import World
from wellschool.database.testing.base import as_role

WRITTEN = [
    (row, role)
    for row in rows("writing")
    for role, status in zip(ROLES, row.statuses, strict=True)
    if "+" in status and "trust_slug" in routes()[row.name]
]
OF_YST = "it is YST's, about the trust"
STAYS_OPEN = {
    "accounts:removal_create": "people may leave, and be removed",
    "accounts:withdrawal_create": "an invitation must not stand for ever",
    "reviews:report_create": "reports of what was agreed are made as before",
    "reviews:report_again_create": "reports of what was agreed are made as before",
    "reviews:report_retry_create": "reports of what was agreed are made as before",
    "reviews:assignment_update": OF_YST,
    "reviews:support_level_update": OF_YST,
    "reviews:support_note_create": OF_YST,
    "reviews:support_note_update": OF_YST,
}
WORDS = (CLOSED, "This trust has closed")


def close(trust: Trust) -> int:
    """As the register says it, and nothing else of what an import does; what is written later has higher numbers."""
    with as_role(connection, "wellschool_migrate"), connection.cursor() as cursor:
        closed = RegisteredTrust.objects.create(
            group_uid=99, group_id="TR09999", name=trust.name, kind="multi", status="closed", schools=9
        )
        Trust.objects.filter(pk=trust.pk).update(registered=closed)
        cursor.execute("select xmin::text::bigint from accounts_trust where id = %s", [trust.pk])
        return cursor.fetchone()[0]


def sent(world: World, row: Row, role: str) -> tuple[HttpResponse, set[str], bool]:
    """The answer to a page opened before the trust closed, what was written, and whether the closing was named."""
    client, place = browser(world, row.stage, role), world.places[row.stage]
    user = account_of(world, row.stage, role)
    place = SimpleNamespace(**vars(place), person=user.pk if user else 0, login="x@nowhere.example")
    url, body = address(row.name, place), body_for(row.route, place)
    body = {**body, **version_for(row.route, url, place, [client])}
    with transaction.atomic():
        before = close(world.casts[row.stage].trust)
        answer = client.post(url, body)
        wrote = written_since(before) - {"accounts_auditevent"}
        followed = client.get(answer["Location"]) if answer.status_code == 302 else answer
        transaction.set_rollback(True)
    return answer, wrote, any(words in followed.content.decode() for words in WORDS)


@pytest.mark.parametrize(("row", "role"), WRITTEN, ids=str)
def test_nothing_changes_in_a_closed_trust(undone: World, row: Row, role: str) -> None:
    answer, wrote, is_named = sent(undone, row, role)

    assert answer.status_code < 500
    if row.name in STAYS_OPEN:
        assert wrote
    else:
        assert wrote == set()
        assert is_named


def test_what_stays_open_is_written_otherwise() -> None:
    assert {row.name for row, _ in WRITTEN} >= STAYS_OPEN.keys()
