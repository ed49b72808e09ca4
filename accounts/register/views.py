"""Bringing the register in: upload, check, apply, discard; for programme managers."""

import csv
import io
from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Page
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import manager_for
from accounts.answering import attempt, page
from accounts.bodies import takes_files
from accounts.listing import page_of
from accounts.models import Trust
from accounts.progress import Step, progress_page
from accounts.refusals import Refused
from accounts.register.doubts import is_asked_about
from accounts.register.extracts import Faulty
from accounts.register.forms import ApplyForm, RegisterForm
from accounts.register.import_models import UNFINISHED, ImportedTrust, ImportStatus, Outcome, RegisterImport
from accounts.register.operations import apply_import, discard_import, retry_import, upload_register
from accounts.register.verdicts import (
    FileShown,
    Verdict,
    changes_anything,
    closing_words,
    doubts_in_words,
    files_of,
    held_back_words,
    newest_applied,
    unchanged_rows,
    verdict,
)
from accounts.register.view_words import (
    BY_NAME,
    LISTS,
    ImportedRow,
    Listed,
    RowList,
    csv_cells,
    left_out_words,
    listed,
    many_in,
    steps_of,
    title_of,
)

SHOWN = 20
LARGEST_UPLOAD = 280_000_000  # bytes; three extracts of the largest size, and the proxy's limit for this address


@takes_files(LARGEST_UPLOAD, only=manager_for)
@require_http_methods(["GET", "POST"])
def import_list(request: HttpRequest) -> HttpResponse:
    """The state of the register here, the way to bring it up to date, and earlier imports."""
    person = manager_for(request)
    form = RegisterForm(request.POST, request.FILES) if request.method == "POST" else RegisterForm()
    if request.method == "POST" and form.is_valid():
        try:
            made = upload_register(files=form.cleaned_data["extracts"], by=person, at=timezone.now())
        except (Refused, Faulty) as refused:
            form.add_error(None, refused.words)
        else:
            return redirect("accounts:import_detail", made.uuid)
    imports = list(RegisterImport.objects.order_by("-uploaded_at", "-pk")[:SHOWN])
    return page(
        request, "register/import_list.html", person, form=form, imports=imports, newest=newest_applied(person),
        unfinished=next((one for one in imports if one.status in UNFINISHED), None),
        status=422 if form.is_bound else 200,
    )  # fmt: skip


def import_or_404(import_id: UUID) -> RegisterImport:
    found = RegisterImport.objects.filter(uuid=import_id).first()
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True)
class ImportResult:
    """What a check found: its lists with how many rows, of which `shown` is open, and what was left out."""

    tiles: list[tuple[str, str, int]]  # name, title, rows
    shown: RowList
    title: str
    found: Page[ImportedRow]
    many: int
    rows: list[Listed]
    left_out: list[str]
    held_back: list[str]
    unchanged: int


@dataclass(frozen=True)
class Applying:
    """What is asked before an import is applied."""

    closing_here: list[Trust]
    closing: str
    doubts: list[str]
    form: ApplyForm | None


@dataclass(frozen=True)
class ImportPage:
    """An import: its files, the steps of the work, and, once it is checked, what applying it would do or has done."""

    made: RegisterImport
    files: list[FileShown]
    state: str
    steps: list[Step]
    result: ImportResult | None
    applying: Applying | None  # while it can be
    verdict: Verdict | None  # where there is nothing to apply


@require_safe
def import_detail(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """How far an import has got, and what its check found. 204 while nothing changed, 286 once nothing more will."""
    person = manager_for(request)
    made = import_or_404(import_id)
    state = f"{made.status}-{made.doing}-{made.done}"
    is_asked = made.status == ImportStatus.CHECKED
    is_of_use = is_asked and changes_anything(made)
    shown = ImportPage(
        made, files_of(made), state, steps_of(made) if made.is_in_work else [],
        result=result_of(request, made) if made.checked_at and not made.is_in_work else None,
        applying=applying(made) if is_of_use else None,
        verdict=verdict(made) if is_asked and not is_of_use else None,
    )  # fmt: skip
    template, is_over = "register/import_detail.html", not made.is_in_work
    return progress_page(request, template, "import", person, shown, state=state, is_over=is_over)


def result_of(request: HttpRequest, made: RegisterImport) -> ImportResult:
    """The lists of a check, one of them open, and what was left out."""
    filled = [one for one in LISTS if many_in(made, one.name)]
    wanted = BY_NAME.get(request.GET.get("list", ""))
    shown = wanted or (filled[0] if filled else BY_NAME["refused"])
    found = page_of(request, shown.rows(made))
    return ImportResult(
        tiles=[(one.name, title_of(one, made), many_in(made, one.name)) for one in filled],
        shown=shown, title=title_of(shown, made), found=found, many=many_in(made, shown.name),
        rows=[listed(row) for row in found],
        left_out=left_out_words(made), held_back=held_back_words(made), unchanged=unchanged_rows(made),
    )  # fmt: skip


def applying(made: RegisterImport) -> Applying:
    """What is said and asked above the button."""
    form = ApplyForm() if is_asked_about(made) else None
    return Applying(closing_here(made), closing_words(made), doubts_in_words(made), form)


def closing_here(made: RegisterImport) -> list[Trust]:
    """Trusts that take part here and that applying would close."""
    closing = ImportedTrust.objects.filter(register_import=made, outcome=Outcome.CLOSED).values("group_uid")
    return list(Trust.objects.filter(registered__group_uid__in=closing).order_by("name_key", "pk"))


@require_safe
def import_row_list(request: HttpRequest, import_id: UUID, list_name: str) -> HttpResponse:
    """One list of a check, whole, for a spreadsheet."""
    manager_for(request)
    made = import_or_404(import_id)
    if list_name not in BY_NAME:
        raise Http404
    shown, text = BY_NAME[list_name], io.StringIO()
    rows = (listed(row) for row in shown.rows(made).iterator())
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows(csv_cells(rows))
    name = f"register-{made.uploaded_at:%Y-%m-%d}-{list_name}.csv"
    return HttpResponse(
        text.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )  # fmt: skip


@require_POST
def import_application_create(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Apply what was checked."""
    person = manager_for(request)
    form = ApplyForm(request.POST)
    sure = form.is_valid() and form.cleaned_data["sure"]
    attempt(request, apply_import, made=import_or_404(import_id), sure=sure, by=person, at=timezone.now())
    return redirect("accounts:import_detail", import_id)


@require_POST
def import_discard_create(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Leave the register as it is."""
    person = manager_for(request)
    words = "The import is discarded. The register here stays as it was."
    attempt(request, discard_import, success=words, made=import_or_404(import_id), by=person, at=timezone.now())
    return redirect("accounts:import_list")


@require_POST
def import_retry_create(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Try again what did not work."""
    person = manager_for(request)
    attempt(request, retry_import, made=import_or_404(import_id), by=person, at=timezone.now())
    return redirect("accounts:import_detail", import_id)
