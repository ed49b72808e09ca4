"""The demo's own pages. Each of them is not found when this is not the demo, whatever the addresses say."""

from collections.abc import Callable
from functools import wraps
from itertools import islice

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from accounts.answering import page
from accounts.models import User
from accounts.sign_in.second_factor import vouch_in_demo
from wellschool.demo.mail import SentEmail, sent_email, sent_names

View = Callable[..., HttpResponse]
DEMO_ADDRESSES = ".example"  # nobody can have a real address that ends like this: RFC 2606
SHOWN_EMAILS = 50
AS_IN_A_MAIL_PROGRAM = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'"


def demo_only(view: View) -> View:
    """For everybody who has the demo on their own machine, and nowhere else."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not settings.DEMO:
            raise Http404
        return view(request, *args, **kwargs)

    return login_not_required(guarded)


@demo_only
@require_POST
def sign_in_create(request: HttpRequest) -> HttpResponse:
    """Be one of the demo's people."""
    accounts = User.objects.filter(email__endswith=DEMO_ADDRESSES, is_active=True)
    person = get_object_or_404(accounts, email=request.POST.get("email", ""))
    login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
    vouch_in_demo(request, person)
    target = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return redirect(target if is_ours else "home")


@demo_only
@require_GET
def outbox_list(request: HttpRequest) -> HttpResponse:
    """The mail that the product sent, newest first."""
    emails = [sent_email(name) for name in islice(sent_names(), SHOWN_EMAILS)]
    return page(request, "demo/outbox_list.html", emails=emails)


@demo_only
@require_GET
def outbox_detail(request: HttpRequest, name: str) -> HttpResponse:
    """One email as text."""
    return page(request, "demo/outbox_detail.html", email=email_or_404(name))


@demo_only
@require_GET
def outbox_html_detail(request: HttpRequest, name: str) -> HttpResponse:
    """One email as a mail program would show it: no scripts, nothing fetched, no part of this site."""
    return HttpResponse(email_or_404(name).html, headers={"Content-Security-Policy": AS_IN_A_MAIL_PROGRAM})


def email_or_404(name: str) -> SentEmail:
    """By a name that is in the folder, so that no other file can be asked for."""
    if name not in sent_names():
        raise Http404
    return sent_email(name)
