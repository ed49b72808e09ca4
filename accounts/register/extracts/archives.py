"""The register's extracts out of the archive that its page hands out, `Results.zip`.

An archive is a stranger's: its table of contents is measured before it is read, its members before they are unpacked.
Nothing is written to a disk, no path in it is used, and archives inside it stay closed.
"""

import re
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO

from accounts.register.extracts.columns import EXTRACTS, Layout
from accounts.register.extracts.faults import Faulty
from accounts.register.extracts.text import FIRST_BYTES, first_look

ZIP = b"PK\x03\x04"
END, END_64 = b"PK\x05\x06", b"PK\x06\x07"
END_SIZE, LOCATOR_SIZE, LONGEST_COMMENT = 22, 20, 65_535
MOST_MEMBERS = 200
LARGEST_CONTENTS = 200_000  # bytes of the table of contents
LARGEST_MEMBER, LARGEST_TOTAL = 90_000_000, 250_000_000  # bytes, unpacked; the largest extract has about 70 million
MOST_TIMES = 100  # as large unpacked as packed; the register's files are 5 to 15 times
WAYS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
BY_HAND = "Unpack it and upload the files in it."


@dataclass(frozen=True)
class Member:
    """One of the extracts in an archive, to be read once."""

    layout: Layout
    name: str
    size: int
    archive: zipfile.ZipFile
    info: zipfile.ZipInfo

    def pieces(self, size: int) -> Iterator[bytes]:
        """Its content, unpacked a piece at a time; never more than the archive says that it holds."""
        try:
            with self.archive.open(self.info) as content:
                while piece := content.read(size):
                    yield piece
        except (zipfile.BadZipFile, EOFError, OSError, ValueError) as error:
            raise Faulty(f"{self.name} in the archive is damaged. Download it again.") from error


def is_archive(beginning: bytes) -> bool:
    return beginning.startswith((ZIP, END))


def members_of(file: IO[bytes]) -> list[Member]:
    """The extracts in an archive, of each kind the largest, found by their headers; raises in words."""
    archive = _opened(file)
    infos = [info for info in archive.infolist() if not info.is_dir()]
    _check(infos)
    found: dict[str, Member] = {}
    for info in infos:
        if (member := _looked_at(archive, info)) is not None:
            kind = member.layout.extract.name
            found[kind] = max(found.get(kind, member), member, key=lambda one: one.size)
    if not found:
        labels = ", ".join(f"“{extract.label}”" for extract in EXTRACTS.values())
        raise Faulty(f"The archive has none of the register’s files in it: {labels}. {BY_HAND}")
    return list(found.values())


def _opened(file: IO[bytes]) -> zipfile.ZipFile:
    """Its table of contents, which is in memory as a whole: so its size is looked at first."""
    file.seek(0, 2)
    tail_size = min(file.tell(), END_SIZE + LOCATOR_SIZE + LONGEST_COMMENT)
    file.seek(-tail_size, 2)
    tail = file.read(tail_size)
    at = tail.rfind(END)
    if at < 0 or len(tail) < at + END_SIZE:
        raise Faulty("The archive is damaged, or not all of it has arrived. Download it again.")
    members, contents = struct.unpack("<HI", tail[at + 10 : at + 16])
    if END_64 in tail or members > MOST_MEMBERS or contents > LARGEST_CONTENTS:
        raise Faulty(f"The archive holds more than {MOST_MEMBERS} files, so it is not the register’s. {BY_HAND}")
    try:
        return zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError, ValueError, struct.error) as error:
        raise Faulty("The archive is damaged. Download it again.") from error


def _check(infos: list[zipfile.ZipInfo]) -> None:
    """Nothing is unpacked from an archive that is locked, or that would become far larger than the register is."""
    if any(info.flag_bits & 1 for info in infos):
        raise Faulty(f"The archive is locked with a password. {BY_HAND}")
    if any(info.file_size > LARGEST_MEMBER for info in infos) or sum(i.file_size for i in infos) > LARGEST_TOTAL:
        raise Faulty(
            f"Unpacked, the archive would be larger than {LARGEST_MEMBER // 10**6} MB a file or "
            f"{LARGEST_TOTAL // 10**6} MB together, as the register’s never is. {BY_HAND}"
        )
    if any(info.file_size > MOST_TIMES * max(info.compress_size, 1_000) for info in infos):
        raise Faulty(f"A file in the archive would become over {MOST_TIMES} times as large as it is packed. {BY_HAND}")
    if any(info.compress_type not in WAYS for info in infos):
        raise Faulty(f"The archive is packed in a way that is not known here. {BY_HAND}")


def _looked_at(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Member | None:
    """One of the extracts; None for any other file, archives among them."""
    name = re.sub(r"[^\w.() -]", "", PurePosixPath(info.filename.replace("\\", "/")).name)[:100]
    try:
        with archive.open(info) as content:
            layout = first_look(content.read(FIRST_BYTES))
    except Faulty:
        return None
    except (zipfile.BadZipFile, EOFError, OSError, ValueError) as error:
        raise Faulty(f"{name} in the archive is damaged. Download it again.") from error
    return Member(layout, name, info.file_size, archive, info)
