"""What an address asks for: filters that can be kept and sent, read from its query and written back into one."""

from collections.abc import Container, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import Self
from urllib.parse import urlencode

LONGEST = 200  # characters of what is looked for
TICKED = "on"  # as a browser sends a box


def as_typed(text: str, longest: int = LONGEST) -> str:
    """Words to look for: one line with single spaces, without NUL, which no column takes; cut at `longest`."""
    return " ".join(text.replace("\0", " ").split())[:longest].rstrip()


def is_ticked(value: str) -> bool:
    """As Django's checkbox reads it: anything but no."""
    return value.lower() not in ("", "false", "0")


def query_of(names: Mapping[str, str | bool]) -> str:
    """These as part of an address, without what is empty."""
    return urlencode({name: TICKED if value is True else value for name, value in names.items() if value})


def any_words(longest: int = LONGEST) -> str:
    """For a field of filters: any words, as they were typed."""
    typed: str = field(default="", metadata={"longest": longest})
    return typed


@dataclass(frozen=True)
class QueryFilters:
    """Filters, a field for each name in the address: one of some known values, a box, or `any_words()`.

    Whatever else an address says is left out. Empty: nothing is asked for.
    """

    @classmethod
    def read(cls, query: Mapping[str, str], known: Mapping[str, Container[str]]) -> Self:
        """From an address; `known` are the values that may be chosen, by name."""
        asked: dict[str, str | bool] = {}
        for one in fields(cls):
            value = query.get(one.name, "")
            if isinstance(one.default, bool):
                asked[one.name] = is_ticked(value)
            elif "longest" in one.metadata:
                asked[one.name] = as_typed(value, one.metadata["longest"])
            elif value in known[one.name]:
                asked[one.name] = value
        return replace(cls(), **asked)

    @cached_property
    def asked(self) -> dict[str, str | bool]:
        """What is asked for, by name."""
        return {one.name: value for one in fields(self) if (value := getattr(self, one.name))}

    @cached_property
    def query(self) -> str:
        """The same as part of an address."""
        return query_of(self.asked)

    @property
    def is_on(self) -> bool:
        """Anything is filtered."""
        return bool(self.asked)

    def narrowed(self, name: str, value: str) -> Self:
        """The same, with another choice of one of them."""
        return replace(self, **{name: value})
