"""`Results.zip` is taken whole; an archive that is no such thing is refused before anything is unpacked."""

import io
import struct
import zipfile

import pytest

from accounts.register.extracts import Faulty, archives, members_of
from tests.accounts.register.test_real_files import HEADERS, real_file
from tests.extracts import SCHOOLS, extract, groups, links, school, schools, trust

OTHERS = {
    "links_edubasealldata20261130.csv": b'"URN","LinkURN","LinkName","LinkType","LinkEstablishedDate"\r\n"1","2"\r\n',
    "governancealldata20261130.csv": b'"GID","URN","UID","Companies House Number","Role"\r\n"1","2","3","4","x"\r\n',
    "readme.txt": b"Hello",
    "empty.csv": b"",
    "more.zip": b"PK\x03\x04" + bytes(50),
}  # fmt: skip


def archive(files: dict[str, bytes], way: int = zipfile.ZIP_DEFLATED) -> io.BytesIO:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", way) as open_archive:
        for name, content in files.items():
            open_archive.writestr(name, content)
    return made


def found_in(made: io.BytesIO) -> dict[str, tuple[str, bytes]]:
    return {m.layout.extract.name: (m.name, b"".join(m.pieces(1_000))) for m in members_of(made)}


def test_the_right_members_are_found_by_their_headers_among_others() -> None:
    wanted = {f"{h}20261130.csv": real_file(h) for h in HEADERS if h in ("allgroupsdata", "alllinksdata")}
    wanted["an odd name.csv"] = real_file("edubasealldata-135")

    found = found_in(archive({**OTHERS, **wanted}))

    assert found == {
        "allgroupsdata": ("allgroupsdata20261130.csv", wanted["allgroupsdata20261130.csv"]),
        "alllinksdata": ("alllinksdata20261130.csv", wanted["alllinksdata20261130.csv"]),
        "edubasealldata": ("an odd name.csv", wanted["an odd name.csv"]),
    }


def test_of_two_of_a_kind_the_larger_is_taken() -> None:
    """Such as all schools, and those that are state-funded: under one header."""
    whole, part = schools(school(1), school(2)), schools(school(1))

    assert found_in(archive({"a.csv": part, "b.csv": whole, "c.csv": part}))["edubasealldata"] == ("b.csv", whole)


@pytest.mark.parametrize("path", ["../../etc/allgroupsdata.csv", "C:\\x\\allgroupsdata.csv", "/allgroupsdata.csv"])
def test_a_path_in_an_archive_is_never_used(path: str) -> None:
    assert [m.name for m in members_of(archive({path: groups(trust(1))}))] == ["allgroupsdata.csv"]


def broken(change: str) -> io.BytesIO:
    """An archive with something in it that is refused."""
    if change == "locked":
        content = bytearray(archive({"a.csv": groups(trust(1))}).getvalue())
        for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            content[content.index(mark) + at] |= 1
        return io.BytesIO(bytes(content))
    if change == "packed otherwise":
        return archive({"a.csv": groups(trust(1))}, zipfile.ZIP_LZMA)
    if change == "many members":
        return archive({f"{n}.csv": b"x" for n in range(archives.MOST_MEMBERS + 1)})
    if change == "bomb":
        return archive({"a.csv": extract(SCHOOLS, []) + b" " * 5_000_000})
    if change == "cut off":
        return io.BytesIO(archive({"a.csv": groups(trust(1))}).getvalue()[:-30])
    if change == "large contents":
        content = bytearray(archive({"a.csv": groups(trust(1))}).getvalue())
        content[-10:-6] = struct.pack("<I", 50_000_000)
        return io.BytesIO(bytes(content))
    return archive(OTHERS)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("locked", "locked with a password"),
        ("packed otherwise", "packed in a way that is not known"),
        ("many members", "holds more than 200 files"),
        ("large contents", "holds more than 200 files"),
        ("bomb", "over 100 times as large"),
        ("cut off", "damaged, or not all of it has arrived"),
        ("nothing of use", "none of the register’s files in it: “All group records”"),
    ],
)
def test_an_archive_that_cannot_be_used_is_refused_in_words(change: str, words: str) -> None:
    with pytest.raises(Faulty, match=words):
        members_of(broken(change))


def test_limits_are_looked_at_before_anything_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    def unpack(*_: object) -> None:
        raise AssertionError("unpacked")

    made = archive({"a.csv": groups(trust(1)), "b.csv": links()})
    refused = [broken(change) for change in ("locked", "packed otherwise", "bomb")]
    monkeypatch.setattr(zipfile.ZipFile, "open", unpack)
    for one in refused:
        with pytest.raises(Faulty):
            members_of(one)
    for limit in ("LARGEST_MEMBER", "LARGEST_TOTAL"):
        monkeypatch.setattr(archives, limit, 100)
        with pytest.raises(Faulty, match="Unpacked, the archive would be larger"):
            members_of(made)
        monkeypatch.undo()
        monkeypatch.setattr(zipfile.ZipFile, "open", unpack)


def test_a_member_that_is_damaged_is_said() -> None:
    content = bytearray(archive({"a.csv": groups(*(trust(n) for n in range(1, 5_000)))}, zipfile.ZIP_STORED).getvalue())
    content[len(content) // 2] ^= 1
    (member,) = members_of(io.BytesIO(bytes(content)))

    with pytest.raises(Faulty, match=r"a\.csv in the archive is damaged"):
        list(member.pieces(1_000))
