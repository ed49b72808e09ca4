"""Applying is all good rows or none; what follows for trusts that are here; twice is once."""

import pytest
from django.db import connection

from accounts.models import AuditEvent, Trust, YstPerson
from accounts.operations import create_trust, update_trust_profile
from accounts.refusals import Refused
from accounts.register import applying as applying_register
from accounts.register.import_models import ImportStatus
from accounts.register.models import EarlierName, RegisteredTrust, RegisterWord, School
from tests.accounts.register.importing import apply, as_importer, bring_in, check, fresh
from tests.accounts.register.test_checking import CLOSED
from tests.builders import NOON, acting, trust_with
from tests.extracts import groups, link, links, school, schools, trust
from wellschool.database.testing.base import as_role

TABLES = ("registeredtrust", "earliername", "registerword", "school", "trust")


def registered(manager: YstPerson, uid: int = 1) -> RegisteredTrust:
    with as_importer(manager):
        return RegisteredTrust.objects.get(group_uid=uid)


def rows() -> dict[str, list[str]]:
    """Every row of the register and of trusts, with the number of the transaction that wrote it."""
    with as_role(connection, "wellschool_migrate"), connection.cursor() as cursor:
        found = {}
        for table in TABLES:
            cursor.execute(f"select xmin::text || t::text from accounts_{table} t order by 1")
            found[table] = [row[0] for row in cursor.fetchall()]
    return found


def test_good_rows_are_applied_and_refused_ones_left(manager: YstPerson) -> None:
    made = bring_in(manager, groups(trust(1), trust(2, Group_ID="X")), schools(school(100, 1)), links(link(101, 1)))

    assert made.status == ImportStatus.APPLIED
    with as_importer(manager):
        assert list(RegisteredTrust.objects.values_list("group_uid", "group_id", "name", "town")) == [
            (1, "TR00001", "Trust 1", "Leeds")
        ]
        assert sorted(School.objects.values_list("urn", "pupils")) == [(100, 200), (101, None)]


def test_the_same_files_again_write_nothing(manager: YstPerson) -> None:
    files = groups(trust(1), trust(2)), schools(school(100, 1), school(101, 2)), links(link(100, 1), link(102, 2))
    bring_in(manager, *files)
    before = rows()

    bring_in(manager, *files)

    assert rows() == before


def test_when_one_row_cannot_be_written_none_is(manager: YstPerson, monkeypatch: pytest.MonkeyPatch) -> None:
    made = check(manager, groups(trust(1)), schools(school(100, 1)))
    broken = [*applying_register.APPLY[:-1], "select 1 / 0"]
    monkeypatch.setattr(applying_register, "APPLY", broken)

    made = apply(manager, made)

    assert made.status == ImportStatus.ASKED  # to be tried again
    with as_importer(manager):
        assert not RegisteredTrust.objects.exists()
        assert not School.objects.exists()


def test_region_phase_and_size_are_those_of_the_open_schools(manager: YstPerson) -> None:
    london, north = {"GOR__name_": "London"}, {"GOR__name_": "North West"}
    bring_in(
        manager,
        groups(trust(1), trust(2), trust(3), trust(4)),
        schools(
            school(100, 1, **london), school(101, 1, **london),
            school(102, 1, PhaseOfEducation__name_="Secondary", **north),
            school(103, 2, NumberOfPupils=900, **north), school(104, 2, NumberOfPupils=100, **london),
            school(105, 3, TypeOfEstablishment__name_="Free schools special", NumberOfPupils="", GOR__name_=""),
        ),
    )  # fmt: skip

    found = {
        uid: (t.region, t.phase, t.schools, t.pupils, t.size) for uid in range(1, 5) for t in [registered(manager, uid)]
    }
    assert found == {
        1: ("london", "mixed", 3, 600, "2 to 5 schools"),
        2: ("north-west", "primary", 2, 1000, "2 to 5 schools"),  # as many here as there: where more pupils are
        3: ("", "special", 1, None, "1 school"),
        4: ("", "", None, None, ""),
    }
    bring_in(manager, schools(school(102, 1, EstablishmentStatus__name_="Closed"), school(105)))
    assert (registered(manager).phase, registered(manager).schools) == ("primary", 2)
    assert (registered(manager, 3).phase, registered(manager, 3).schools) == ("", 0)


def test_a_trust_that_changes_its_name_keeps_the_one_before(manager: YstPerson) -> None:
    bring_in(manager, groups(trust(1, Group_Name="Alder Trust")))
    bring_in(manager, groups(trust(1, Group_Name="Birch Trust")))

    with as_importer(manager):
        assert list(EarlierName.objects.values_list("name", flat=True)) == ["Alder Trust"]
        words = set(RegisterWord.objects.values_list("word", flat=True))
    assert {"alder", "birch", "tr00001", "1", "ls1", "ls14ab"} <= words


def test_a_trust_here_is_found_by_its_number_and_takes_the_registers_facts(manager: YstPerson) -> None:
    cast = trust_with(manager, "alder", name="Alder", group_id="TR00001", region="london", pupils=7)

    bring_in(manager, groups(trust(1, Group_Name="Alder Learning")), schools(school(100, 1)))

    with acting(cast.lead):
        here = Trust.objects.select_related("registered").get()
        event = AuditEvent.objects.get(event="trust.facts_from_register")
    assert (here.slug, here.name, here.region, here.phase) == (
        "alder", "Alder Learning", "yorkshire-and-the-humber", "primary",
    )  # fmt: skip
    assert (here.schools, here.pupils, here.registered.group_uid) == (1, 200, 1)
    assert (event.by_name, event.details["changes"]["pupils"]) == ("Max Hill", [7, 200])


def test_what_a_trust_typed_stays_where_the_register_says_nothing_else(manager: YstPerson) -> None:
    typed = {"group_id": "TR00001", "region": "london", "phase": "mixed", "schools": 4, "pupils": 700}
    cast = trust_with(manager, "alder", name="Alder Trust", **typed)

    bring_in(manager, groups(trust(1, Group_Name="ALDER TRUST")))

    with acting(cast.lead):
        here = Trust.objects.get()
        assert not AuditEvent.objects.filter(event="trust.facts_from_register").exists()
    assert {name: getattr(here, name) for name in typed} == typed
    assert here.name == "Alder Trust"


def test_what_comes_from_the_register_is_not_typed_over(manager: YstPerson) -> None:
    cast = trust_with(manager, "alder", name="Alder Trust", group_id="TR00001")
    bring_in(manager, groups(trust(1)), schools(school(100, 1, NumberOfPupils="")))

    with acting(cast.lead):
        here = Trust.objects.get()
        with pytest.raises(Refused, match="comes from the register"):
            update_trust_profile(trust=here, by=cast.lead, at=NOON, region="london")
        update_trust_profile(trust=here, by=cast.lead, at=NOON, pupils=250)
        assert Trust.objects.get().pupils == 250


def test_a_trust_that_closes_stays_with_its_schools_and_names(manager: YstPerson) -> None:
    bring_in(manager, groups(trust(1)), schools(school(100, 1)))
    bring_in(manager, groups(trust(1, **CLOSED)))

    found = registered(manager)
    assert (found.is_closed, str(found.closed_on), found.name) == (True, "2026-08-31", "Trust 1")
    with as_importer(manager):
        assert School.objects.get().registered == found


def test_a_school_moves_leaves_and_comes_back(manager: YstPerson) -> None:
    bring_in(manager, groups(trust(1), trust(2)), schools(school(100, 1)))
    seen = []
    for uid in (2, "", 2):
        bring_in(manager, schools(school(100, uid)))
        with as_importer(manager):
            seen.append(School.objects.values_list("registered__group_uid", "status").get())
    assert seen == [(2, "open"), (2, "left"), (2, "open")]


def test_a_trust_that_is_not_in_the_file_is_left_as_it_is(manager: YstPerson) -> None:
    bring_in(manager, groups(trust(1), trust(2)), schools(school(100, 1), school(101, 1)))
    before = rows()

    made = bring_in(manager, groups(trust(2)), schools(school(101, 1)))

    assert rows() == before
    assert fresh(manager, made).counts["trusts"]["same"] == 1


def test_an_address_is_made_once(manager: YstPerson) -> None:
    with acting(manager):
        create_trust(name="Alder Trust", by=manager, at=NOON, group_id="TR00001")
    bring_in(manager, groups(trust(1, Group_Name="Birch Trust")))

    with acting(manager):
        assert Trust.objects.values_list("slug", "name").get() == ("alder-trust", "Birch Trust")
