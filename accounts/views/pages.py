"""Pages without data: help, accessibility, privacy; one's own account; and whether the service is well."""

from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access import account_of
from accounts.answering import page
from accounts.models import Membership, User, YstPerson
from accounts.outbox.state import mail_trouble
from accounts.sign_in.second_factor import device_of
from accounts.sign_in.sessions import AT_YST_LASTS, OTHERS_LAST

WITHOUT_VALKEY = (
    "degraded: Valkey does not answer. Pages and saves go on; limits are counted in each process; mail, reports and "
    "imports wait."
)


@login_not_required
@require_safe
def help_detail(request: HttpRequest) -> HttpResponse:
    """How a self-review works, for everybody."""
    return page(request, "pages/help.html", whose(request))


@login_not_required
@require_safe
def accessibility_detail(request: HttpRequest) -> HttpResponse:
    """What was tested for accessibility, and how."""
    return page(request, "pages/accessibility.html", whose(request))


@login_not_required
@require_safe
def privacy_detail(request: HttpRequest) -> HttpResponse:
    """Who sees what, and when."""
    hours, hours_at_yst = (lasts.most // timedelta(hours=1) for lasts in (OTHERS_LAST, AT_YST_LASTS))
    return page(request, "pages/privacy.html", whose(request), hours=hours, hours_at_yst=hours_at_yst)


@require_safe
def account_detail(request: HttpRequest) -> HttpResponse:
    """One's own account: address, password, trusts."""
    user = account_of(request)
    yst = YstPerson.objects.filter(user=user).first() if user.is_yst else None
    rows = [] if yst else memberships_of(user)
    who = yst or (rows[0] if len(rows) == 1 else None)
    return page(
        request, "accounts/account_detail.html", who, memberships=rows, device=device_of(user),
        sees_most=any(m.is_lead or m.is_executive for m in rows),
    )  # fmt: skip


def memberships_of(user: User) -> list[Membership]:
    """Where somebody is, in the order of the trusts' names."""
    return list(
        Membership.objects.current().filter(user=user).select_related("trust").order_by("trust__name_key", "pk")
    )


def whose(request: HttpRequest) -> Membership | None:
    """The member of one trust, for the header. People at YST may not have shown their second factor yet."""
    if not request.user.is_authenticated or account_of(request).is_yst:
        return None
    rows = memberships_of(account_of(request))
    return rows[0] if len(rows) == 1 else None


@login_not_required
@never_cache
@require_safe
def health_detail(request: HttpRequest) -> HttpResponse:
    """200 when pages can be made, and what they do without; for the proxy and the demo's start."""
    with connection.cursor() as cursor:
        cursor.execute("select 1")
    return HttpResponse("ok" if has_valkey() else WITHOUT_VALKEY, content_type="text/plain; charset=utf-8")


def has_valkey() -> bool:
    """Whether the cache's server answers; a cache without a server always does."""
    return bool(getattr(cache, "answers", lambda: True)())


@login_not_required
@never_cache
@require_safe
def ready_detail(request: HttpRequest) -> HttpResponse:
    """Whether everything works that people rely on, for whoever watches the service; 503 when something does not.

    Nothing restarts because of it: a web server that can serve goes on, whatever the mail server does.
    """
    trouble, is_whole = mail_trouble(at=timezone.now()), has_valkey()
    words = f"mail: none goes out since {trouble.since:%Y-%m-%dT%H:%MZ}" if trouble else "mail: ok"
    said = f"database: ok\nvalkey: {'ok' if is_whole else 'does not answer'}\n{words}\n"
    return HttpResponse(said, content_type="text/plain", status=503 if trouble or not is_whole else 200)
