"""What other apps do when the register has been applied, inside its transaction: they know of us, we not of them."""

from django.dispatch import Signal

# sent by apply_checked while the job is acting for a manager, with `user_id` of that manager and `at`
register_applied = Signal()
