"""Everything in one review, from its draft to its report, and what YST reads of agreed reviews."""

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "reviews"
