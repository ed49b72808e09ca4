"""Following an invitation's link: looking uses nothing up; accepting is a button."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from allauth.account.models import EmailAddress
from allauth.account.utils import perform_login
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import IntegrityError, connection, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.answering import page
from accounts.forms.people import NewAccountForm
from accounts.invitation_links import hashed
from accounts.isolation.actor import Actor, acting_as
from accounts.models import Role, User
from accounts.operations import AcceptRefused, accept_invitation, create_account_for


@dataclass(frozen=True)
class InvitationBehind:
    """What the holder of a link may know about it."""

    id: int
    trust_name: str
    trust_slug: str
    email: str
    role: str
    invited_by: str
    name: str
    expires_at: datetime
    accepted_at: datetime | None
    withdrawn_at: datetime | None
    has_account: bool
    may_invite: bool  # whoever invited still may
    has_closed: bool  # the trust, as the register says

    @property
    def is_open(self) -> bool:
        is_standing = not (self.accepted_at or self.withdrawn_at) and self.expires_at > timezone.now()
        return is_standing and self.may_invite and not self.has_closed

    @property
    def role_words(self) -> str:
        return Role(self.role).label

    @property
    def is_trustee(self) -> bool:
        return self.role == Role.TRUSTEE


def invitation_behind(token: str) -> InvitationBehind:
    """The invitation behind a link; 404 when there is none."""
    with connection.cursor() as cursor:
        cursor.execute("select * from isolation.invitation_behind(%s)", [hashed(token)])
        row = cursor.fetchone()
    if row is None:
        raise Http404
    return InvitationBehind(*row)


@login_not_required
@never_cache
@require_safe
def invitation_detail(request: HttpRequest, token: str) -> HttpResponse:
    """Who invites, to what, and the way to accept that fits whoever is looking. Once accepted, it leads on."""
    invitation = invitation_behind(token)
    if invitation.accepted_at and request.user.is_authenticated and owns(request.user, invitation.email):
        return redirect(after_joining(request, invitation))
    return _invitation_page(request, token, NewAccountForm(email=invitation.email))


@dataclass(frozen=True)
class InvitationPage:
    """An invitation to whoever follows its link; `then` is where joining leads, `here` leads back with it."""

    invitation: InvitationBehind
    form: NewAccountForm
    token: str
    is_right_person: bool
    then: str
    here: str
    sign_in_url: str


def _invitation_page(request: HttpRequest, token: str, form: NewAccountForm, status: int = 200) -> HttpResponse:
    invitation = invitation_behind(token)
    then = after_joining(request, invitation)
    shown = InvitationPage(
        invitation, form, token,
        is_right_person=request.user.is_authenticated and owns(request.user, invitation.email),
        then=then,
        here=f"{reverse('accounts:invitation_detail', args=[token])}?{urlencode({'next': then})}",
        sign_in_url=f"{reverse('account_login')}?{urlencode({'next': request.get_full_path()})}",
    )  # fmt: skip
    return page(request, "accounts/invitation_detail.html", None, shown, status=status)


def after_joining(request: HttpRequest, invitation: InvitationBehind) -> str:
    """Where the email leads once they have joined: a page of this trust, or its first."""
    first = reverse(settings.TRUST_PAGE, args=[invitation.trust_slug])
    then = request.GET.get("next", "")
    return then if then.startswith(first) and url_has_allowed_host_and_scheme(then, allowed_hosts=None) else first


def owns(user: User, email: str) -> bool:
    """Whether this account has verified that address."""
    return EmailAddress.objects.filter(user=user, email__iexact=email, verified=True).exists()


@require_POST
def acceptance_create(request: HttpRequest, token: str) -> HttpResponse:
    """Accept as the person who is signed in."""
    invitation = invitation_behind(token)
    try:
        accept_invitation(token=token, at=timezone.now())
    except AcceptRefused as refused:
        messages.error(request, refused.words)
        return redirect("accounts:invitation_detail", token)
    messages.success(request, f"You have joined {invitation.trust_name}.")
    return redirect(after_joining(request, invitation))


@login_not_required
@never_cache
@require_POST
def account_create(request: HttpRequest, token: str) -> HttpResponse:
    """Make an account for the invited address, accept with it, and sign in."""
    invitation = invitation_behind(token)
    if not invitation.is_open or invitation.has_account or request.user.is_authenticated:
        return redirect("accounts:invitation_detail", token)
    form = NewAccountForm(request.POST, email=invitation.email)
    if not form.is_valid():
        return _invitation_page(request, token, form, status=422)
    try:
        with transaction.atomic():
            user = create_account_for(email=invitation.email, password=form.cleaned_data["password"])
    except IntegrityError:  # pressed twice, or in two tabs at once: the other one has made it
        messages.error(request, "Your account was made a moment ago, with the password typed first. Sign in with it.")
        return redirect("accounts:invitation_detail", token)
    with acting_as(Actor(user_id=user.pk)):
        accept_invitation(token=token, at=timezone.now())
    return perform_login(request, user, redirect_url=after_joining(request, invitation), email=user.email)
