"""YST's pages: the portfolio, one trust, who needs help with what, adding trusts, assigning advisors."""

from dataclasses import dataclass
from functools import partial

from django.contrib import messages
from django.core.paginator import Page
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import manager_for, trust_for_yst, yst_person_for
from accounts.answering import in_turn, page, status_of
from accounts.forms.trusts import AssignmentForm, NewTrustForm
from accounts.listing import page_of
from accounts.models import Assignment, Invitation, Trust, YstRole
from accounts.operations import assign_advisor, create_trust, end_assignment, invite_first_lead
from accounts.outbox.state import MailTrouble, mail_trouble
from accounts.refusals import Refused
from frameworks.content import content_of, newest_version_id
from frameworks.scale import Scale
from reviews.portfolio import (
    Chosen,
    Contact,
    Count,
    HeatTable,
    LevelSet,
    Need,
    Note,
    PortfolioRow,
    Sharing,
    TrustSeen,
    contacts_of,
    counts_of,
    current_advisors,
    heat_table,
    levels_set,
    needs_of,
    notes_of,
    portfolio_rows,
    sharing_of,
    trust_seen,
)
from reviews.portfolio.page import chosen_trusts, filters_of
from reviews.portfolio.support import MOST_NOTES
from reviews.review.charts import Chart, chart_of_profile

MOST_NEEDS = 5  # on the portfolio's own page


@dataclass(frozen=True)
class PortfolioPage:
    """The chosen trusts, a page of them at a time; those that share, compared; and who needs help with what."""

    chosen: Chosen
    filters: SafeString  # the form by which others are chosen
    shown: Page[PortfolioRow]
    sharing: list[Sharing]
    compared: Page[Sharing]
    heat: HeatTable
    scale: Scale
    needs: list[Need]
    stages: list[Count]
    others: list[Count]
    contacts: dict[int, list[Contact]]  # by trust
    mail: MailTrouble | None  # for programme managers


@require_safe
def portfolio_detail(request: HttpRequest) -> HttpResponse:
    """The trusts this person looks after, as chosen: stage and activity always, agreed results where shared."""
    chosen = chosen_trusts(request)
    shown = page_of(request, chosen.rows)
    content = content_of(newest_version_id())
    sharing = sharing_of(chosen.rows, content)
    compared = page_of(request, sharing, name="shared")
    heat = heat_table(list(compared), content)
    stages, others = counts_of(chosen.rows, chosen.filters)
    portfolio = PortfolioPage(
        chosen, filters_of(request, chosen), shown, sharing, compared, heat, content.scale,
        needs=needs_of(sharing, content, most=MOST_NEEDS), stages=stages, others=others,
        contacts=contacts_of(row.id for row in shown),
        mail=mail_trouble(at=timezone.now(), counted=True) if chosen.is_manager else None,
    )  # fmt: skip
    return page(request, "portfolio/portfolio_detail.html", chosen.person, portfolio)


@dataclass(frozen=True)
class NeedsPage:
    """Every statement at the first level in several of the chosen trusts that share."""

    chosen: Chosen
    filters: SafeString  # the form by which others are chosen
    sharing: list[Sharing]
    needs: list[Need]
    scale: Scale


@require_safe
def portfolio_needs(request: HttpRequest) -> HttpResponse:
    """Who needs help with what: every statement at the first level in several of the chosen trusts that share."""
    chosen = chosen_trusts(request)
    content = content_of(newest_version_id())
    sharing = sharing_of(chosen.rows, content)
    shown = NeedsPage(chosen, filters_of(request, chosen), sharing, needs_of(sharing, content), content.scale)
    return page(request, "portfolio/portfolio_needs.html", chosen.person, shown)


@dataclass(frozen=True)
class PortfolioTrustPage:
    """One trust, as somebody at YST sees it."""

    trust: Trust
    row: PortfolioRow
    seen: TrustSeen
    is_manager: bool
    levels: list[LevelSet]
    every_note: bool
    notes: list[Note]
    invitation: Invitation | None  # its first lead's, for programme managers
    chart: Chart | None
    most_notes: int = MOST_NOTES


@require_safe
def portfolio_trust_detail(request: HttpRequest, trust_slug: str) -> HttpResponse:
    """One trust: its profile, where its reviews stand, support and notes, and its agreed results if it shares them."""
    person = yst_person_for(request)
    trust = trust_for_yst(trust_slug)
    is_manager = person.role == YstRole.MANAGER
    one = Trust.objects.filter(pk=trust.pk)
    (row,) = portfolio_rows(one, today=timezone.localdate(), with_advisors=True)
    seen = trust_seen(trust)
    every_note = request.GET.get("notes") == "all"
    shown = PortfolioTrustPage(
        trust, row, seen, is_manager=is_manager, levels=levels_set(trust), every_note=every_note,
        notes=notes_of(trust, by=person.user_id, most=None if every_note else MOST_NOTES),
        invitation=first_invitation(trust) if is_manager and not row.stage else None,
        chart=chart_of_profile(seen.results.profile) if seen.results else None,
    )  # fmt: skip
    return page(request, "portfolio/portfolio_trust_detail.html", person, shown)


def first_invitation(trust: Trust) -> Invitation | None:
    """The newest invitation of a trust's first lead, for programme managers."""
    columns = ("email", "expires_at", "accepted_at", "withdrawn_at", "delivery", "created_at")
    return Invitation.objects.filter(trust=trust).order_by("-created_at", "-pk").only(*columns).first()


@require_http_methods(["GET", "POST"])
def trust_create(request: HttpRequest) -> HttpResponse:
    """Add a trust and invite its first lead."""
    person = manager_for(request)
    form = NewTrustForm(request.POST or None, new=True)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        lead_name, lead_email = given.pop("lead_name"), given.pop("lead_email")
        try:
            with transaction.atomic():  # a trust is added with its first lead or not at all
                trust = create_trust(by=person, at=timezone.now(), **given)
                invite_first_lead(trust=trust, email=lead_email, name=lead_name, by=person, at=timezone.now())
        except Refused as refused:
            form.add_error(None, refused.words)
        else:
            messages.success(request, f"{trust.name} is added, and {lead_name} has been invited.")
            return redirect("reviews:portfolio_trust_detail", trust.slug)
    return page(request, "portfolio/trust_create.html", person, form=form, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@partial(in_turn, over="advisors")
def assignment_update(request: HttpRequest, trust_slug: str) -> HttpResponse:
    """Which advisors look after a trust."""
    person = manager_for(request)
    trust = trust_for_yst(trust_slug)
    advisors = current_advisors()
    now = set(Assignment.objects.filter(trust=trust, ended_at__isnull=True).values_list("user_id", flat=True))
    initial = {"advisors": [str(a.pk) for a in advisors if a.user_id in now]}
    form = AssignmentForm(request.POST or None, advisors=advisors, initial=initial)
    if request.method == "POST" and form.is_valid():
        chosen = {int(pk) for pk in form.cleaned_data["advisors"]}
        for advisor in advisors:
            operation = assign_advisor if advisor.pk in chosen else end_assignment
            operation(trust=trust, advisor=advisor, by=person, at=timezone.now())
        messages.success(request, f"The advisors of {trust.name} are saved.")
        return redirect("reviews:portfolio_trust_detail", trust_slug)
    return page(
        request,
        "portfolio/assignment_update.html",
        person,
        trust=trust,
        form=form,
        advisors=advisors,
        status=status_of(form),
    )
