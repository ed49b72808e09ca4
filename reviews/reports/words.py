"""What the log says of reports, in words."""

from accounts.audit_words import register_events

register_events(
    {
        "report.requested": "asked for a report",
    }
)
