"""What the database refuses of published content, in words."""

from accounts.refusals import register_refusals

# what the database refuses here, by SQLSTATE
WORDS: dict[str, str] = {
    "P0F01": "A published framework version never changes.",
}

register_refusals(WORDS)
