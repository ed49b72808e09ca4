"""Finding a trust as one types, uploading, watching, fetching lists; and what strangers are told."""

import csv
import io
from zipfile import ZIP_STORED

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.html import strip_tags

from accounts.models import YstPerson
from accounts.operations import open_and_invite
from accounts.register import forms
from accounts.register.import_models import ImportStatus, RegisterImport
from accounts.register.models import RegisteredTrust
from accounts.register.tasks import check_register
from accounts.register.view_words import harmless
from tests.accounts.register.importing import apply, as_worker, bring_in, check, fresh, upload
from tests.accounts.register.test_archives import OTHERS, archive
from tests.accounts.register.test_checking import CLOSED
from tests.accounts.register.test_reading import BAD
from tests.builders import NOON, acting, yst_person
from tests.extracts import groups, school, schools, trust
from tests.signing_in import sign_in

HTMX = {"HX-Request": "true"}
URL = "/yst/register/"


@pytest.fixture
def client(manager: YstPerson) -> Client:
    client = Client()
    sign_in(client, manager.user)
    return client


@pytest.fixture
def _register(manager: YstPerson) -> None:
    bring_in(manager, groups(trust(1, Group_Name="Alder Hill Trust"), trust(2, Group_Name="Birch_Hill 100% Trust")))
    bring_in(manager, groups(trust(1, Group_Name="Cedar Hill Trust", UKPRN="12345678", Group_Postcode="YO1 7HH")))


def found(client: Client, typed: str) -> list[str]:
    answer = client.get(URL, {"q": typed}, headers=HTMX)
    assert answer.status_code == 200
    return [name for name in ("Cedar Hill Trust", "Birch_Hill 100% Trust") if f">{name}</a>" in answer.content.decode()]


@pytest.mark.usefixtures("_register")
@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("ced", ["Cedar"]), ("CEDAR hi", ["Cedar"]), ("hill trust", ["Cedar", "Birch"]), ("alder", ["Cedar"]),
        ("TR00002", ["Birch"]), ("tr0000", ["Cedar", "Birch"]), ("12345678", ["Cedar"]), ("yo1 7hh", ["Cedar"]),
        ("YO17HH", ["Cedar"]), ("ls1", ["Cedar", "Birch"]), ("birch_hill", ["Birch"]), ("100% birch", ["Birch"]),
        ("%", []), ("_", []), ("\\", []), ("' or 1=1 --", []), ("nothing", []),
        ("", ["Cedar", "Birch"]), ("\0ced", ["Cedar"]),
    ],
)  # fmt: skip
def test_a_trust_is_found_by_beginnings_of_names_numbers_and_postcodes(
    client: Client, typed: str, names: list[str]
) -> None:
    assert [name.split("_")[0].split()[0] for name in found(client, typed)] == names


@pytest.mark.usefixtures("_register")
def test_ten_thousand_words_do_no_harm(client: Client) -> None:
    assert client.get(URL, {"q": "word " * 10_000}, headers=HTMX).status_code == 200


@pytest.mark.usefixtures("_register")
def test_the_fragment_is_the_pages_own_part(client: Client) -> None:
    whole, part = (client.get(URL, {"q": "ced"}, headers=h).content.decode() for h in ({}, HTMX))
    assert part[part.index("<section") :].strip() in whole
    assert "<h1>" not in part


@pytest.mark.usefixtures("_register")
def test_an_advisor_finds_public_facts_and_not_who_takes_part(manager: YstPerson) -> None:
    with acting(manager):
        open_and_invite(
            registered=RegisteredTrust.objects.get(group_uid=1), email="a@b.example", name="A", by=manager, at=NOON
        )
    client = Client()
    sign_in(client, yst_person("Una Moss").user)
    for url in (URL, f"{URL}1/"):
        text = client.get(url).content.decode()
        assert "Cedar Hill Trust" in text
        assert "takes part" not in text.lower()
        assert "/yst/trusts/" not in text


def send(client: Client, *files: tuple[str, bytes]) -> object:
    return client.post(f"{URL}imports/", {"extracts": [SimpleUploadedFile(name, content) for name, content in files]})


def test_uploading_leads_to_the_check(client: Client, manager: YstPerson) -> None:
    answer = send(client, ("any name.csv", groups(trust(1))), ("b.csv", schools(school(100, 1))))

    assert answer.status_code == 302
    with acting(manager):
        made = RegisterImport.objects.get()
    assert answer.url == f"{URL}imports/{made.uuid}/"
    assert [file["kind"] for file in made.files] == ["allgroupsdata", "edubasealldata"]


@pytest.mark.parametrize("name", ["empty", "UTF-16", "too little", "column missing", "prose", "another file"])
def test_what_shows_at_once_is_said_at_once(client: Client, manager: YstPerson, name: str) -> None:
    content, words = BAD[name]
    answer = send(client, ("the file.csv", content))

    assert answer.status_code == 422
    assert "the file.csv: " in answer.content.decode()
    assert words in answer.content.decode()
    with acting(manager):
        assert not RegisterImport.objects.exists()


def test_no_file_two_of_a_kind_and_one_too_large_are_said(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Choose one or more" in client.post(f"{URL}imports/").content.decode()
    text = send(client, ("a.csv", groups(trust(1))), ("b.csv", groups(trust(2)))).content.decode()
    assert "b.csv and a.csv are both “All group records” (allgroupsdata)" in text
    monkeypatch.setattr(forms, "LARGEST", 100)
    assert "a.csv is larger than 90 MB" in send(client, ("a.csv", groups(trust(1)))).content.decode()


def test_the_archive_is_taken_as_it_was_downloaded(client: Client, manager: YstPerson) -> None:
    files = {
        **OTHERS,
        "allgroupsdata20261130.csv": groups(trust(1)),
        "edubasealldata20261130.csv": schools(school(1, 1)),
    }
    answer = send(client, ("Results.zip", archive(files).getvalue()))

    assert answer.status_code == 302
    with acting(manager):
        made = RegisterImport.objects.get()
    assert [(file["name"], file["day"]) for file in made.files] == [
        ("allgroupsdata20261130.csv", "2026-11-30"), ("edubasealldata20261130.csv", "2026-11-30"),
    ]  # fmt: skip
    assert checked(manager, made).counts["schools"]["added"] == 1


@pytest.mark.parametrize(
    ("name", "words"), [("x.xlsx", "an Excel workbook"), ("Results.zip", "none of the register’s")]
)
def test_another_archive_or_a_workbook_is_refused_in_words(client: Client, name: str, words: str) -> None:
    answer = send(client, (name, archive(OTHERS).getvalue()))

    assert answer.status_code == 422
    assert f"{name}: " in answer.content.decode()
    assert words in answer.content.decode()


def test_a_damaged_member_of_an_archive_is_said_and_nothing_is_kept(client: Client, manager: YstPerson) -> None:
    content = bytearray(archive({"a.csv": groups(*(trust(n) for n in range(1, 9_000)))}, ZIP_STORED).getvalue())
    content[len(content) // 2] ^= 1
    answer = send(client, ("Results.zip", bytes(content)))

    assert answer.status_code == 422
    assert "a.csv in the archive is damaged" in answer.content.decode()
    with acting(manager):
        assert not RegisterImport.objects.exists()


def text_of(client: Client, made: RegisterImport) -> str:
    return " ".join(strip_tags(client.get(f"{URL}imports/{made.uuid}/").content.decode()).split())


VERDICTS = {
    "There is nothing to change": groups(trust(1)),
    "Nothing can be applied": groups(*(trust(n, Group_ID="X") for n in range(2, 62))),
    "Nothing to apply, and 1 row refused": groups(trust(1), trust(2, Group_ID="X")),
    "Nothing in these files is of use here": groups(trust(2, Group_Type="Federation")),
}


@pytest.mark.parametrize("title", VERDICTS)
def test_why_an_import_changes_nothing_is_said_as_it_is(client: Client, manager: YstPerson, title: str) -> None:
    bring_in(manager, groups(trust(1)))

    text = text_of(client, check(manager, VERDICTS[title]))

    assert {one for one in VERDICTS if one in text} == {title}
    assert ("60 rows are refused" in text) == (title == "Nothing can be applied")
    assert "Apply" not in text


def test_apply_asks_where_something_is_odd_or_closes_and_says_what(client: Client, manager: YstPerson) -> None:
    bring_in(manager, groups(*(trust(n) for n in range(1, 21))), schools(school(100, 1)))
    made = check(manager, groups(trust(1, **CLOSED), trust(2, Group_Name="New")), schools(school(100)))
    text, url = text_of(client, made), f"{URL}imports/{made.uuid}/"
    assert "“All group records” has 2 rows; the last that was applied had 20." in text
    assert "1 trust closes and 1 school closes or leaves in the register here." in text
    assert "I have looked at this, and want it applied" in text

    assert "Nothing has been applied" in client.post(f"{url}application/", follow=True).content.decode()
    assert fresh(manager, made).status == ImportStatus.CHECKED
    client.post(f"{url}application/", {"sure": "on"})
    assert fresh(manager, made).status == ImportStatus.ASKED


def test_an_ordinary_import_is_applied_without_being_asked(client: Client, manager: YstPerson) -> None:
    made = check(manager, groups(trust(1)))
    assert "I have looked at this" not in text_of(client, made)
    client.post(f"{URL}imports/{made.uuid}/application/")
    assert fresh(manager, made).status == ImportStatus.ASKED


def test_what_a_file_cannot_say_is_said(client: Client, manager: YstPerson) -> None:
    content = groups(trust(1)).replace(b'"Group Town"', b'"Place"')
    send(client, ("a.csv", content))
    with acting(manager):
        made = RegisterImport.objects.get()
    assert "All group records has no columns for the towns of trusts." in text_of(client, made)


def test_a_second_upload_is_told_of_the_first(client: Client, manager: YstPerson) -> None:
    check(manager, groups(trust(1)))
    answer = send(client, ("a.csv", groups(trust(1))))
    assert answer.status_code == 422
    assert "An import is not finished yet" in answer.content.decode()


def test_the_page_asks_until_nothing_more_will_change(client: Client, manager: YstPerson) -> None:
    made = upload(manager, groups(trust(1)))
    url = f"{URL}imports/{made.uuid}/"
    assert "Reading the trusts" in client.get(url).content.decode()
    assert client.get(url, {"state": "waiting--0"}, headers=HTMX).status_code == 204
    assert client.get(url, {"state": "other"}, headers=HTMX).status_code == 200
    made = checked(manager, made)
    answer = client.get(url, {"state": "waiting--0"}, headers=HTMX)
    assert answer.status_code == 286
    assert "Trusts to add" in answer.content.decode()
    apply(manager, made)
    assert "Trusts added" in client.get(url).content.decode()


def checked(manager: YstPerson, made: RegisterImport) -> RegisterImport:
    with as_worker():
        check_register(made.pk, manager.user_id)
    return fresh(manager, made)


def test_the_lists_are_paged_and_fetched_whole(client: Client, manager: YstPerson) -> None:
    made = check(manager, groups(*(trust(n) for n in range(1, 121)), trust(121, Group_Name="=1+1")))
    url = f"{URL}imports/{made.uuid}/"
    assert "Page 3 of 3" in client.get(url, {"list": "trusts-added", "page": 3}).content.decode()
    answer = client.get(f"{url}rows/trusts-added.csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert (len(rows), rows[0], rows[1][2]) == (121, ["File", "Line", "What", "Details"], "Trust 1 (TR00001)")
    refused = client.get(f"{url}rows/refused.csv").content.decode("utf-8-sig")
    assert '"121 =1+1"' in refused
    assert client.get(f"{url}rows/nothing.csv").status_code == 404


def test_markup_in_a_name_is_shown_and_never_obeyed(client: Client, manager: YstPerson) -> None:
    name = "<img src=x onerror=alert(1)>&amp;\"'"
    made = check(manager, groups(trust(1, Group_Name=name), trust(2, Group_ID="X", Group_Name=name)))
    pages = [client.get(f"{URL}imports/{made.uuid}/", {"list": which}) for which in ("trusts-added", "refused")]
    apply(manager, made)
    pages += [client.get(url, {"q": "img"}) for url in (URL, f"{URL}1/", f"{URL}1/opening/")]
    pages += [Client().get(url, {"q": "img"}) for url in ("/join/", "/join/1/")]
    for answer in pages:
        text = answer.content.decode()
        assert "&lt;img src=x onerror=alert(1)&gt;&amp;amp;" in text
        assert "<img src=x" not in text


def test_before_applying_it_is_said_which_trusts_here_would_close(client: Client, manager: YstPerson) -> None:
    here = groups(trust(1, Group_Name="Alder Trust"), trust(2, Group_Name="Birch Trust"))
    bring_in(manager, here)
    with acting(manager):
        open_and_invite(
            registered=RegisteredTrust.objects.get(group_uid=1), email="a@b.example", name="A", by=manager, at=NOON
        )
    made = check(manager, groups(trust(1, Group_Name="Alder Trust", **CLOSED), trust(2, **CLOSED)))
    said = client.get(f"{URL}imports/{made.uuid}/").content.decode()
    warning = said[said.index("Trusts that take part here close") :].partition("</ul>")[0]
    assert "Alder Trust</a>" in warning
    assert "Birch" not in warning
    assert "closed on: nothing → 31 August 2026" in said
    apply(manager, made)
    assert "take part here close" not in client.get(f"{URL}imports/{made.uuid}/").content.decode()


def test_cells_that_look_like_formulas_are_made_harmless_in_lists() -> None:
    assert [harmless(text) for text in ("=1", " =1", "@x", "Trust", "")] == ["'=1", "' =1", "'@x", "Trust", ""]


def test_apply_discard_and_retry_say_when_it_is_too_late(client: Client, manager: YstPerson) -> None:
    made = bring_in(manager, groups(trust(1)))
    for what in ("application", "discarding", "retry"):
        answer = client.post(f"{URL}imports/{made.uuid}/{what}/", follow=True)
        assert "has moved on" in answer.content.decode()
    assert fresh(manager, made).status == ImportStatus.APPLIED


@pytest.mark.usefixtures("_register")
def test_strangers_find_live_trusts_and_are_told_the_same_of_each(manager: YstPerson) -> None:
    with acting(manager):
        open_and_invite(
            registered=RegisteredTrust.objects.get(group_uid=1), email="a@b.example", name="A", by=manager, at=NOON
        )
    stranger, said = Client(), []
    for uid, name in ((1, "Cedar Hill Trust"), (2, "Birch_Hill 100% Trust")):
        pages = [stranger.get("/join/", {"q": f"TR0000{uid}"}), stranger.get(f"/join/{uid}/")]
        body = {"name": "Ash", "job_title": "Head", "email": f"ash{uid}@alder.example"}
        pages.append(stranger.post(f"/join/{uid}/", body, follow=True))
        own = (name, f"TR0000{uid}", f"/join/{uid}/")
        said.append([without(answer.content.decode(), *own, token_of(answer)) for answer in pages])
    assert said[0] == said[1]


def without(text: str, *parts: str) -> str:
    for part in parts:
        text = text.replace(part, "")
    return text


def token_of(answer: object) -> str:
    """The CSRF token in a page, which differs each time."""
    text = answer.content.decode()  # type: ignore[attr-defined]
    return text.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0] if "csrfmiddlewaretoken" in text else "\0"


@pytest.mark.usefixtures("_register")
def test_asking_to_join_is_limited(manager: YstPerson) -> None:
    stranger = Client()
    body = {"name": "Ash", "job_title": "Head"}
    answers = [stranger.post("/join/1/", {**body, "email": f"a{n}@b.example"}).status_code for n in range(11)]
    assert answers == [302] * 10 + [429]


@pytest.mark.usefixtures("_register")
def test_searching_without_an_account_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    stranger = Client()
    assert [stranger.get("/join/", {"q": "hill"}).status_code for n in range(121)] == [200] * 120 + [429]


def test_a_join_link_that_is_none_says_so(db: None) -> None:
    answer = Client().get("/join/confirmation/nonsense/")
    assert answer.status_code == 410
    assert "This link cannot be used" in answer.content.decode()
