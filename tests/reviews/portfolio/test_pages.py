"""The portfolio: what is on the page for whom, under which filters; and it asks as often for three hundred trusts."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts import listing
from accounts.models import Trust, YstPerson
from accounts.operations import create_trust, invite_first_lead
from accounts.register.models import Region
from reviews.lifecycle import Stage
from reviews.portfolio import portfolio_rows
from reviews.portfolio.operations import NoteContent, set_support_level, write_note
from tests.builders import NOON, Cast, acting, assign_advisor, review_at, share, trust_with, yst_person
from tests.signing_in import sign_in

MANY = 300
Reader = Callable[..., str]


@pytest.fixture
def advisor(manager: YstPerson) -> YstPerson:
    return yst_person("Vi Asante")


def look_after(manager: YstPerson, advisor: YstPerson, *casts: Cast) -> None:
    with acting(manager):
        for cast in casts:
            assign_advisor(trust=cast.trust, advisor=advisor, by=manager, at=NOON)


def page_of(person: YstPerson, query: str = "", path: str = "/yst/") -> str:
    answer = sign_in(Client(), person.user).get(path + query)
    assert answer.status_code == 200
    return answer.content.decode()


def names(page: str) -> list[str]:
    """The trusts in the list, in its order."""
    (table,) = re.findall(r'<table class="table table--stack table--brief".*?</table>', page, re.DOTALL) or [""]
    return re.findall(r'<th scope="row" role="rowheader">\s*<a href="[^"]*">([^<]*)</a>', table)


def tallies(page: str) -> dict[str, str]:
    """What is counted, each with the address that it leads to."""
    found = re.findall(r'<a href="\?([^"]*)"><strong>(\d+)</strong> ([^<]*)</a>', page)
    return {f"{many} {words}": query for query, many, words in found}


@pytest.fixture
def three(manager: YstPerson, advisor: YstPerson) -> dict[str, Cast]:
    """One that shares, one that rates, one in London without a self-review; the first two are the advisor's."""
    casts = {name: trust_with(manager, name) for name in ("alder", "birch")}
    casts["cedar"] = trust_with(manager, "cedar", {"lead": "lead"}, region=Region.LONDON, schools=3)
    review_at(casts["alder"], Stage.AGREED)
    share(casts["alder"], steps=True)
    review_at(casts["birch"], Stage.RATING)
    look_after(manager, advisor, casts["alder"], casts["birch"])
    return casts


def test_an_advisor_sees_their_own_trusts_by_name(three: dict[str, Cast], advisor: YstPerson) -> None:
    page = page_of(advisor)

    assert names(page) == ["Alder Trust", "Birch Trust"]
    assert tallies(page) == {
        "1 rating": "stage=rating",
        "1 signed off": "stage=agreed",
        "1 sharing agreed results": "shares=yes",
    }
    assert "Cedar" not in page


def test_a_manager_sees_all_with_their_advisors(three: dict[str, Cast], manager: YstPerson) -> None:
    page = page_of(manager)

    assert names(page) == ["Alder Trust", "Birch Trust", "Cedar Trust"]
    assert len(re.findall(r'data-label="Advisor">\s*Vi Asante', page)) == 2
    assert len(re.findall(r'data-label="Advisor" class="is-empty">\s*Nobody yet', page)) == 1


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("?region=london", ["Cedar Trust"]),
        ("?size=2-5", ["Cedar Trust"]),
        ("?size=none&region=none", ["Alder Trust", "Birch Trust"]),
        ("?stage=rating", ["Birch Trust"]),
        ("?stage=joined", ["Cedar Trust"]),
        ("?stage=invited", []),
        ("?shares=yes", ["Alder Trust"]),
        ("?advisor=none", ["Cedar Trust"]),
        ("?name=ALDER", ["Alder Trust"]),
        ("?name=%25", []),
        ("?phase=primary", []),
        ("?region=atlantis&page=99", ["Alder Trust", "Birch Trust", "Cedar Trust"]),
    ],
)
def test_an_address_keeps_a_view(three: dict[str, Cast], manager: YstPerson, query: str, kept: list[str]) -> None:
    assert names(page_of(manager, query)) == kept


def test_an_advisor_cannot_filter_by_advisor(three: dict[str, Cast], manager: YstPerson, advisor: YstPerson) -> None:
    assert names(page_of(manager, f"?advisor={advisor.pk}")) == ["Alder Trust", "Birch Trust"]
    assert 'name="advisor"' not in page_of(advisor)
    assert len(names(page_of(advisor, "?advisor=none"))) == 2


def test_who_needs_help_with_what_names_the_trusts_that_share(
    three: dict[str, Cast], manager: YstPerson, advisor: YstPerson
) -> None:
    assert "Of 2 trusts, 1 shares results" in " ".join(page_of(advisor).split())
    review_at(other := trust_with(manager, "dogwood"), Stage.AGREED)
    share(other)
    look_after(manager, advisor, other)

    page = page_of(advisor, path="/yst/help-needed/")
    assert page.count('data-label="Emerging in"') == page.count("Two of my trusts that share:") > 0
    assert page.index("Alder Trust") < page.index("Dogwood Trust")
    assert "Birch" not in page


def test_who_needs_help_forgets_a_trust_that_withdraws(three: dict[str, Cast], manager: YstPerson) -> None:
    review_at(other := trust_with(manager, "dogwood"), Stage.AGREED)
    share(other)
    assert "Dogwood" in page_of(manager, path="/yst/help-needed/")
    share(other, "nothing")

    assert "Dogwood" not in page_of(manager, path="/yst/help-needed/")


def test_what_somebody_wrote_as_a_name_is_text(manager: YstPerson) -> None:
    trust_with(manager, "alder", {"lead": "lead"}, name="<b>Alder</b> & sons")

    assert names(page_of(manager)) == ["&lt;b&gt;Alder&lt;/b&gt; &amp; sons"]


def test_of_several_reviews_the_newest_counts_and_a_cancelled_one_only_alone(manager: YstPerson) -> None:
    def stands() -> tuple[str, date | None]:
        with acting(manager):
            (row,) = portfolio_rows(Trust.objects.all(), today=NOON.date(), with_advisors=False)
        return row.stage, row.last_event

    cast = trust_with(manager, "alder")
    seen = [stands()]
    for stage in (Stage.CANCELLED, Stage.AGREED, Stage.CANCELLED):
        review_at(cast, stage)
        seen.append(stands())

    assert [stage for stage, _ in seen] == ["", Stage.CANCELLED, Stage.AGREED, Stage.AGREED]
    assert seen[0][1] is None
    assert all(day and day >= NOON.date() for _, day in seen[1:])


def statements_of(person: YstPerson, path: str) -> int:
    client = sign_in(Client(), person.user)
    client.get(path)  # the framework is read once in a process
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get(path)
    return len(asked)


def test_it_asks_as_often_for_three_hundred_trusts_as_for_one(manager: YstPerson, advisor: YstPerson) -> None:
    paths = ("/yst/", "/yst/?stage=agreed", "/yst/help-needed/", "/yst/assignments/")
    review_at(first := trust_with(manager, "alder"), Stage.AGREED)
    share(first, steps=True)
    look_after(manager, advisor, first)
    one = {path: (statements_of(manager, path), statements_of(advisor, "/yst/")) for path in paths}
    for slug in ("birch", "cedar"):
        review_at(cast := trust_with(manager, slug), Stage.AGREED)
        share(cast, steps=True)
        look_after(manager, advisor, cast)
    with acting(manager):
        for n in range(MANY - 3):
            trust = create_trust(name=f"Trust {n}", by=manager, at=NOON)
            assign_advisor(trust=trust, advisor=advisor, by=manager, at=NOON)
            if n < 47:
                set_support_level(trust=trust, level="close", by=manager, at=NOON)

    assert {path: (statements_of(manager, path), statements_of(advisor, "/yst/")) for path in paths} == one


def test_one_trusts_page_asks_as_often_for_many_notes(three: dict[str, Cast], advisor: YstPerson) -> None:
    path = f"/yst/trusts/{three['alder'].trust.slug}/"
    with acting(advisor):
        write_note(
            trust=three["alder"].trust, content=NoteContent("visit", NOON.date(), "A", False), by=advisor, at=NOON
        )
    one = statements_of(advisor, path)
    with acting(advisor):
        for _ in range(10):
            write_note(
                trust=three["alder"].trust, content=NoteContent("call", NOON.date(), "B", True), by=advisor, at=NOON
            )

    assert statements_of(advisor, path) == one


def test_more_than_fifty_come_on_pages(manager: YstPerson) -> None:
    with acting(manager):
        for n in range(60):
            create_trust(name=f"Trust {n:02d}", by=manager, at=NOON)

    assert len(names(page_of(manager))) == 50
    assert names(page_of(manager, "?page=2"))[0] == "Trust 50"
    assert tallies(page_of(manager, "?page=2")) == {"60 with nobody invited": "stage=nobody"}


def test_how_far_a_trust_has_come_before_its_first_review_is_told(manager: YstPerson, advisor: YstPerson) -> None:
    with acting(manager):
        trusts = {n: create_trust(name=n, by=manager, at=NOON) for n in ("Nobody", "Invited", "Ran out", "Withdrawn")}
        for name, at in (("Invited", timezone.now()), ("Ran out", NOON - timedelta(days=400))):
            invite_first_lead(trust=trusts[name], email="a@b.example", name="A", by=manager, at=at)
        for trust in trusts.values():
            assign_advisor(trust=trust, advisor=advisor, by=manager, at=NOON)
    look_after(manager, advisor, trust_with(manager, "joined", {"lead": "lead"}))

    for person in (manager, advisor):
        page = page_of(person)
        assert {words.split(" ", 1)[1]: names(page_of(person, f"?{q}")) for words, q in tallies(page).items()} == {
            "invited": ["Invited"], "invitation ran out": ["Ran out"], "joined, not begun": ["Joined Trust"],
            "with nobody invited": ["Nobody", "Withdrawn"],
        }  # fmt: skip


def test_whom_to_call_is_lead_and_executive_with_address_and_nobody_else(
    three: dict[str, Cast], manager: YstPerson, advisor: YstPerson
) -> None:
    cast = three["alder"]
    for person in (advisor, manager):
        for path in ("", f"trusts/{cast.trust.slug}/"):
            page = page_of(person, path=f"/yst/{path}")
            for who, member in cast.people.items():
                is_told = member.user.email in page
                assert is_told == (who in ("lead", "executive")), (who, path)
    assert three["cedar"].lead.user.email not in page_of(advisor)


def test_a_trust_is_shown_whom_yst_may_call(three: dict[str, Cast]) -> None:
    cast = three["alder"]
    url = reverse("reviews:sharing_update", args=[cast.trust.slug, cast.review.uuid])
    page = sign_in(Client(), cast.trustee.user).get(url).content.decode()

    assert "Whom to call" in page
    assert cast.lead.user.email in page
    assert cast.people["colleague"].user.email not in page


def test_heat_table_and_needs_are_of_the_same_trusts(
    three: dict[str, Cast], manager: YstPerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of all that were chosen, not of those on the page of the list; the table has pages of its own."""
    for slug in ("dogwood", "elder"):
        review_at(other := trust_with(manager, slug), Stage.AGREED)
        share(other)
    monkeypatch.setattr(listing, "A_PAGE", 2)
    heat = [
        re.findall(r'<th scope="row">\s*<a href="[^"]*">([^<]*)</a>', page_of(manager, f"?shared={n}")) for n in (1, 2)
    ]

    assert heat == [["Alder Trust", "Dogwood Trust"], ["Elder Trust"]]
    page = " ".join(page_of(manager).split())
    assert page.count("Of 5 trusts, 3 share results agreed on today’s wording") == 2
    assert "Three of the trusts that share:" in page
