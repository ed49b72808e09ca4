"""Which statements of a comparison are shown: read from the address, so that a view can be kept and sent."""

from collections.abc import Iterable
from dataclasses import dataclass

from django import forms
from django.http import QueryDict

from frameworks.content import Content
from reviews.agreement import band_words
from reviews.documents.wording import capital
from reviews.review.comparison import ComparisonRow

ALL = ("", "All")


class FilterForm(forms.Form):
    """All empty shows everything. An unknown value in the address shows everything too."""

    domain = forms.TypedChoiceField(coerce=int, empty_value=None, required=False)
    pillar = forms.ChoiceField(required=False)
    band = forms.ChoiceField(
        required=False,
        label="How far apart",
    )
    notes = forms.BooleanField(required=False, label="Has evidence or ideas")
    cant_say = forms.BooleanField(required=False, label="Someone can’t say")
    unsettled = forms.BooleanField(required=False, label="Still to agree")

    def __init__(self, query: QueryDict, *, content: Content) -> None:
        super().__init__(query)
        domains = [(d.number, f"{d.number}. {d.short_title}") for d in content.domains]
        self.fields["domain"].choices = [ALL, *domains]  # type: ignore[attr-defined]
        bands = [(band.value, capital(words)) for band, words in band_words(content.scale.names).items()]
        self.fields["band"].choices = [ALL, *bands]  # type: ignore[attr-defined]
        pillars = [(p.slug, p.name) for p in content.pillars]
        self.fields["pillar"].choices = [ALL, *pillars]  # type: ignore[attr-defined]
        if not pillars:
            del self.fields["pillar"]


@dataclass(frozen=True)
class Filters:
    """What is asked for. `query` is the same as part of an address."""

    domain: int | None = None
    domains_of_pillar: frozenset[int] | None = None
    band: str = ""
    notes: bool = False
    cant_say: bool = False
    unsettled: bool = False
    query: str = ""

    @property
    def is_on(self) -> bool:
        """Anything is filtered."""
        return bool(self.query)

    def fits(self, row: ComparisonRow) -> bool:
        """Whether a statement is shown."""
        number = row.statement.domain_number
        return (
            self.domain in (None, number)
            and (self.domains_of_pillar is None or number in self.domains_of_pillar)
            and self.band in ("", row.band)
            and (not self.notes or row.has_notes)
            and (not self.cant_say or row.cant_say > 0)
            and (not self.unsettled or not row.is_settled)
        )

    def of(self, rows: Iterable[ComparisonRow]) -> list[ComparisonRow]:
        """Those of the rows that are shown."""
        return [row for row in rows if self.fits(row)]


def filters_in(query: QueryDict, content: Content) -> tuple[FilterForm, Filters]:
    """The form as it was filled in, and what it asks for."""
    form = FilterForm(query, content=content)
    form.is_valid()  # what is not valid is left out
    chosen = {name: value for name, value in form.cleaned_data.items() if value}
    kept = QueryDict(mutable=True)
    for name, value in chosen.items():
        kept[name] = "on" if value is True else str(value)
    pillar = chosen.pop("pillar", None)
    of_pillar = (d.number for d in content.domains if d.pillar and d.pillar.slug == pillar)
    numbers = frozenset(of_pillar) if pillar else None
    return form, Filters(domains_of_pillar=numbers, query=kept.urlencode(), **chosen)
