"""Buttons that settle something for everybody at once: each acts only on what its page showed."""

from django import forms

from accounts.form_fields import WordsField
from accounts.forms.seen import Seen
from reviews.review.forms.setting_up import EarlyForm

MOST_NAMED = 6  # statements in one sentence
NAMES = "whether names are shown"


def changed_words(names: list[str], words: dict[str, str], *, undone: str) -> str:
    """What changed since the page was opened, and that nothing was done. Names without words are statements' codes."""
    codes = [name for name in names if name not in words]
    said = [words[name] for name in words if name in names]
    if len(codes) > MOST_NAMED:
        said = [f"{len(codes)} statements", *said]
    elif codes:
        said = [f"statement{'' if len(codes) == 1 else 's'} {', '.join(codes)}", *said]
    return f"Changed since you opened this page: {'; '.join(said)}. {undone} Check this page again."


def reason_field(label: str) -> WordsField:
    """A reason that must be given."""
    return WordsField(max_length=500, label=label, widget=forms.Textarea(attrs={"rows": 3}))


class ReopeningForm(forms.Form):
    """Opening a signed-off review again, with a reason."""

    reason = reason_field("Why is it being reopened?")


class StartForm(Seen, forms.Form):
    """Starting rating settles the year and whether names are shown, and writes to every reviewer."""

    def meanwhile(self, names: list[str]) -> str:
        words = {"title": "title", "year": "year", "due": "due date", "reviewers": "reviewers", "names": NAMES}
        return changed_words(names, words, undone="Rating has not started.")


class CancelForm(Seen, forms.Form):
    """Giving a review up: before the showing nobody is ever shown its ratings, after it they stay."""

    def meanwhile(self, names: list[str]) -> str:
        return changed_words(names, {"stage": "how far this self-review is"}, undone="It was not cancelled.")


class ShowForm(Seen, forms.Form):
    """Showing everyone's ratings, when everyone has submitted."""

    def meanwhile(self, names: list[str]) -> str:
        return changed_words(names, {"who": "who has submitted", "names": NAMES}, undone="Nothing is shown yet.")


class ShowEarlyForm(ShowForm, EarlyForm):
    """The same before everyone has submitted, with a reason."""


class RestOpenForm(Seen, forms.Form):
    """Leaving the rest open, for one reason."""

    reason = reason_field("Why do these statements stay open?")

    def meanwhile(self, names: list[str]) -> str:
        return changed_words(names, {}, undone="Nothing was left open.")


class SignOffForm(Seen, forms.Form):
    """The executive's signature under what the page shows."""

    def meanwhile(self, names: list[str]) -> str:
        words = {
            "steps": "next steps", "how": "how the review was done", "others": "next steps of earlier self-reviews",
        }  # fmt: skip
        return changed_words(names, words, undone="Nothing was signed off.")
