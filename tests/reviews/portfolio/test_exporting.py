"""The portfolio as a file: what the page shows, made as the person, closed once something in it is seen no more."""

from io import BytesIO

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.models import AuditEvent, YstPerson
from accounts.operations import assign_advisor, end_assignment
from accounts.refusals import Refused
from reviews.lifecycle import Stage
from reviews.portfolio.export_models import PortfolioExport, PortfolioFile
from reviews.portfolio.export_operations import request_export
from reviews.portfolio.tasks import make_portfolio_export
from tests.builders import NOON, Cast, acting, review_at, share, trust_with, yst_person
from tests.isolation.pages.stores import text_of
from tests.signing_in import sign_in
from wellschool.database.testing.base import as_role


@pytest.fixture
def advisor(cast: Cast, manager: YstPerson) -> YstPerson:
    """Looks after Thistledown, which shares, and a trust whose name could be a formula."""
    person = yst_person("Vi Asante")
    review_at(cast, Stage.AGREED)
    share(cast, steps=True)
    other = trust_with(manager, "fernside", {"lead": "lead"}, name='=HYPERLINK("x.example") Fernside')
    with acting(manager):
        for trust in (cast.trust, other.trust):
            assign_advisor(trust=trust, advisor=person, by=manager, at=NOON)
    trust_with(manager, "kestrel", {"lead": "lead"})
    return person


def asked(person: YstPerson, format: str = "xlsx", filters: str = "") -> PortfolioExport:
    with acting(person):
        return request_export(format=format, filters=filters, by=person, at=timezone.now())


def made(person: YstPerson, format: str = "xlsx", filters: str = "") -> PortfolioExport:
    export = asked(person, format, filters)
    with as_role(connection, "wellschool_worker"):
        make_portfolio_export(export.pk, person.user_id)
    return export


def file_of(person: YstPerson, export: PortfolioExport) -> bytes | None:
    with acting(person):
        found = PortfolioFile.objects.filter(export=export).first()
    return bytes(found.content) if found else None


def sheets(content: bytes) -> dict[str, list[list[object]]]:
    book = openpyxl.load_workbook(BytesIO(content))
    return {s.title: [[c.value for c in row] for row in s.iter_rows()] for s in book}


def test_a_spreadsheet_holds_the_trusts_the_needs_and_what_is_shared(cast: Cast, advisor: YstPerson) -> None:
    found = sheets(file_of(advisor, made(advisor)) or b"")

    assert list(found) == ["About", "Trusts", "Help needed", "Shared results"]
    assert [row[0] for row in found["Trusts"][1:]] == ['=HYPERLINK("x.example") Fernside', "Thistledown Trust"]
    assert [row[0] for row in found["Shared results"][1:]] == ["Thistledown Trust"]
    assert "Kestrel" not in str(found)


def test_text_is_never_a_formula_and_the_heading_stays_in_sight(advisor: YstPerson) -> None:
    sheet = openpyxl.load_workbook(BytesIO(file_of(advisor, made(advisor)) or b""))["Trusts"]

    assert sheet["A2"].data_type == "s"
    assert (sheet.freeze_panes, bool(sheet.auto_filter.ref)) == ("B2", True)


def test_it_keeps_to_the_filters(advisor: YstPerson) -> None:
    found = sheets(file_of(advisor, made(advisor, filters="shares=yes")) or b"")

    assert [row[0] for row in found["Trusts"][1:]] == ["Thistledown Trust"]
    assert "Shares agreed results" in str(found["About"])


def test_a_pdf_holds_the_same(cast: Cast, advisor: YstPerson) -> None:
    text = text_of(file_of(advisor, made(advisor, "pdf")) or b"")

    for words in ("ThistledownTrust", "Fernside", "Agreedresults", "2trusts:", "ForViAsante"):
        assert words in text
    assert "Kestrel" not in text


def test_a_managers_file_has_all_trusts_with_their_advisors(manager: YstPerson, advisor: YstPerson) -> None:
    found = sheets(file_of(manager, made(manager)) or b"")

    assert [row[-1] for row in found["Trusts"]] == ["Advisors", "Vi Asante", None, "Vi Asante"]


def test_it_is_closed_at_once_when_a_trust_withdraws(cast: Cast, advisor: YstPerson) -> None:
    export = made(advisor)
    assert file_of(advisor, export)
    share(cast, "nothing")

    assert file_of(advisor, export) is None
    page = sign_in(Client(), advisor.user).get(f"/yst/exports/{export.uuid}/").content.decode()
    assert "can no longer be opened" in page
    assert sign_in(Client(), advisor.user).get(f"/yst/exports/{export.uuid}/file/").status_code == 404


def test_it_is_closed_at_once_when_a_trust_is_no_longer_theirs(
    cast: Cast, advisor: YstPerson, manager: YstPerson
) -> None:
    export = made(advisor)
    with acting(manager):
        end_assignment(trust=cast.trust, advisor=advisor, by=manager, at=NOON)

    assert file_of(advisor, export) is None


def test_nobody_else_opens_it(advisor: YstPerson, manager: YstPerson) -> None:
    export = made(advisor)

    assert file_of(manager, export) is None
    assert sign_in(Client(), manager.user).get(f"/yst/exports/{export.uuid}/").status_code == 404


def test_its_page_leads_to_the_file(advisor: YstPerson) -> None:
    client = sign_in(Client(), advisor.user)
    url = client.post("/yst/exports/?shares=yes", {"format": "pdf"})["Location"]
    assert "It takes a few seconds." in client.get(url).content.decode()
    assert client.get(f"{url}?state=queued", headers={"HX-Request": "true"}).status_code == 204
    with as_role(connection, "wellschool_worker"):
        make_portfolio_export(only_export(advisor).pk, advisor.user_id)

    answer = client.get(f"{url}?state=queued", headers={"HX-Request": "true"})
    assert (answer.status_code, "Your file is ready" in answer.content.decode()) == (286, True)
    file = client.get(f"{url}file/")
    assert file.content.startswith(b"%PDF")
    assert file["Content-Disposition"].endswith('.pdf"')


def only_export(person: YstPerson) -> PortfolioExport:
    with acting(person):
        return PortfolioExport.objects.get()


def test_the_same_is_asked_for_once_and_three_at_most(advisor: YstPerson) -> None:
    first = asked(advisor)
    assert asked(advisor).pk == first.pk
    for filters in ("stage=rating", "stage=draft"):
        asked(advisor, filters=filters)

    with pytest.raises(Refused):
        asked(advisor, filters="stage=agreed")


def test_asking_is_recorded(advisor: YstPerson) -> None:
    asked(advisor)
    with as_role(connection, "wellschool_migrate"):
        assert AuditEvent.objects.get(event="portfolio.exported").by_id == advisor.user_id


def test_a_message_for_somebody_else_gives_them_nothing(advisor: YstPerson, manager: YstPerson) -> None:
    export = asked(advisor)
    with as_role(connection, "wellschool_worker"):
        make_portfolio_export(export.pk, manager.user_id)

    assert "Kestrel" not in str(sheets(file_of(advisor, export) or b""))
    assert file_of(manager, export) is None
