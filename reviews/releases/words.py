"""What the database refuses, and what the log says, of releases, in words."""

from accounts.audit_words import register_events
from accounts.refusals import register_refusals

# what the database refuses here, by SQLSTATE
WORDS: dict[str, str] = {
    "P0N01": (
        "Too few trusts share their results of this year for figures that keep each one’s levels private. "
        "Nothing was counted. Try again when more of them share."
    ),
    "P0N05": "National figures are made for frameworks with three levels. This one has another number.",
    "P0N02": "This release is being made, or was made already.",
    "P0N03": "A release that was published or discarded never changes.",
    "P0N04": "This release has moved on, so this can no longer be done.",
    "P0C01": (
        "This self-review has been counted in the national figures, so it can be shared less, or no longer, but not "
        "more widely."
    ),
}

BY_CONSTRAINT: dict[str, str] = {
    "release_once": "A release of this year is there already.",
}

register_refusals(WORDS, BY_CONSTRAINT)

register_events(
    {
        "release.asked_for": "asked for the national release of {year}",
        "release.published": "published the national release of {year}",
        "release.discarded": "discarded the national release of {year}",
    }
)
