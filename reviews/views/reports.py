"""Asking for the report, watching it being made, fetching it."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.refusals import Refused
from accounts.views.answers import attempt, page
from reviews.access import standing_for
from reviews.models import Report, ReportFile, Snapshot
from reviews.operations import request_report, retry_report
from reviews.permissions import Standing, check_can_read_results

STEPS = (
    "Waiting for its turn",
    "Reading what was agreed",
    "Drawing the charts",
    "Laying out the pages",
    "Checking that everyone can read it",
)


def report_or_404(standing: Standing, report_id: UUID) -> Report:
    """A report of this review."""
    report = Report.objects.filter(uuid=report_id, review=standing.review).select_related("snapshot").first()
    if report is None:
        raise Http404
    return report


@require_http_methods(["GET", "POST"])
def report_list(request: HttpRequest, trust_slug: str, review_id: UUID) -> HttpResponse:
    """The reports of this review; asking for one."""
    standing = standing_for(request, trust_slug, review_id)
    check_can_read_results(standing)
    snapshot = Snapshot.objects.filter(review=standing.review).order_by("-number").first()
    if snapshot is None:
        raise Refused("There is no report before the first sign-off.")
    if request.method == "POST":
        report = request_report(snapshot=snapshot, by=standing, at=timezone.now())
        return redirect("reviews:report_detail", trust_slug, review_id, report.uuid)
    reports = (
        Report.objects.filter(review=standing.review).select_related("snapshot").order_by("-requested_at", "-pk")[:20]
    )
    return page(
        request,
        "reviews/report_list.html",
        standing.member,
        review=standing.review,
        snapshot=snapshot,
        reports=list(reports),
    )


@require_safe
def report_detail(request: HttpRequest, trust_slug: str, review_id: UUID, report_id: UUID) -> HttpResponse:
    """How far a report has got. Its fragment is polled; 204 while nothing changed, 286 once nothing more will."""
    standing = standing_for(request, trust_slug, review_id)
    check_can_read_results(standing)
    report = report_or_404(standing, report_id)
    state = f"{report.status}-{report.step}".replace(" ", "")
    steps = [
        {"name": words, "state": "done" if n < report.step else "busy" if n == report.step else "next"}
        for n, words in enumerate(STEPS)
    ]
    context: dict[str, Any] = {
        "review": standing.review, "report": report, "steps": steps, "state": state, "member": standing.member,
        "is_mine": report.requested_by_id == request.user.pk,
    }  # fmt: skip
    if not request.headers.get("HX-Request"):
        return page(request, "reviews/report_detail.html", standing.member, **context)
    if request.GET.get("state") == state:
        return HttpResponse(status=204)
    response = render(request, "reviews/report_detail.html#progress", context)
    if not report.is_in_work:
        response.status_code = 286  # htmx stops polling
    return response


@require_POST
def report_retry_create(request: HttpRequest, trust_slug: str, review_id: UUID, report_id: UUID) -> HttpResponse:
    """Try a failed report again."""
    standing = standing_for(request, trust_slug, review_id)
    check_can_read_results(standing)
    report = report_or_404(standing, report_id)
    attempt(request, retry_report, report=report, by=standing, at=timezone.now())
    return redirect("reviews:report_detail", trust_slug, review_id, report_id)


@require_safe
def report_file(request: HttpRequest, trust_slug: str, review_id: UUID, report_id: UUID) -> HttpResponse:
    """The finished file."""
    standing = standing_for(request, trust_slug, review_id)
    check_can_read_results(standing)
    report = report_or_404(standing, report_id)
    found = ReportFile.objects.filter(report=report).first()
    if found is None:
        raise Http404
    name = f"{trust_slug}-self-review-{standing.review.academic_year}-{report.snapshot.number}.pdf"
    return HttpResponse(
        bytes(found.content), content_type="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Content-Security-Policy": "default-src 'none'",
        },
    )  # fmt: skip
