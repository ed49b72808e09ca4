"""What every document has outside its text: for whom it is, whose it is, how it looks."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Logo:
    """The trust's logo, a PNG."""

    content: bytes
    width: int
    height: int


@dataclass(frozen=True)
class Face:
    """What the cover says beside title and trust, and how the report looks."""

    for_whom: str = ""  # who may open it; empty for everyone in the trust
    made_with: str = ""
    draft_on: str = ""  # the day on which a draft was asked for; empty once signed off
    large: bool = False
    logo: Logo | None = None
