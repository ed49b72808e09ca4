"""The edition of the terms of use and processing agreement that holds now; its text is `templates/terms/`."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Edition:
    """One wording, told apart by its number: another wording is another edition, accepted anew."""

    number: str
    dated: date

    @property
    def template(self) -> str:
        return f"terms/{self.number}.html"


CURRENT = Edition("1", date(2026, 11, 30))
EDITIONS = (CURRENT,)
