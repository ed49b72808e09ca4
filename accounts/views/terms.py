"""The terms of use and the processing agreement: to read, for everybody, and to accept, for executives."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import membership_for
from accounts.answering import attempt, page
from accounts.models import TermsAcceptance
from accounts.operations import accept_terms
from accounts.permissions import can_accept_terms, check_can_accept_terms
from accounts.terms import CURRENT
from accounts.views.pages import whose


@login_not_required
@require_safe
def terms_detail(request: HttpRequest) -> HttpResponse:
    """The edition that holds now."""
    return page(request, "pages/terms.html", whose(request), edition=CURRENT)


@require_http_methods(["GET", "POST"])
def acceptance_update(request: HttpRequest, trust_slug: str) -> HttpResponse:
    """What this trust has accepted, and when; an executive accepts here."""
    member = membership_for(request, trust_slug)
    if request.method == "POST":
        check_can_accept_terms(member)
        attempt(
            request, accept_terms, edition=request.POST.get("edition", ""), by=member, at=timezone.now(),
            success="The terms and the processing agreement are accepted for your trust. Rating can be started.",
        )  # fmt: skip
        return redirect("accounts:terms_acceptance", trust_slug)
    accepted = list(TermsAcceptance.objects.filter(trust_id=member.trust_id).order_by("-accepted_at"))
    return page(
        request, "accounts/terms_acceptance.html", member, edition=CURRENT, accepted=accepted,
        is_current=any(a.edition == CURRENT.number for a in accepted), can_accept=can_accept_terms(member),
    )  # fmt: skip
