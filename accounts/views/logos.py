"""The trust's logo: choosing it, seeing it, taking it away."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import membership_for
from accounts.bodies import takes_files
from accounts.forms.logo import LogoForm
from accounts.models import TrustLogo
from accounts.operations import remove_logo, save_logo
from accounts.operations.logo import MOST_BYTES
from accounts.permissions import can_steer, check_can_steer
from accounts.refusals import Refused
from accounts.views.answers import page


@takes_files(2 * MOST_BYTES)  # what is a little too large is said beside the field
@require_http_methods(["GET", "POST"])
def logo_update(request: HttpRequest, trust_slug: str) -> HttpResponse:
    """The logo on reports' covers; leads and executives choose another."""
    member = membership_for(request, trust_slug)
    form = LogoForm(request.POST, request.FILES) if request.method == "POST" else LogoForm()
    if request.method == "POST":
        check_can_steer(member)
        if form.is_valid():
            try:
                save_logo(upload=form.cleaned_data["logo"].read(), by=member, at=timezone.now())
            except Refused as refused:
                form.add_error("logo", refused.words)
            else:
                messages.success(request, "The logo is saved. Reports made from now on can show it.")
                return redirect("accounts:logo_update", trust_slug)
    logo = TrustLogo.objects.filter(trust_id=member.trust_id).only("trust_id", "width", "height", "changed_at").first()
    return page(
        request, "accounts/logo_update.html", member, form=form, logo=logo, can_steer=can_steer(member),
        status=422 if form.is_bound else 200,
    )  # fmt: skip


@require_POST
def logo_delete(request: HttpRequest, trust_slug: str) -> HttpResponse:
    """Take the logo away."""
    member = membership_for(request, trust_slug)
    remove_logo(by=member, at=timezone.now())
    messages.success(request, "The logo is removed.")
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
