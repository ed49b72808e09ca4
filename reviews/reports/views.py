"""What reports there are, choosing one, watching it being made, fetching it."""

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.answering import attempt, page
from accounts.models import Membership, TrustLogo
from accounts.progress import progress_page
from accounts.refusals import Refused
from reviews.design.parts import Milestone, milestones
from reviews.reports import OFFERS, Choices, made_with
from reviews.reports.forms import ReportForm, remembered
from reviews.reports.kinds import Format, Kind, ReportStatus
from reviews.reports.models import Report, ReportFile
from reviews.reports.operations import make_report_again, request_report, retry_report
from reviews.reports.shelf import SHORT, OnShelf, check_can_open, made_so_far, shelves
from reviews.reports.undrawn import Undrawn, undrawn_signs
from reviews.review.access import standing_for
from reviews.review.models.review import Review
from reviews.review.permissions import Standing

STEPS = (
    "Waiting for its turn",
    "Reading the review",
    "Writing the report",
    "Laying out the pages",
    "Checking that everyone can read it",
)
TYPES = {
    Format.PDF: "application/pdf",
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.CSV: "text/csv; charset=utf-8",
    Format.JSON: "application/json",
}
ZIP = b"PK\x03\x04"


def report_or_404(standing: Standing, report_id: UUID) -> Report:
    """A report of this review that is open to the acting person."""
    report = Report.objects.filter(uuid=report_id, review=standing.review).select_related("snapshot").first()
    if report is None:
        raise Http404
    return report


def kind_or_404(kind: str) -> Kind:
    """A kind of report by its name in the address."""
    if kind not in OFFERS:
        raise Http404
    return Kind(kind)


@require_safe
def report_list(request: HttpRequest, trust_slug: str, review_id: UUID) -> HttpResponse:
    """What reports there are, for whom, and those that were made."""
    standing = standing_for(request, trust_slug, review_id)
    return page(
        request, "reports/report_list.html", standing.member, review=standing.review, shelves=shelves(standing),
        made=made_so_far(standing),
    )  # fmt: skip


@dataclass(frozen=True)
class NewReportPage:
    """What can be chosen for one report."""

    review: Review
    form: ReportForm
    shelf: OnShelf
    undrawn: list[Undrawn]


@require_http_methods(["GET", "POST"])
def report_create(request: HttpRequest, trust_slug: str, review_id: UUID, kind: str) -> HttpResponse:
    """Choosing what one report holds, and asking for it."""
    standing, wanted_kind = standing_for(request, trust_slug, review_id), kind_or_404(kind)
    check_can_open(standing, wanted_kind)
    sent = request.POST if request.method == "POST" else None
    form = ReportForm(sent, kind=wanted_kind, standing=standing, initial=_last_choices(standing, wanted_kind))
    if request.method == "POST" and form.is_valid():
        try:
            report = request_report(wanted=form.wanted(), by=standing, at=timezone.now())
        except Refused as refused:
            form.add_error(None, refused.words)
        else:
            return redirect("reviews:report_detail", trust_slug, review_id, report.uuid)
    undrawn = undrawn_signs(standing) if Format.PDF in OFFERS[wanted_kind].formats else []
    shown = NewReportPage(standing.review, form, SHORT[wanted_kind], undrawn)
    return page(request, "reports/report_create.html", standing.member, shown, status=422 if form.errors else 200)


def _last_choices(standing: Standing, kind: Kind) -> dict[str, object]:
    """As this person chose for their last report of this kind in this trust; else everything but what tells most."""
    mine = Report.objects.filter(trust_id=standing.member.trust_id, requested_by_id=standing.member.user_id, kind=kind)
    last = mine.order_by("-pk").values_list("format", "choices").first()
    if last is None:
        names = standing.review.names_shown and kind == Kind.RATINGS
        return remembered(kind, OFFERS[kind].formats[0], Choices(names=names, notes=kind == Kind.RATINGS))
    return remembered(kind, last[0], Choices.from_json(last[1]))


@dataclass(frozen=True)
class ReportPage:
    """How far a report has got, and what was chosen for it."""

    review: Review
    report: Report
    member: Membership
    steps: list[Milestone]
    state: str
    is_mine: bool
    choices: str


@require_safe
def report_detail(request: HttpRequest, trust_slug: str, review_id: UUID, report_id: UUID) -> HttpResponse:
    """How far a report has got. Its fragment is polled; 204 while nothing changed, 286 once nothing more will."""
    standing = standing_for(request, trust_slug, review_id)
    report = report_or_404(standing, report_id)
    state = f"{report.status}-{report.step}".replace(" ", "")
    has_logo = TrustLogo.objects.filter(trust_id=standing.member.trust_id).exists()
    shown = ReportPage(
        review=standing.review,
        report=report,
        member=standing.member,
        steps=milestones(STEPS, report.step),
        state=state,
        is_mine=report.requested_by_id == request.user.pk,
        choices=made_with(report.kind, Choices.from_json(report.choices), has_logo=has_logo),
    )
    template = "reports/report_detail.html"
    is_over = not report.is_in_work
    return progress_page(request, template, "progress", standing.member, shown, state=state, is_over=is_over)


@require_POST
def report_retry_create(request: HttpRequest, trust_slug: str, review_id: UUID, report_id: UUID) -> HttpResponse:
    """Try a failed report again."""
    standing = standing_for(request, trust_slug, review_id)
    report = report_or_404(standing, report_id)
    attempt(request, retry_report, report=report, by=standing, at=timezone.now())
    return redirect("reviews:report_detail", trust_slug, review_id, report_id)


@require_POST
def report_again_create(request: HttpRequest, trust_slug: str, review_id: UUID, report_id: UUID) -> HttpResponse:
    """Make a report once more, with the same choices."""
    standing = standing_for(request, trust_slug, review_id)
    report = report_or_404(standing, report_id)
    made = make_report_again(report=report, by=standing, at=timezone.now())
    return redirect("reviews:report_detail", trust_slug, review_id, made.uuid)


@require_safe
def report_file(request: HttpRequest, trust_slug: str, review_id: UUID, report_id: UUID) -> HttpResponse:
    """The finished file."""
    standing = standing_for(request, trust_slug, review_id)
    report = report_or_404(standing, report_id)
    found = ReportFile.objects.filter(report=report, report__status=ReportStatus.DONE).first()
    if found is None:
        raise Http404
    content = bytes(found.content)
    is_zip = report.format == Format.CSV and content.startswith(ZIP)
    return HttpResponse(
        content, content_type="application/zip" if is_zip else TYPES[Format(report.format)],
        headers={
            "Content-Disposition": f'attachment; filename="{file_name(report, standing, is_zip=is_zip)}"',
            "Content-Security-Policy": "default-src 'none'",
        },
    )  # fmt: skip


def file_name(report: Report, standing: Standing, *, is_zip: bool) -> str:
    """The trust, what it is, the year and which sign-off: thistledown-board-summary-2026-1.pdf."""
    what = Kind(report.kind).label.lower().replace(" ", "-")
    number = f"-{report.snapshot.number}" if report.snapshot else "-draft" if report.is_draft else ""
    ending = "zip" if is_zip else report.format
    return f"{standing.member.trust.slug}-{what}-{standing.review.academic_year}{number}.{ending}"
