"""The portfolio as a spreadsheet or PDF: asked for, watched, fetched."""

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.access import yst_person_for
from accounts.progress import progress_page
from accounts.refusals import Refused
from reviews.portfolio.export_models import ExportFormat, PortfolioExport, PortfolioFile
from reviews.portfolio.export_operations import request_export
from reviews.portfolio.page import chosen_trusts
from reviews.reports.kinds import Format, ReportStatus
from reviews.reports.views import TYPES


@require_POST
def portfolio_export_create(request: HttpRequest) -> HttpResponse:
    """Ask for a file of the trusts that the address's filters leave."""
    chosen = chosen_trusts(request)
    format = request.POST.get("format", "")
    if format not in ExportFormat.values:
        raise Refused("There is no such kind of file.")
    export = request_export(format=format, filters=chosen.filters.query, by=chosen.person, at=timezone.now())
    return redirect("reviews:portfolio_export_detail", export.uuid)


@dataclass(frozen=True)
class ExportPage:
    """A file that was asked for; `is_open`: whoever asked still sees all that is in it."""

    export: PortfolioExport
    is_open: bool


@require_safe
def portfolio_export_detail(request: HttpRequest, export_id: UUID) -> HttpResponse:
    """How far a file has got. Its fragment is polled; 204 while nothing changed, 286 once nothing more will."""
    person = yst_person_for(request)
    export = export_or_404(export_id)
    shown = ExportPage(export, is_open=PortfolioFile.objects.filter(export=export).exists())
    template, is_over = "portfolio/export_detail.html", not export.is_in_work
    return progress_page(request, template, "progress", person, shown, state=export.status, is_over=is_over)


@require_safe
def portfolio_export_file(request: HttpRequest, export_id: UUID) -> HttpResponse:
    """The file, for whoever asked for it, while they see all that is in it."""
    yst_person_for(request)
    export = export_or_404(export_id)
    found = PortfolioFile.objects.filter(export=export, export__status=ReportStatus.DONE).first()
    if found is None:
        raise Http404
    day = timezone.localtime(export.requested_at).date().isoformat()
    return HttpResponse(
        bytes(found.content), content_type=TYPES[Format(export.format)],
        headers={
            "Content-Disposition": f'attachment; filename="portfolio-{day}.{export.format}"',
            "Content-Security-Policy": "default-src 'none'",
        },
    )  # fmt: skip


def export_or_404(export_id: UUID) -> PortfolioExport:
    """An export of the acting person's."""
    export = PortfolioExport.objects.filter(uuid=export_id).first()
    if export is None:
        raise Http404
    return export
