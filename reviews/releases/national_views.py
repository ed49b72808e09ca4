"""A trust's agreed profile beside the national picture, for its members after the sign-off."""

from typing import NamedTuple
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from accounts.answering import page
from frameworks.content import DomainContent
from reviews.design.page_charts import Chart
from reviews.releases.charts import beside_chart, figure_words
from reviews.releases.models import Measure
from reviews.releases.reading import latest_release, picture_of
from reviews.review.access import standing_for
from reviews.review.models.snapshot import Snapshot
from reviews.review.permissions import check_can_read_results
from reviews.review.profile import ProfileRow, profile_of


class NationalDomain(NamedTuple):
    """A domain of ours beside what trusts agreed nationally; each statement with their shares in words."""

    domain: DomainContent
    chart: Chart
    rows: list[tuple[ProfileRow, str]]


@require_safe
def national_detail(request: HttpRequest, trust_slug: str, review_id: UUID) -> HttpResponse:
    """What we agreed beside what trusts agreed nationally, domain by domain and statement by statement."""
    standing = standing_for(request, trust_slug, review_id)
    check_can_read_results(standing)
    snapshot = Snapshot.objects.filter(review=standing.review).order_by("-number").first()
    if snapshot is None:
        return redirect("reviews:review_detail", trust_slug, review_id)
    release = latest_release(standing.review.version_id)
    domains: list[NationalDomain] = []
    group = None
    if release is not None:
        picture = picture_of(release, position=0)
        group = picture.in_breakdown("all")[0]
        for mine in profile_of(standing.review, snapshot).domains:
            rows = [(row, figure_words(picture, group, Measure.LEVELS, row.statement)) for row in mine.rows]
            domains.append(NationalDomain(mine.domain, beside_chart(picture, group, mine), rows))
    return page(
        request, "releases/national_detail.html", standing.member, review=standing.review, release=release, group=group,
        domains=domains,
    )  # fmt: skip
