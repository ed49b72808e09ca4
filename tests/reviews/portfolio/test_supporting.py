"""Support and notes: who writes and reads them, for how long they change, and what the trust is told."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.models import AuditEvent, Membership, YstPerson
from reviews.portfolio.models import SupportNote
from reviews.portfolio.operations import NoteContent, set_support_level, write_note
from tests.builders import NOON, Cast, acting, assign_advisor, yst_person
from tests.filling import version_in
from tests.signing_in import sign_in
from wellschool.database.testing.base import as_role

BODY = {"kind": "visit", "happened_on": "2026-11-02", "text": "We looked at clubs.\nThey want a course."}


@pytest.fixture
def advisor(cast: Cast, manager: YstPerson) -> YstPerson:
    person = yst_person("Vi Asante")
    with acting(manager):
        assign_advisor(trust=cast.trust, advisor=person, by=manager, at=NOON)
    return person


def url(name: str, cast: Cast, *more: object) -> str:
    return reverse(f"reviews:{name}", args=[cast.trust.slug, *more])


def post(person: YstPerson | Membership, address: str, body: dict[str, str]) -> int:
    client = sign_in(Client(), person.user)
    return client.post(address, {**version_in(client.get(address)), **body}).status_code


def read(person: YstPerson | Membership, address: str) -> str:
    return sign_in(Client(), person.user).get(address).content.decode()


def only_note() -> SupportNote:
    with as_role(connection, "wellschool_migrate"):
        return SupportNote.objects.get()


def grow_old(hours: int) -> None:
    """Notes were written so many hours ago, by the database's clock."""
    with as_role(connection, "wellschool_migrate"), connection.cursor() as cursor:
        cursor.execute("update reviews_supportnote set written_at = written_at - %s", [timedelta(hours=hours)])


def test_a_note_is_seen_by_yst_and_not_by_the_trust(cast: Cast, advisor: YstPerson, manager: YstPerson) -> None:
    assert post(advisor, url("support_note_create", cast), BODY) == 302

    for person in (advisor, manager):
        assert "They want a course." in read(person, url("portfolio_trust_detail", cast))
    assert "They want a course." not in read(cast.lead, url("support_detail", cast))


def test_a_note_that_is_shown_is_read_by_every_member(cast: Cast, advisor: YstPerson) -> None:
    post(advisor, url("support_note_create", cast), {**BODY, "shown_to_trust": "on"})

    for who in ("lead", "trustee", "bystander"):
        page = read(cast.people[who], url("support_detail", cast))
        assert "They want a course." in page
        assert "Vi Asante" in page


def test_an_advisor_of_other_trusts_finds_nothing(cast: Cast, advisor: YstPerson) -> None:
    post(advisor, url("support_note_create", cast), BODY)
    other, note = yst_person("Una Moss"), only_note()

    for name in ("support_note_create", "support_level_update", "portfolio_trust_detail"):
        assert sign_in(Client(), other.user).get(url(name, cast)).status_code == 404
    assert post(other, url("support_note_create", cast), BODY) == 404
    assert post(other, url("support_note_update", cast, note.uuid), BODY) == 404


def test_its_author_changes_it_for_a_day(cast: Cast, advisor: YstPerson) -> None:
    post(advisor, url("support_note_create", cast), BODY)
    note = only_note()
    assert post(advisor, url("support_note_update", cast, note.uuid), {**BODY, "text": "Changed."}) == 302
    assert only_note().text == "Changed."
    grow_old(25)

    assert post(advisor, url("support_note_update", cast, note.uuid), {**BODY, "text": "Too late."}) == 422
    assert only_note().text == "Changed."


def test_nobody_else_changes_it(cast: Cast, advisor: YstPerson, manager: YstPerson) -> None:
    post(advisor, url("support_note_create", cast), BODY)
    note = only_note()

    assert post(manager, url("support_note_update", cast, note.uuid), {**BODY, "text": "Mine."}) == 422
    assert only_note().text.startswith("We looked")


def test_after_that_it_is_corrected_by_a_new_one_for_the_same_readers(
    cast: Cast, advisor: YstPerson, manager: YstPerson
) -> None:
    post(advisor, url("support_note_create", cast), {**BODY, "shown_to_trust": "on"})
    note = only_note()
    correcting = f"{url('support_note_create', cast)}?corrects={note.uuid}"
    assert post(manager, correcting, {**BODY, "text": "It was two courses."}) == 302

    page = read(cast.trustee, url("support_detail", cast))
    assert "It was two courses." in page
    assert "by a newer note" in page
    assert post(advisor, correcting, {**BODY, "text": "Again."}) == 422
    assert post(advisor, url("support_note_update", cast, note.uuid), BODY) == 422


def test_a_correction_of_a_note_elsewhere_is_not_found(cast: Cast, advisor: YstPerson) -> None:
    for what in ("nonsense", "00000000-0000-4000-8000-000000000000"):
        assert post(advisor, f"{url('support_note_create', cast)}?corrects={what}", BODY) == 404


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": ""}, {"text": "x" * 4001}, {"text": "\0"}, {"kind": "party"},
        {"happened_on": "2126-01-01"}, {"happened_on": "0001-01-01"}, {"happened_on": ""},
    ],
)  # fmt: skip
def test_a_note_that_cannot_be_is_refused(cast: Cast, advisor: YstPerson, wrong: dict[str, str]) -> None:
    assert post(advisor, url("support_note_create", cast), {**BODY, **wrong}) == 422


def test_what_is_not_shown_leaves_no_trace_in_the_trusts_log(cast: Cast, advisor: YstPerson) -> None:
    with acting(advisor):
        for shown in (False, True):
            write_note(trust=cast.trust, content=NoteContent("call", NOON.date(), "A", shown), by=advisor, at=NOON)

    with acting(cast.executive):
        assert AuditEvent.objects.filter(event__startswith="support.note").count() == 1


def test_support_is_seen_by_the_trust_with_its_history(cast: Cast, advisor: YstPerson) -> None:
    assert "not set yet" in read(cast.trustee, url("support_detail", cast))
    for level in ("light", "close", "close"):
        assert post(advisor, url("support_level_update", cast), {"level": level}) == 302

    page = read(cast.trustee, url("support_detail", cast))
    assert page.index("Close") < page.index("Light, from")
    assert page.count("set by Vi Asante") == 1
    with acting(cast.executive):
        assert AuditEvent.objects.filter(event="support.level_set").count() == 2


def test_members_cannot_set_it(cast: Cast, advisor: YstPerson) -> None:
    for who in ("lead", "executive"):
        assert post(cast.people[who], url("support_level_update", cast), {"level": "light"}) == 404


def test_the_same_level_is_set_once(cast: Cast, manager: YstPerson) -> None:
    with acting(manager):
        for _ in range(2):
            set_support_level(trust=cast.trust, level="light", by=manager, at=NOON)
        assert AuditEvent.objects.none().count() == 0
    with acting(cast.lead):
        assert AuditEvent.objects.filter(event="support.level_set").count() == 1
