"""The trust's logo: choosing it, seeing it, taking it away."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import membership_for
from accounts.answering import in_turn, page, status_of
from accounts.bodies import takes_files
from accounts.forms.logo import LogoForm, LogoRemovalForm
from accounts.models import Membership, TrustLogo
from accounts.operations import remove_logo, save_logo
from accounts.operations.logo import MOST_BYTES
from accounts.permissions import can_change_trust, check_can_change_trust
from accounts.refusals import Refused


@takes_files(2 * MOST_BYTES)  # what is a little too large is said beside the field
@require_http_methods(["GET", "POST"])
@in_turn
def logo_update(request: HttpRequest, trust_slug: str) -> HttpResponse:
    """The logo on reports' covers; leads and executives choose another."""
    member = membership_for(request, trust_slug)
    logo = logo_of(member)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = LogoForm(*sent, since=logo.changed_at if logo else None)
    if request.method == "POST":
        check_can_change_trust(member)
        if form.is_valid():
            try:
                save_logo(upload=form.cleaned_data["logo"].read(), by=member, at=timezone.now())
            except Refused as refused:
                form.add_error("logo", refused.words)
            else:
                messages.success(request, "The logo is saved. Reports made from now on can show it.")
                return redirect("accounts:logo_update", trust_slug)
    return page(
        request, "accounts/logo_update.html", member, form=form, logo=logo, can_steer=can_change_trust(member),
        removal=removal_form(logo),
        status=status_of(form),
    )  # fmt: skip


def logo_of(member: Membership) -> TrustLogo | None:
    """The trust's logo without its picture."""
    return TrustLogo.objects.filter(trust_id=member.trust_id).only("trust_id", "width", "height", "changed_at").first()


def removal_form(logo: TrustLogo | None, sent: QueryDict | None = None) -> LogoRemovalForm:
    """The button under this logo."""
    return LogoRemovalForm(sent, shown={"logo": logo.changed_at if logo else None}, auto_id=False)


@require_POST
@in_turn
def logo_delete(request: HttpRequest, trust_slug: str) -> HttpResponse:
    """Take the logo away: the one that was seen, not one that somebody has chosen since."""
    member = membership_for(request, trust_slug)
    check_can_change_trust(member)
    form = removal_form(logo_of(member), request.POST)
    if form.is_valid():
        remove_logo(by=member, at=timezone.now())
        messages.success(request, "The logo is removed.")
    else:
        messages.error(request, str(form.non_field_errors()[0]))
    return redirect("accounts:logo_update", trust_slug)


@require_safe
def logo_detail(request: HttpRequest, trust_slug: str) -> HttpResponse:
    """The picture itself, for members."""
    member = membership_for(request, trust_slug)
    logo = TrustLogo.objects.filter(trust_id=member.trust_id).first()
    if logo is None:
        raise Http404
    return HttpResponse(
        bytes(logo.content), content_type="image/png", headers={"Content-Security-Policy": "default-src 'none'"}
    )
