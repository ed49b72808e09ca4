"""What the database refuses, and what the log says, of meetings, in words."""

from accounts.audit_words import register_events
from accounts.refusals import register_refusals

# what the database refuses here, by SQLSTATE
WORDS: dict[str, str] = {
    "P0A02": "The meeting has ended.",
}

BY_CONSTRAINT: dict[str, str] = {
    "meeting_one_open": "A meeting is open already. Join it, or end it first.",
}

register_refusals(WORDS, BY_CONSTRAINT)

register_events(
    {
        "meeting.started": "started a review meeting",
        "meeting.ended": "ended the review meeting",
    }
)
