"""Whatever is wrong with a file has words of its own; what is right is read, in pieces of any size."""

from collections.abc import Iterator

import pytest

from accounts.register.extracts import Faulty, first_look, records
from tests.extracts import England, groups, links, schools, trust

GOOD = groups(trust(1), trust(2), trust(3, Group_Name="St Mary’s, “The Grove”\nTrust"))
BAD = {
    "empty": (b"", "is empty"),
    "spaces": (b" \r\n \r\n", "is empty"),
    "workbook": (b"PK\x03\x04" + GOOD, "an Excel workbook, or an archive"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "none of the register’s three: All group records"),
    "pdf": (b"%PDF-1.7\n", "a PDF"),
    "prose": (b"Dear sir,\nplease find attached\n", "none of the register’s three"),
    "byte order mark alone": (b"\xef\xbb\xbf\r\n", "is empty"),
    "UTF-16": (GOOD.decode("cp1252").encode("utf-16"), "is UTF-16"),
    "too little": (b"URN;EstablishmentName\n1;X\n", "none of the register’s three"),
    "column missing": (GOOD.replace(b'"Group UID"', b'"Uid"'), "has no column “Group UID”, without which"),
    "columns missing": (
        GOOD.replace(b'"Group Type', b'"Kind').replace(b'"Group ID"', b'"Id"'),
        "has no column “Group ID”, “Group Type” or “Group Type",
    ),
    "another file": (b'"URN","LinkURN","LinkName","LinkType","LinkEstablishedDate"\n', "This is “Establishment links”"),
    "header twice": (GOOD.replace(b'"UKPRN"', b'"Group ID"'), "names the column “Group ID” twice"),
    "header alone": (groups(), "a header and no rows"),
    "quote in a cell": (GOOD.replace(b"Trust 2", b'Trust "2'), "Line 3: a quotation mark"),
    "quote never closed": (GOOD.replace(b'"Trust 2"', b'"Trust 2'), "Line 3: a quotation mark"),
    "quote never closed at the end": (groups(trust(1))[:-3], "Line 2: a quotation mark"),
    "quote never closed in a long file": (b'"a","b\n'.join([GOOD, b"x" * 140_000]), "a quotation mark"),
    "zero byte": (GOOD.replace(b"Trust 2", b"Trust\0 2"), "Line 3: there is a zero byte"),
    "zero byte at once": (b"\0" + GOOD, "zero byte"),
    "line ends of old Macs": (GOOD.replace(b"\r\n", b"\r"), "first line is not a header"),
    "gzip": (b"\x1f\x8b\x08" + bytes(range(256)), "zero byte"),
    "a cell of 200,000 letters": (GOOD.replace(b"Trust 2", b"x" * 200_000), "Line 3: .* a cell is far too long"),
    "one endless line": (GOOD + b"x" * 1_100_000, "Line 6: The line does not end"),
}


def in_pieces(content: bytes, size: int) -> list[bytes]:
    return [content[at : at + size] for at in range(0, len(content), size)]


@pytest.mark.parametrize("size", [7, 1_000, 2_000_000])
@pytest.mark.parametrize("name", BAD)
def test_a_file_that_cannot_be_used_is_refused_in_words(name: str, size: int) -> None:
    content, words = BAD[name]

    with pytest.raises(Faulty, match=words):
        list(records(in_pieces(content, size)))


@pytest.mark.parametrize("size", [1, 7, 1_000, 2_000_000])
def test_pieces_of_any_size_give_the_same_records(size: int) -> None:
    found = list(records(in_pieces(GOOD, size)))

    assert [(r.line, r.cells["Group Name"]) for r in found] == [
        (2, "Trust 1"), (3, "Trust 2"), (4, "St Mary’s, “The Grove”\nTrust"),
    ]  # fmt: skip
    assert {r.wrong for r in found} == {""}


def test_millions_of_rows_are_refused_before_they_are_all_read() -> None:
    def pieces() -> Iterator[bytes]:
        yield GOOD
        for _ in range(10):
            yield b"x\n" * 100_000
        raise AssertionError("read on")

    with pytest.raises(Faulty, match="more than 250,000 rows"):
        list(records(pieces()))


def test_a_last_line_without_an_end_is_read() -> None:
    assert len(list(records([GOOD.rstrip(b"\r\n")]))) == 3


def test_empty_lines_are_no_rows() -> None:
    content = GOOD.replace(b"\r\n", b"\r\n\r\n", 2)

    assert [r.line for r in records([content])] == [3, 5, 6]


def test_a_row_with_a_cell_too_many_or_too_few_says_so() -> None:
    content = GOOD.replace(b'"Trust 1"', b'"Trust 1","more"').replace(b'"Trust 2",', b"")

    assert [r.wrong for r in records([content])] == [
        "It has 22 cells, the header 21.", "It has 20 cells, the header 21.", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "name"), [(GOOD, "allgroupsdata"), (links(), "alllinksdata"), (schools(), "edubasealldata")]
)
def test_an_extract_is_known_by_its_header_and_not_by_its_name(content: bytes, name: str) -> None:
    assert first_look(content).extract.name == name


def test_columns_may_come_in_another_order_with_others_between() -> None:
    header, first = next(iter(England(0.001).edubase())), b"".join(England(0.001).edubase())

    assert first_look(header).extract.name == "edubasealldata"
    assert next(records([first])).cells["GOR (name)"]
