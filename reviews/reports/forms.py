"""What somebody chooses for a report: only what its kind takes and what this person may have."""

from collections.abc import Mapping, Sequence

from django import forms

from accounts.forms.renderer import Hinted
from frameworks.content import content_of
from reviews.reports import OFFERS, PARTS, Choices
from reviews.reports.choices import named_parts
from reviews.reports.kinds import SIGNED_OFF, Format, Kind
from reviews.reports.operations import Wanted
from reviews.reports.permissions import can_draft_report
from reviews.review.permissions import Standing, can_compare, can_read_results

FORMATS: dict[str, Hinted] = {
    Format.PDF: Hinted("PDF", "To read, print or put before a board. Screen readers can read it."),
    Format.DOCX: Hinted("Word", "To change before you send it on."),
    Format.XLSX: Hinted("Excel", "With a sheet for each table, filters and dates."),
    Format.CSV: Hinted("CSV", "Plain tables for other programs."),
    Format.JSON: Hinted("JSON", "For other programs; its form is documented."),
}
TELLING = {
    "ratings": Hinted("Individual ratings", "How many chose each level for each statement."),
    "notes": Hinted("Evidence and suggestions", "What reviewers wrote beside their ratings."),
    "differences": Hinted(
        "Where views differed", "How far apart views began, why, and dissent that somebody wanted noted."
    ),
}
SIGNED, DRAFT = "signed", "draft"
STATES = [
    (SIGNED, Hinted("As signed off", "What everyone in your trust can read.")),
    (DRAFT, Hinted("As it stands now", "Marked “Not signed off” on each page.")),
]


class ReportForm(forms.Form):
    """The choices for one kind of report. Those of the person's last one are filled in."""

    format = forms.ChoiceField(label="Kind of file", widget=forms.RadioSelect)
    state = forms.ChoiceField(label="Which levels", choices=STATES, widget=forms.RadioSelect)
    parts = forms.MultipleChoiceField(
        label="Parts",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="A summary with charts always comes first.",
    )
    telling = forms.MultipleChoiceField(
        label="From before levels were agreed",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="With any of these, only those who may see the comparison can open it, and the cover says so.",
    )
    names = forms.BooleanField(label="Names beside ratings and notes", required=False)
    large = forms.BooleanField(label="Large print", required=False, help_text="14 point.")
    logo = forms.BooleanField(
        label="The trust’s logo on the cover",
        required=False,
        help_text="Where one was chosen on the trust’s profile.",
    )

    def __init__(
        self,
        data: Mapping[str, object] | None = None,
        *,
        kind: Kind,
        standing: Standing,
        initial: dict[str, object] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.kind = kind
        offer, compares = OFFERS[kind], can_compare(standing)
        drafts = kind in SIGNED_OFF and can_draft_report(standing)
        signed = standing.review.signed_off_at is not None and can_read_results(standing)
        self.only_state = "" if drafts and signed else DRAFT if drafts else SIGNED
        self._choices("format", [(value, FORMATS[value]) for value in offer.formats])
        self._choices("telling", [(name, TELLING[name]) for name in offer.telling])
        wanted = {
            "format": len(offer.formats) > 1,
            "state": not self.only_state,
            "parts": offer.has_parts,
            "telling": bool(offer.telling) and compares,
            "names": bool(offer.telling) and compares and standing.review.names_shown,
            "large": offer.has_looks,
            "logo": offer.has_looks,
        }
        content = content_of(standing.review.version_id)
        absent = {"change"} if standing.review.previous_id is None else set()
        absent |= set() if content.words.beside else {"crosswalk"}
        self._choices("parts", [(part, words) for part, words in named_parts(content).items() if part not in absent])
        for name, is_wanted in wanted.items():
            if not is_wanted:
                del self.fields[name]

    def _choices(self, name: str, choices: Sequence[tuple[str, str | Hinted]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """What was chosen."""
        chosen = self.cleaned_data
        told = {name: name in chosen.get("telling", ()) for name in TELLING}
        return Wanted(
            kind=self.kind,
            format=chosen.get("format") or OFFERS[self.kind].formats[0],
            choices=Choices(
                parts=tuple(part for part in PARTS if part in chosen.get("parts", ())),
                names=chosen.get("names", False),
                large=chosen.get("large", False),
                logo=chosen.get("logo", False),
                **told,
            ),
            draft=(self.only_state or chosen["state"]) == DRAFT,
        )


def remembered(kind: str, format: str, choices: Choices) -> dict[str, object]:
    """The form's fields from an earlier report's choices."""
    return {
        "format": format,
        "state": SIGNED,
        "parts": list(choices.parts),
        "telling": [name for name in TELLING if getattr(choices, name)],
        "names": choices.names,
        "large": choices.large,
        "logo": choices.logo,
    }
