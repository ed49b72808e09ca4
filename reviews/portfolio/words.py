"""What the log says of what YST sees, in words."""

from accounts.audit_words import register_events

register_events(
    {
        "support.level_set": "set the Youth Sport Trust’s support to {level}",
        "support.note_written": "wrote a note about the trust",
        "support.note_corrected": "corrected a note about the trust",
        "support.note_changed": "changed a note about the trust",
        "portfolio.exported": "made a file of the trusts they look after",
    }
)
