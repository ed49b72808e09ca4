"""Next steps stand still with their review: a sign-off shows them to every member."""

from django.dispatch import receiver

from reviews.plan.models import NextStep
from reviews.review.hooks import review_held
from reviews.review.models.review import Review


@receiver(review_held, dispatch_uid="hold next steps")
def hold_steps(*, review: Review, **kwargs: object) -> None:
    """Whoever edits one holds its row when its trigger asks for the review; so these come first."""
    list(NextStep.objects.filter(review=review).order_by("pk").select_for_update().values_list("pk"))
