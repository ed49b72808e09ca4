"""What the guards of a review take from Python: whose decision each change of stage is."""

from accounts.isolation.facts import Facts, register_facts
from reviews.lifecycle import TRANSITIONS

register_facts(
    Facts("transition", ("before", "after", "whose"), lambda: [(t.before, t.after, t.by) for t in TRANSITIONS])
)
