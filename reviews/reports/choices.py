"""What can be chosen for a report, what each kind takes, and who may open what was chosen."""

from dataclasses import dataclass, replace

from django.utils.text import capfirst

from frameworks.content import Content
from reviews.documents.wording import listed
from reviews.reports.kinds import SIGNED_OFF, Audience, Format, KeptChoices, Kind

PARTS: dict[str, str] = {
    "change": "What has changed since the last review",
    "plan": "Next steps",
    "how": "How the review was done",
    "statements": "All statements, with levels, reasons and next steps",
    "crosswalk": "The domains beside other frameworks",
    "framework": "The framework",
}
SHORT_PARTS: dict[str, str] = {
    "change": "change since the last review",
    "plan": "next steps",
    "how": "how the review was done",
    "statements": "all statements",
    "crosswalk": "the domains beside other frameworks",
    "framework": "the framework",
}
TELLING_WORDS = {
    "ratings": "individual ratings",
    "notes": "notes and suggestions",
    "differences": "where views differed and why",
}


def named_parts(content: Content) -> dict[str, str]:
    """The parts as a form for a review of this framework offers them."""
    return PARTS | {"framework": f"The {content.words.called(content.framework_name)}"}


@dataclass(frozen=True)
class Choices:
    """What was ticked. `names` beside ratings, where the review shows them; `large` print; the trust's `logo`."""

    parts: tuple[str, ...] = tuple(PARTS)
    ratings: bool = False
    notes: bool = False
    differences: bool = False
    names: bool = False
    large: bool = False
    logo: bool = True

    @property
    def is_telling(self) -> bool:
        """It holds what only those who may see the comparison may read."""
        return self.ratings or self.notes or self.differences

    def to_json(self) -> KeptChoices:
        """As kept in the report's row."""
        return {
            "parts": list(self.parts), "ratings": self.ratings, "notes": self.notes, "differences": self.differences,
            "names": self.names, "large": self.large, "logo": self.logo,
        }  # fmt: skip

    @classmethod
    def from_json(cls, kept: KeptChoices) -> "Choices":
        """From a report's row; what an older row does not know is not chosen."""
        ticked = {name: bool(kept.get(name)) for name in (*TELLING_WORDS, "names", "large", "logo")}
        return cls(parts=tuple(part for part in PARTS if part in kept.get("parts", ())), **ticked)


@dataclass(frozen=True)
class Offer:
    """What one kind of report takes."""

    formats: tuple[Format, ...]
    has_parts: bool = False
    telling: tuple[str, ...] = ()
    has_looks: bool = False  # large print and the trust's logo


DOCUMENTS = (Format.PDF, Format.DOCX)
SHEETS = (Format.XLSX, Format.CSV)
OFFERS: dict[str, Offer] = {
    Kind.FULL: Offer(DOCUMENTS, has_parts=True, telling=tuple(TELLING_WORDS), has_looks=True),
    Kind.BOARD: Offer(DOCUMENTS, has_looks=True),
    Kind.ANSWERS: Offer(DOCUMENTS, has_looks=True),
    Kind.BLANK: Offer(DOCUMENTS, has_looks=True),
    Kind.LEVELS: Offer(SHEETS),
    Kind.RATINGS: Offer(SHEETS, telling=("notes",)),
    Kind.PLAN: Offer(SHEETS),
    Kind.PROGRESS: Offer(SHEETS),
    Kind.WHOLE: Offer((Format.JSON,), telling=tuple(TELLING_WORDS)),
}


def settled(kind: str, choices: Choices, *, names_shown: bool) -> Choices:
    """Without what this kind does not take, and without names where the review hides them."""
    offer = OFFERS[kind]
    told = {name: getattr(choices, name) and name in offer.telling for name in TELLING_WORDS}
    if kind == Kind.RATINGS:
        told["ratings"] = True
    return replace(
        choices,
        parts=choices.parts if offer.has_parts else (),
        names=choices.names and names_shown and (told["ratings"] or told["notes"]),
        large=choices.large and offer.has_looks,
        logo=choices.logo and offer.has_looks,
        **told,
    )


def audience_of(kind: str, choices: Choices, *, draft: bool) -> Audience:
    """Who may open it: the narrowest of what is in it."""
    if kind == Kind.ANSWERS:
        return Audience.OWN
    if kind != Kind.BLANK and (choices.is_telling or (draft and kind in SIGNED_OFF)):
        return Audience.COMPARISON
    return Audience.MEMBERS


def made_with(kind: str, choices: Choices, *, has_logo: bool = True) -> str:
    """The choices as the report prints them; empty for a kind that leaves nothing to choose."""
    offer = OFFERS[kind]
    parts = [SHORT_PARTS[part] for part in PARTS if offer.has_parts and part in choices.parts]
    told = [words for name, words in TELLING_WORDS.items() if getattr(choices, name)]
    if told and (choices.ratings or choices.notes):
        told.append("names" if choices.names else "no names")
    looks = ["large print"] * choices.large + ["the trust’s logo"] * (choices.logo and has_logo)
    absent = [words for name, words in TELLING_WORDS.items() if name in offer.telling and not getattr(choices, name)]
    absent += [SHORT_PARTS[part] for part in PARTS if offer.has_parts and part not in choices.parts]
    said = listed([*parts, *told, *looks])
    sentences = [f"This report was made with {said}."] if said else []
    if absent:
        sentences.append(f"It was made without {listed(absent)}." if said else f"Made without {listed(absent)}.")
    return capfirst(" ".join(sentences))
