"""The register for YST's people: finding a trust, what the register says of it, opening it here."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import manager_for, yst_person_for
from accounts.answering import fragment, page
from accounts.forms.trusts import FirstLeadForm
from accounts.listing import Listing, listing_of, wants_part
from accounts.models import JoinRequest, RequestStatus, Trust, YstPerson
from accounts.operations import open_and_invite
from accounts.permissions import can_manage
from accounts.refusals import Refused
from accounts.register.import_models import RegisterImport
from accounts.register.models import EarlierName, RegisteredTrust, School, SchoolStatus
from accounts.register.search import find_trusts
from accounts.register.verdicts import days_of, newest_applied


@dataclass(frozen=True)
class RegisterPage:
    """The register's trusts; but for the list, what stands above it for programme managers."""

    listing: Listing[RegisteredTrust]
    is_manager: bool
    newest: RegisterImport | None = None
    days: str = ""
    waiting: int = 0  # requests to join


@require_safe
def register_list(request: HttpRequest) -> HttpResponse:
    """The register's trusts, by name; as somebody types, those that are found. Trusts here are marked as such."""
    person = yst_person_for(request)
    listing, is_manager = listing_of(request, trusts_found), can_manage(person)
    if wants_part(request):
        return fragment(request, "accounts/register_list.html#found", RegisterPage(listing, is_manager))
    newest = newest_applied(person)
    shown = RegisterPage(
        listing, is_manager, newest, days=days_of(newest) if newest else "", waiting=waiting_requests(person)
    )
    return page(request, "accounts/register_list.html", person, shown)


def trusts_found(typed: str) -> QuerySet[RegisteredTrust]:
    """As the list shows them: with what they were called, and the trust here."""
    return find_trusts(typed).select_related("trust").prefetch_related("earlier_names")


def waiting_requests(person: YstPerson) -> int:
    """How many requests to join wait for an answer, for managers."""
    return JoinRequest.objects.filter(status=RequestStatus.WAITING).count() if can_manage(person) else 0


def registered_or_404(group_uid: int) -> RegisteredTrust:
    """A trust of the register, by its Group UID."""
    found = RegisteredTrust.objects.filter(group_uid=group_uid).first() if group_uid < 2**31 else None
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True)
class RegisteredTrustPage:
    """One trust of the register; `here` is the same, where it takes part and this person looks after it."""

    registered: RegisteredTrust
    schools: QuerySet[School]
    earlier: QuerySet[EarlierName]
    here: Trust | None
    is_manager: bool


@require_safe
def registered_trust_detail(request: HttpRequest, group_uid: int) -> HttpResponse:
    """What the register says of a trust; and, to whoever looks after it, that it takes part."""
    person = yst_person_for(request)
    registered = registered_or_404(group_uid)
    shown = RegisteredTrustPage(
        registered,
        schools=registered.places.exclude(status=SchoolStatus.LEFT).order_by("name_key", "urn"),
        earlier=registered.earlier_names.order_by("-until", "name_key"),
        here=Trust.objects.filter(registered=registered).first(), is_manager=can_manage(person),
    )  # fmt: skip
    return page(request, "accounts/registered_trust_detail.html", person, shown)


@require_http_methods(["GET", "POST"])
def opening_create(request: HttpRequest, group_uid: int) -> HttpResponse:
    """Open a trust from the register, with its first review lead."""
    person = manager_for(request)
    registered = registered_or_404(group_uid)
    here = Trust.objects.filter(registered=registered).first()
    if here is not None:
        return redirect(settings.TRUST_PAGE_AT_YST, here.slug)
    form = FirstLeadForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        name, email = form.cleaned_data["lead_name"], form.cleaned_data["lead_email"]
        try:
            trust = open_and_invite(registered=registered, email=email, name=name, by=person, at=timezone.now())
        except Refused as refused:
            form.add_error(None, refused.words)
        else:
            messages.success(request, f"{trust.name} is open, and {name} has been invited.")
            return redirect(settings.TRUST_PAGE_AT_YST, trust.slug)
    return page(
        request, "accounts/opening_create.html", person, registered=registered, form=form,
        status=422 if form.is_bound else 200,
    )  # fmt: skip
