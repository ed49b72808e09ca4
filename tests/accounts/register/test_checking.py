"""A check lists what would be added, changed, closed and refused, and writes nothing of the register."""

import pytest
from django.utils import timezone

from accounts.models import YstPerson
from accounts.register.extracts import first_look
from accounts.register.import_models import (
    ImportedSchool,
    ImportedTrust,
    ImportPiece,
    ImportStatus,
    Outcome,
    RefusedRow,
    RegisterImport,
)
from accounts.register.models import EarlierName, RegisteredTrust, School
from accounts.register.operations import Upload, upload_register
from accounts.register.tasks import check_register
from tests.accounts.register.importing import apply, as_importer, as_worker, bring_in, check, fresh
from tests.accounts.register.test_reading import BAD
from tests.builders import acting
from tests.extracts import groups, link, links, school, schools, trust

CLOSED = {"Group_Status__code_": "CLOSED", "Group_Status": "Closed", "Closed_Date": "31-08-2026"}


def refused(manager: YstPerson, made: RegisterImport) -> list[tuple[int, str]]:
    with acting(manager):
        rows = RefusedRow.objects.filter(register_import=made).order_by("extract", "line")
        return [(row.line, row.reason) for row in rows]


def staged(manager: YstPerson, made: RegisterImport) -> dict[int, tuple[str, dict[str, object]]]:
    """By number of a trust or a school, what applying its row does."""
    with acting(manager):
        trusts = ImportedTrust.objects.filter(register_import=made).values_list("group_uid", "outcome", "changes")
        places = ImportedSchool.objects.filter(register_import=made).values_list("urn", "outcome", "changes")
        return {number: (outcome, changes) for number, outcome, changes in (*trusts, *places)}


def test_a_first_check_adds_everything_and_writes_nothing(manager: YstPerson) -> None:
    made = check(manager, groups(trust(1), trust(2)), schools(school(100, 1), school(101)), links(link(100, 1)))

    assert made.status == ImportStatus.CHECKED
    assert made.counts["trusts"] == {"added": 2, "changed": 0, "closed": 0, "same": 0}
    assert made.counts["schools"] == {"added": 1, "changed": 0, "closed": 0, "same": 0}
    assert made.counts["left_out"] == {
        "schools that are in no trust": 1,
        "links to schools of which edubasealldata says more": 1,
    }
    with as_importer(manager):
        assert not RegisteredTrust.objects.exists()
        assert not School.objects.exists()
        assert not ImportPiece.objects.exists()  # what has been read is deleted


def test_what_changes_is_said_column_by_column(manager: YstPerson) -> None:
    bring_in(manager, groups(trust(1), trust(2), trust(3)), schools(school(100, 1), school(101, 2), school(102, 2)))

    made = check(
        manager,
        groups(trust(1, Group_Name="New name", Group_Town="York"), trust(2, **CLOSED), trust(3)),
        schools(school(100, 3), school(101), school(102, 2, EstablishmentStatus__name_="Closed")),
    )

    assert staged(manager, made) == {
        1: (
            Outcome.CHANGED,
            {"name": ["Trust 1", "New name"], "register_name": ["Trust 1", "New name"], "town": ["Leeds", "York"]},
        ),
        2: (Outcome.CLOSED, {"status": ["open", "closed"], "closed_on": [None, "2026-08-31"]}),
        100: (Outcome.CHANGED, {"trust": [1, 3]}),
        101: (Outcome.CLOSED, {"status": ["open", "left"]}),
        102: (Outcome.CLOSED, {"status": ["open", "closed"]}),
    }
    assert made.counts["trusts"]["same"] == 1


def test_the_same_files_again_change_nothing(manager: YstPerson) -> None:
    files = groups(trust(1)), schools(school(100, 1)), links(link(101, 1), link(100, 1))
    bring_in(manager, *files)

    made = check(manager, *files)

    assert staged(manager, made) == {}
    assert (made.counts["trusts"]["same"], made.counts["schools"]["same"]) == (1, 2)


def test_links_alone_say_nothing_of_what_they_do_not_hold(manager: YstPerson) -> None:
    bring_in(manager, groups(trust(1), trust(2)), schools(school(100, 1)))

    assert staged(manager, check(manager, links(link(100, 1)))) == {}


def test_rows_that_contradict_each_other_are_refused(manager: YstPerson) -> None:
    made = check(
        manager,
        groups(trust(1), trust(1, Group_ID="TR00009"), trust(2, Group_ID="TR00001"), trust(3, Group_ID="X")),
        schools(school(100, 1), school(100, 1), school(101, 77), school(102, 3)),
        links(link(100, 2), link(103, 88)),
    )

    assert [(line, reason.split(".")[0]) for line, reason in refused(manager, made)] == [
        (3, "Group UID 1 is already in line 2, and only one of the two can be right"),
        (4, "Group ID TR00001 is already in line 2, and only one of the two can be right"),
        (5, "Its Group ID is not TR and five digits"),
        (2, "edubasealldata says that this school is in the trust with Group UID 1"),
        (3, "Its trust, Group UID 88, is neither in allgroupsdata nor in the register here"),
        (3, "URN 100 is already in line 2, and only one of the two can be right"),
        (4, "Its trust, Group UID 77, is neither in allgroupsdata nor in the register here"),
        (5, "Its trust, Group UID 3, is refused in allgroupsdata"),
    ]
    assert made.counts["refused"] == {"all": 8}


def test_without_the_trusts_a_schools_unknown_trust_is_asked_for(manager: YstPerson) -> None:
    made = check(manager, schools(school(100, 1)))

    assert refused(manager, made) == [
        (2, "Its trust, Group UID 1, is not in the register here. Upload allgroupsdata as well.")
    ]


def test_a_number_that_another_trust_has_is_refused(manager: YstPerson) -> None:
    bring_in(manager, groups(trust(1)))

    made = check(manager, groups(trust(2, Group_ID="TR00001")))

    assert "TR00001 is that of Group UID 1" in refused(manager, made)[0][1]


def test_what_is_of_no_use_here_is_counted(manager: YstPerson) -> None:
    made = check(
        manager,
        groups(trust(1, Group_Type="Federation"), trust(2, **CLOSED)),
        schools(school(100, 1), school(101, EstablishmentStatus__name_="Closed")),
    )

    assert made.counts["left_out"] == {
        "groups that are not academy trusts": 1,
        "trusts that had closed before they were ever here": 1,
        "schools in groups that are not academy trusts": 1,
        "schools that are in no trust": 1,
    }
    assert refused(manager, made) == []


def test_schools_in_no_trust_are_counted_whatever_their_rows_say(manager: YstPerson) -> None:
    made = check(manager, schools(school(100, EstablishmentName=""), school("x", EstablishmentStatus__name_="Ajar")))

    assert made.counts["left_out"] == {"schools that are in no trust": 2}
    assert refused(manager, made) == []


def test_what_cannot_be_read_of_a_row_is_listed_and_the_row_comes_in(manager: YstPerson) -> None:
    made = check(
        manager,
        groups(trust(1, Group_Postcode="LS1 4A8"), trust(2)),
        schools(school(100, 1, NumberOfPupils="SUPP"), school(101, 1, NumberOfPupils="many", Postcode="?")),
    )

    assert (made.counts["trusts"]["added"], made.counts["schools"]["added"]) == (2, 2)
    assert (made.counts["refused"], made.counts["details"]) == ({"all": 0}, {"all": 3})
    assert made.counts["held_back"] == {"NumberOfPupils": 1}
    with acting(manager):
        rows = RefusedRow.objects.filter(register_import=made, kept=True).order_by("extract", "line", "reason")
        assert [(row.what, row.reason) for row in rows] == [
            ("1 Trust 1", "Group Postcode is “LS1 4A8”, which is no postcode."),
            ("101 School 101", "NumberOfPupils is “many”, which is no whole number."),
            ("101 School 101", "Postcode is “?”, which is no postcode."),
        ]


def test_what_a_row_does_not_say_or_cannot_be_read_of_it_changes_nothing(manager: YstPerson) -> None:
    files = groups(trust(1)), schools(school(100, 1))
    bring_in(manager, *files)
    silent = groups(trust(1)).replace(b'"Group Town"', b'"Place"').replace(b'"UKPRN"', b'"Number"')
    unreadable = schools(school(100, 1, NumberOfPupils="..", PercentageFSM="x", Postcode="LS", GOR__name_="Nowhere"))

    assert staged(manager, check(manager, silent, unreadable)) == {}


def test_without_the_column_that_says_it_a_school_stays_in_its_trust(manager: YstPerson) -> None:
    bring_in(manager, groups(trust(1), trust(2)), schools(school(100, 1), school(101, 1)))
    bring_in(manager, schools(school(101)))  # has left
    silent = schools(school(100, 2, NumberOfPupils=300), school(101, 2), school(102, 2))
    silent = silent.replace(b'"Trusts (code)"', b'"Other"')

    made = check(manager, silent, links(link(100, 1)))

    assert staged(manager, made) == {100: (Outcome.CHANGED, {"pupils": [200, 300]})}
    assert made.counts["left_out"] == {
        "schools of which the file does not say in which trust they are": 1,
        "links to schools of which edubasealldata says more": 1,
    }


def named_of_a_day(day: str, content: bytes) -> Upload:
    kind = first_look(content).extract.name
    return Upload(kind, f"{kind}{day}.csv", len(content), [content])


def doubts(manager: YstPerson, day: str, *files: bytes) -> dict[str, object]:
    """What is odd about files of this day, beside what was applied before; and applied they are."""
    with acting(manager):
        made = upload_register(files=[named_of_a_day(day, one) for one in files], by=manager, at=timezone.now())
    with as_worker():
        check_register(made.pk, manager.user_id)
    return apply(manager, fresh(manager, made)).counts["doubts"]


def test_an_older_file_than_the_last_is_noticed_by_the_day_in_its_name(manager: YstPerson) -> None:
    file = groups(trust(1))
    assert doubts(manager, "20261101", file) == {}
    assert doubts(manager, "20261130", file) == {}
    assert doubts(manager, "20231204", file) == {"older": {"allgroupsdata": ["2023-12-04", "2026-11-30"]}}
    assert doubts(manager, "", file) == {}
    assert doubts(manager, "20261399", file) == {}


def test_a_file_that_lost_many_rows_is_noticed(manager: YstPerson) -> None:
    assert doubts(manager, "", groups(*(trust(n) for n in range(1, 21)))) == {}
    assert doubts(manager, "", groups(*(trust(n) for n in range(1, 20)))) == {}
    assert doubts(manager, "", groups(*(trust(n) for n in range(1, 10)))) == {"fewer": {"allgroupsdata": [9, 19]}}


def test_names_that_differ_in_capitals_only_are_noticed_and_are_no_earlier_names(manager: YstPerson) -> None:
    bring_in(manager, groups(trust(1), trust(2), trust(3)))

    loud = groups(trust(1, Group_Name="TRUST 1"), trust(2, Group_Name="TRUST 2"), trust(3, Group_Name="Other"))
    assert doubts(manager, "", loud) == {"capitals": 2}
    with as_importer(manager):
        assert list(EarlierName.objects.values_list("name", flat=True)) == ["Trust 3"]


def test_a_closed_trust_takes_no_new_school_and_keeps_its_own(manager: YstPerson) -> None:
    bring_in(manager, groups(trust(1)), schools(school(100, 1)))

    made = check(manager, groups(trust(1, **CLOSED)), schools(school(100, 1), school(101, 1)))

    assert refused(manager, made) == [(3, "Its trust, Group UID 1, has closed.")]
    assert 100 not in staged(manager, made)


@pytest.mark.parametrize("name", [name for name, (content, _) in BAD.items() if len(content) < 10_000])
def test_a_file_that_cannot_be_used_is_refused_and_nothing_is_left_to_apply(manager: YstPerson, name: str) -> None:
    content, words = BAD[name]

    made = check(manager, schools(school(100)), allgroupsdata=content)

    assert made.status == ImportStatus.REFUSED
    assert words in made.failure


def test_a_link_to_a_trust_that_has_closed_says_nothing_new_of_its_own_school(manager: YstPerson) -> None:
    bring_in(manager, groups(trust(1)), schools(school(100, 1)))

    made = check(manager, groups(trust(1, **CLOSED)), links(link(100, 1), link(101, 1)))

    assert refused(manager, made) == [(3, "Its trust, Group UID 1, has closed.")]
    assert 100 not in staged(manager, made)
