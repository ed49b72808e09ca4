"""Asking for a release."""

from collections.abc import Mapping
from datetime import date

from django import forms
from django.db.models import Count

from frameworks.models import FrameworkVersion
from reviews.calendar import academic_year_of, year_words
from reviews.releases.facts import LEVELS
from reviews.releases.models import Release

YEARS = 3  # how far back


class ReleaseForm(forms.Form):
    """An academic year that is over, under one version; `offers` are those of which there is no release yet."""

    what = forms.ChoiceField(widget=forms.RadioSelect, label="Which academic year?")

    def __init__(self, data: Mapping[str, object] | None = None, *, today: date, made: list[Release]) -> None:
        super().__init__(data)
        done = {(r.academic_year, r.version_id) for r in made}
        last = academic_year_of(today) - 1
        published = FrameworkVersion.objects.filter(published_at__isnull=False).order_by("-published_at", "-pk")
        versions = published.annotate(many=Count("levels")).filter(many=LEVELS)
        several = versions.count() > 1
        self.offers = {
            (year, version.pk): year_words(year) + (f", {version.name}" if several else "")
            for year in range(last, last - YEARS, -1)
            for version in versions
            if (year, version.pk) not in done
        }
        choices = [(f"{year}-{version}", words) for (year, version), words in self.offers.items()]
        self.fields["what"].choices = choices  # type: ignore[attr-defined]

    def year_and_version(self) -> tuple[int, int]:
        """What was chosen."""
        year, version = self.cleaned_data["what"].split("-")
        return int(year), int(version)
