"""Everything in one review, from its draft to its report, and what YST reads of agreed reviews."""

from importlib import import_module

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "reviews"

    def ready(self) -> None:
        """What follows when the register says that a trust has closed, or an invitation is sent again; and in the rooms
        above, when a review is held, settled, ended. In this order they lock: next steps, meetings, the review.
        """
        for room in ("review", "plan", "meeting", "reports", "releases", "portfolio"):
            import_module(f"reviews.{room}.words")
        import_module("reviews.review.facts")
        import_module("reviews.releases.facts")
        import_module("reviews.review.operations.closing")
        import_module("reviews.review.operations.asking_again")
        import_module("reviews.plan.holding")
        import_module("reviews.meeting.minuting")
