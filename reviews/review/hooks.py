"""What rooms above hear of a review: they connect themselves, so that this room knows none of them."""

from django.dispatch import Signal

# before the review's own row is locked: `review`, at the comparing stage. Whoever keeps rows that a sign-off changes
# locks them now, in the order of `reviews.apps`; in another order two people would wait for one another.
review_held = Signal()

# levels were agreed, left open or opened again: `review`, `statement_ids`, `settled`, `at`
levels_settled = Signal()

# nothing more is agreed: the review is about to be signed off or cancelled: `by` (a Standing), `at`
comparing_ends = Signal()
