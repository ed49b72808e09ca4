"""How much a report may ask of a worker: what goes in, and the memory that is used."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from pathlib import Path

from accounts.refusals import Refused

try:
    import resource
except ImportError:  # Windows has no such limit
    resource = None  # type: ignore[assignment]

MOST_LETTERS_ON_PAGES = 600_000  # about 250 pages, which take a minute
MOST_LETTERS_IN_SHEETS = 8_000_000
MOST_MEMORY = 512 * 1024 * 1024  # bytes beyond what the worker has already
SIZES = Path("/proc/self/statm")


class TooMuch(Refused):
    """There is more in it than a report can hold."""


def letters_in(value: object) -> int:
    """How much text is in it, however deep; the trust's framework and logo are not counted."""
    if isinstance(value, str):
        return len(value)
    if is_dataclass(value) and not isinstance(value, type):
        return sum(letters_in(getattr(value, part.name)) for part in fields(value))
    if isinstance(value, dict):
        return sum(letters_in(part) for part in value.values())
    if isinstance(value, list | tuple):
        return sum(letters_in(part) for part in value)
    return 0


def refuse_too_much(content: object, most: int, instead: str) -> None:
    """Raise TooMuch when there is too much text; `instead` is what may be done."""
    if letters_in(content) > most:
        raise TooMuch(f"There is more text in this review than such a report can hold. {instead}")


@contextmanager
def limited_memory(most: int = MOST_MEMORY) -> Iterator[None]:
    """Inside, this process may take so many bytes more, and gets a MemoryError beyond. Where the system can say so."""
    if resource is None or not SIZES.exists():
        yield
        return
    before = resource.getrlimit(resource.RLIMIT_AS)
    used = int(SIZES.read_text().split()[0]) * resource.getpagesize()
    wanted = used + most if before[1] == resource.RLIM_INFINITY else min(used + most, before[1])
    resource.setrlimit(resource.RLIMIT_AS, (wanted, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)
