"""What YST sees of a review."""

from collections.abc import Mapping

from django import forms

from accounts.forms.stored import Stored
from reviews.review.models.consent import Choice


class SharingForm(Stored, forms.Form):
    """What YST sees of this review."""

    together = (("choice", "steps_shared"),)

    choice = forms.ChoiceField(
        widget=forms.RadioSelect, label="What may the Youth Sport Trust see of this self-review’s results?"
    )
    steps_shared = forms.BooleanField(
        required=False,
        label="Share our next steps too, without names",
        help_text="Only with agreed results: what, by when and how it stands, never who.",
    )

    CHOICES = (  # from the narrowest
        (Choice.NOTHING, "Nothing"),
        (
            Choice.RELEASES,
            (
                "National figures only: our levels count in figures over many trusts, and no page of the Youth Sport "
                "Trust shows that we chose this"
            ),
        ),
        (Choice.AGREED, "Agreed results: the agreed level of each statement, and when you signed off"),
    )

    def __init__(
        self,
        data: Mapping[str, object] | None = None,
        *,
        initial: dict[str, object],
        widest: str = Choice.AGREED,
        changed_by: str = "",
    ) -> None:
        """`widest`: of a self-review that was counted in the national figures, no more can be shared than is."""
        super().__init__(data, initial=initial, changed_by=changed_by)
        names: list[str] = [choice for choice, _ in self.CHOICES]
        self.fields["choice"].choices = list(self.CHOICES[: names.index(widest) + 1])  # type: ignore[attr-defined]
        if widest != Choice.AGREED:
            del self.fields["steps_shared"]
