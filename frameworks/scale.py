"""The levels of a version, as everything reads them that draws, counts, compares or names one. Without Django.

How many there are, what they are called, and from which one on practice counts as in place are data of the version.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import cached_property

FEWEST, MOST = 3, 5  # levels of a version
# of five looks from light to dark, those that so many levels use: the ends of any scale look the same
LOOKS = {3: "ace", 4: "abde", 5: "abcde"}


@dataclass(frozen=True)
class LevelContent:
    """One point on a scale. `value` counts from 1, the lowest; `look` is the letter of how it is drawn."""

    value: int
    name: str
    description: str = ""
    awaiting_approval: bool = False
    look: str = ""
    of: int = FEWEST  # how many levels there are

    def __str__(self) -> str:
        """As a form sends it."""
        return str(self.value)


@dataclass(frozen=True)
class Scale:
    """All levels of a version, lowest first. From the level `in_place_from` on, practice counts as in place."""

    levels: tuple[LevelContent, ...]
    in_place_from: int

    @property
    def first(self) -> LevelContent:
        """The lowest: where most is still to do."""
        return self.levels[0]

    @property
    def last(self) -> LevelContent:
        """The highest."""
        return self.levels[-1]

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(level.name for level in self.levels)

    @cached_property
    def values(self) -> tuple[int, ...]:
        return tuple(level.value for level in self.levels)

    @cached_property
    def in_place_words(self) -> str:
        """The levels that count as in place, by name, as a choice: b or c."""
        return either(self.names[self.in_place_from - 1 :])

    @cached_property
    def either(self) -> str:
        """All of them, by name, as a choice: a, b or c."""
        return either(self.names)

    def is_in_place(self, value: int | None) -> bool:
        """A level that counts as in place; none does not."""
        return value is not None and value >= self.in_place_from

    def level(self, value: int | None) -> LevelContent | None:
        """The level of this value; None for none, and for one that the scale has not."""
        return self.levels[value - 1] if value and 1 <= value <= len(self.levels) else None

    def name(self, value: int | None) -> str:
        """A level's name; empty for none."""
        level = self.level(value)
        return level.name if level else ""


def either(words: Sequence[str]) -> str:
    """As a choice in a sentence: a, b or c."""
    return f"{', '.join(words[:-1])} or {words[-1]}" if len(words) > 1 else "".join(words)


def scale_of(rows: Sequence[tuple[int, str, str, bool]], *, in_place_from: int) -> Scale:
    """From each level's value, name, description, and whether its wording awaits approval; lowest first."""
    looks = LOOKS[len(rows)]
    levels = tuple(LevelContent(*row, look=look, of=len(rows)) for row, look in zip(rows, looks, strict=True))
    return Scale(levels, in_place_from)
