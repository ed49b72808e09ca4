"""The only way from a URL to a trust: not found and not allowed look the same."""

from django.http import Http404, HttpRequest

from accounts.models import Membership, Trust, User, YstPerson
from accounts.permissions import check_can_manage


def account_of(request: HttpRequest) -> User:
    """The account that is signed in; only for views that need one."""
    assert isinstance(request.user, User)  # noqa: S101 LoginRequiredMiddleware has seen to it
    return request.user


def membership_for(request: HttpRequest, trust_slug: str) -> Membership:
    """The acting person's membership of this trust, with the trust; 404 for anybody else.

    YST's people are told the same without asking: their database role may not read who belongs to a trust.
    """
    account = account_of(request)
    members = Membership.objects.current().select_related("trust__registered")
    found = None if account.is_yst else members.filter(user=account, trust__slug=trust_slug).first()
    if found is None:
        raise Http404
    return found


def yst_person_for(request: HttpRequest) -> YstPerson:
    """The acting person at YST; 404 for anybody else."""
    found = None
    if account_of(request).is_yst:
        found = YstPerson.objects.filter(user=account_of(request), left_at__isnull=True).first()
    if found is None:
        raise Http404
    return found


def manager_for(request: HttpRequest) -> YstPerson:
    """The acting programme manager; an advisor is told that it is not theirs, anybody else 404."""
    person = yst_person_for(request)
    check_can_manage(person)
    return person


def trust_for_yst(trust_slug: str) -> Trust:
    """A trust that the acting person at YST looks after; 404 otherwise."""
    found = Trust.objects.filter(slug=trust_slug).first()
    if found is None:
        raise Http404
    return found
