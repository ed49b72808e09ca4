"""Which statements of a comparison are shown: read from the address, so that a view can be kept and sent."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django import forms
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from accounts.addresses import QueryFilters
from accounts.answering import names_of
from frameworks.content import Content, content_of
from reviews.agreement import band_words
from reviews.review.comparison import ComparisonRow

ALL = ("", "All")
FILTERS = ("domain", "pillar", "band", "notes", "cant_say", "unsettled")


class FilterForm(forms.Form):
    """All empty shows everything. An unknown value in the address shows everything too."""

    domain = forms.ChoiceField(required=False)
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
        bands = [(band.value, capfirst(words)) for band, words in band_words(content.scale.names).items()]
        self.fields["band"].choices = [ALL, *bands]  # type: ignore[attr-defined]
        pillars = [(p.slug, p.name) for p in content.pillars]
        self.fields["pillar"].choices = [ALL, *pillars]  # type: ignore[attr-defined]
        if not pillars:
            del self.fields["pillar"]


@dataclass(frozen=True)
class Asked(QueryFilters):
    """What the address asks for."""

    domain: str = ""
    pillar: str = ""
    band: str = ""
    notes: bool = False
    cant_say: bool = False
    unsettled: bool = False


@dataclass(frozen=True)
class Filters:
    """What is asked for, and the numbers of the domains in which that is. `query` is it as part of an address."""

    asked: Asked
    domains: frozenset[int]

    @property
    def query(self) -> str:
        return self.asked.query

    @property
    def is_on(self) -> bool:
        """Anything is filtered."""
        return self.asked.is_on

    def fits(self, row: ComparisonRow) -> bool:
        """Whether a statement is shown."""
        return (
            row.statement.domain_number in self.domains
            and self.asked.band in ("", row.band)
            and (not self.asked.notes or row.has_notes)
            and (not self.asked.cant_say or row.cant_say > 0)
            and (not self.asked.unsettled or not row.is_settled)
        )

    def of(self, rows: Iterable[ComparisonRow]) -> list[ComparisonRow]:
        """Those of the rows that are shown."""
        return [row for row in rows if self.fits(row)] if self.is_on else list(rows)


def filters_in(query: QueryDict, content: Content) -> Filters:
    """What the address asks for."""
    known = {
        "domain": [str(d.number) for d in content.domains],
        "pillar": [p.slug for p in content.pillars],
        "band": [band.value for band in band_words(content.scale.names)],
    }
    asked = Asked.read(query, known) if any(name in query for name in FILTERS) else Asked()
    domains = frozenset(
        d.number
        for d in content.domains
        if asked.domain in ("", str(d.number)) and asked.pillar in ("", d.pillar and d.pillar.slug)
    )
    return Filters(asked, domains)


@dataclass(frozen=True)
class FilterFields:
    """The form whose fields are drawn."""

    form: FilterForm


def filter_fields(query: QueryDict, content: Content, filters: Filters) -> SafeString:
    """The fields of the form as they were filled in; what is not on offer is said beside its field."""
    given = {name: value for name, value in query.items() if value and name in FILTERS}
    if given == QueryDict(filters.query).dict():
        return _fields_of(content.version_id, filters.query)
    return _drawn(query, content)


@lru_cache(maxsize=256)
def _fields_of(version_id: int, query: str) -> SafeString:
    """The same for whoever asks the same of a version."""
    return _drawn(QueryDict(query), content_of(version_id))


def _drawn(query: QueryDict, content: Content) -> SafeString:
    fields = FilterFields(FilterForm(query, content=content))
    return render_to_string("review/_filter_fields.html", names_of(fields))
