"""A trust is found by what was meant: in the register, by somebody who wants to join, in the portfolio."""

import pytest
from django.test import Client

from accounts.models import Trust, YstPerson
from accounts.operations import open_trust
from accounts.register.models import RegisteredTrust
from accounts.register.search import find_trusts
from reviews.portfolio.filters import filters_in
from tests.accounts.register.importing import bring_in
from tests.builders import NOON, acting
from tests.extracts import groups, trust

NAMES = (
    "RIVERS & FELLS EDUCATION TRUST",
    "St Mary’s Catholic Academy Trust",
    "ABBEY MULTI ACADEMY TRUST",
    "The Éclat Partnership",
    "O'NEILL ACADEMIES TRUST",
    "Whitby C of E MAT",
    "J.P. Hartley Schools",
    "The Learning Trust",
    "ALL SAINTS MULTI-ACADEMY TRUST",
)


@pytest.fixture
def _register(manager: YstPerson) -> None:
    bring_in(manager, groups(*(trust(n, Group_Name=name) for n, name in enumerate(NAMES, 1))))


TYPED = [
    ("rivers and fells", "Rivers & Fells Education Trust"),
    ("RIVERS+FELLS academy trust", "Rivers & Fells Education Trust"),
    ("fells rivers", "Rivers & Fells Education Trust"),
    ("saint marys", "St Mary’s Catholic Academy Trust"),
    ("St. Mary's RC", "St Mary’s Catholic Academy Trust"),
    ("mary sain", "St Mary’s Catholic Academy Trust"),
    ("abbey mat", "Abbey Multi Academy Trust"),
    ("abbey multi-academy", "Abbey Multi Academy Trust"),
    ("the abbey trust", "Abbey Multi Academy Trust"),
    ("Abbey academies", "Abbey Multi Academy Trust"),
    ("abb", "Abbey Multi Academy Trust"),
    ("eclat", "The Éclat Partnership"),
    ("oneill", "O'Neill Academies Trust"),
    ("neill", "O'Neill Academies Trust"),
    ("Whitby church of england multi academy trust", "Whitby C of E MAT"),
    ("whitby cofe", "Whitby C of E MAT"),
    ("whitby ce", "Whitby C of E MAT"),
    ("jp hartley", "J.P. Hartley Schools"),
    ("learning", "The Learning Trust"),
    ("ALL ST", "All Saints Multi-Academy Trust"),
]


@pytest.mark.usefixtures("_register")
def test_a_trust_of_the_register_is_found_by_what_was_meant(manager: YstPerson) -> None:
    with acting(manager):
        for typed, name in TYPED:
            assert name in [t.name for t in find_trusts(typed)], typed
        assert [t.name for t in find_trusts("tr00001")] == ["Rivers & Fells Education Trust"]
        assert [t.name for t in find_trusts("ls14ab rivers")] == ["Rivers & Fells Education Trust"]
        assert list(find_trusts("abbey fells")) == []
        assert [t.name for t in find_trusts("")][:3] == [
            "Abbey Multi Academy Trust", "All Saints Multi-Academy Trust", "The Éclat Partnership",
        ]  # fmt: skip


@pytest.mark.usefixtures("_register")
def test_a_stranger_finds_it_on_the_joining_page(client: Client) -> None:
    for typed, name in TYPED[:3] + TYPED[6:9]:
        answer = client.get("/join/", {"q": typed}).content.decode()
        assert name.replace("&", "&amp;").replace("'", "&#x27;") in answer, typed


@pytest.mark.usefixtures("_register")
def test_it_is_found_in_the_portfolio_the_same(manager: YstPerson) -> None:
    with acting(manager):
        for registered in RegisteredTrust.objects.all():
            open_trust(registered=registered, by=manager, at=NOON)
        for typed, name in TYPED:
            found = filters_in({"name": typed}, advisors={}).of(Trust.objects.all())
            assert name in [t.name for t in found], typed
        assert not filters_in({"name": "abbey fells"}, advisors={}).of(Trust.objects.all()).exists()


@pytest.mark.usefixtures("_register")
def test_the_register_s_own_spelling_is_kept_beside_what_is_shown(manager: YstPerson) -> None:
    with acting(manager):
        shown = RegisteredTrust.objects.get(group_uid=3)
    assert (shown.name, shown.register_name) == ("Abbey Multi Academy Trust", "ABBEY MULTI ACADEMY TRUST")
