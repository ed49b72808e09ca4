"""YST's pages: the portfolio, one trust, adding trusts, assigning advisors."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import manager_for, trust_for_yst, yst_person_for
from accounts.forms.trusts import AssignmentForm, FirstLeadForm, NewTrustForm
from accounts.models import Assignment, Invitation, YstPerson, YstRole
from accounts.operations import assign_advisor, create_trust, end_assignment, invite_first_lead
from accounts.refusals import Refused
from accounts.views.answers import page
from reviews.portfolio import heat_table, portfolio_rows, shared_results
from reviews.views.charts import chart_of_shared


@require_safe
def portfolio_detail(request: HttpRequest) -> HttpResponse:
    """The trusts this person looks after: stage and activity always, agreed results where shared."""
    person = yst_person_for(request)
    rows = portfolio_rows(today=timezone.localdate())
    heat = heat_table([row.trust for row in rows])
    return page(
        request,
        "portfolio/portfolio_detail.html",
        person,
        rows=rows,
        heat=heat,
        is_manager=person.role == YstRole.MANAGER,
        heading="All trusts" if person.role == YstRole.MANAGER else "Your trusts",
        lede="Stage and dates always; agreed results where a trust’s executive shares them.",
    )


@require_safe
def portfolio_trust_detail(request: HttpRequest, trust_slug: str) -> HttpResponse:
    """One trust: its profile, where its review stands, and its agreed results if it shares them."""
    person = yst_person_for(request)
    trust = trust_for_yst(trust_slug)
    row = next(r for r in portfolio_rows(today=timezone.localdate()) if r.trust.pk == trust.pk)
    shared = shared_results(trust)
    is_manager = person.role == YstRole.MANAGER
    advisors = Assignment.objects.filter(trust=trust, ended_at__isnull=True).values_list(
        "user__yst_person__name", flat=True
    )
    invitation = None
    if is_manager:
        columns = ("email", "expires_at", "accepted_at", "withdrawn_at", "delivery", "created_at")
        invitation = Invitation.objects.filter(trust=trust).order_by("-created_at").values(*columns).first()
    return page(
        request, "portfolio/portfolio_trust_detail.html", person, trust=trust, row=row, shared=shared,
        is_manager=is_manager,
        advisors=sorted(advisors), invitation=invitation,
        chart=chart_of_shared(shared) if shared else None,
        profile=shared.profile if shared else [],
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def trust_create(request: HttpRequest) -> HttpResponse:
    """Add a trust and invite its first lead."""
    person = manager_for(request)
    form = NewTrustForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        lead_name, lead_email = given.pop("lead_name"), given.pop("lead_email")
        try:
            with transaction.atomic():  # a trust is added with its first lead or not at all
                trust = create_trust(by=person, at=timezone.now(), **given)
                invite_first_lead(trust=trust, email=lead_email, name=lead_name, by=person, at=timezone.now())
        except Refused as refused:
            form.add_error("group_id", refused.words)
        else:
            messages.success(request, f"{trust.name} is added, and {lead_name} has been invited.")
            return redirect("reviews:portfolio_trust_detail", trust.slug)
    return page(request, "portfolio/trust_create.html", person, form=form, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def first_lead_create(request: HttpRequest, trust_slug: str) -> HttpResponse:
    """Invite the first lead of a trust that nobody has joined."""
    person = manager_for(request)
    trust = trust_for_yst(trust_slug)
    form = FirstLeadForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        name, email = form.cleaned_data["lead_name"], form.cleaned_data["lead_email"]
        try:
            invite_first_lead(trust=trust, email=email, name=name, by=person, at=timezone.now())
        except Refused as refused:
            form.add_error(None, refused.words)
        else:
            messages.success(request, f"{name} has been invited.")
            return redirect("reviews:portfolio_trust_detail", trust_slug)
    return page(
        request,
        "portfolio/first_lead_create.html",
        person,
        trust=trust,
        form=form,
        status=422 if form.is_bound else 200,
    )


@require_http_methods(["GET", "POST"])
def assignment_update(request: HttpRequest, trust_slug: str) -> HttpResponse:
    """Which advisors look after a trust."""
    person = manager_for(request)
    trust = trust_for_yst(trust_slug)
    advisors = list(YstPerson.objects.filter(role=YstRole.ADVISOR, left_at__isnull=True).order_by("name", "pk"))
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
        status=422 if form.is_bound else 200,
    )
