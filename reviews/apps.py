"""Everything in one review, from its draft to its report, and what YST reads of agreed reviews."""

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "reviews"

    def ready(self) -> None:
        """What follows when the register says that a trust has closed, or an invitation is sent again."""
        from reviews.review.operations import asking_again, closing  # noqa: F401 connect themselves
