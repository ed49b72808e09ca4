"""What the log says of next steps, in words."""

from accounts.audit_words import register_events

register_events(
    {
        "next_step.added": "added a next step",
        "next_step.changed": "changed a next step",
        "next_step.followed_up": "recorded how a next step gets on",
    }
)
