"""What other apps do when an invitation is sent again, in its transaction: they know of us, we not of them."""

from django.dispatch import Signal

# sent when it goes out once more, to the same address or a corrected one, with `member`, `by` and `at`
invitation_sent_again = Signal()
