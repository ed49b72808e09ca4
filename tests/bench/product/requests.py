"""Requests as a browser behind the proxy sends them, of people who are signed in."""

import random
from collections.abc import Iterator
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.cached_db import SessionStore
from django.urls import reverse

from accounts.models import User
from frameworks.content import content_of
from reviews.meeting.models import Meeting
from reviews.review.models.reviewer import Reviewer
from tests.bench.plans import VERSION, Request
from tests.builders import Cast, acting
from tests.signing_in import remember_second_factor

HOST = "localhost"
MANAGER = "max.hill@yst.example"
ADVISOR = "vi.asante@yst.example"
CSRF = "c" * 32


def manager() -> User:
    return User.objects.get(email=MANAGER)


def advisor() -> User:
    return User.objects.get(email=ADVISOR)


def headers_of(user: User) -> dict[str, str]:
    """Session and CSRF cookies as after signing in, and what the proxy adds."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    if user.is_yst:
        remember_second_factor(session, user)
    session.save()
    cookies = {settings.SESSION_COOKIE_NAME: session.session_key, settings.CSRF_COOKIE_NAME: CSRF}
    return {
        "Host": HOST,
        "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
        "X-Forwarded-Proto": "https",
        "X-Forwarded-For": "192.0.2.7",
    }


def saves(cast: Cast, who: str, chance: random.Random) -> Iterator[Request]:
    """One autosave for each statement."""
    member, review = cast.people[who], cast.review
    with acting(member):
        reviewer = Reviewer.objects.get(review=review, membership=member)
    headers = {
        **headers_of(member.user),
        "Origin": f"https://{HOST}",
        "X-CSRFToken": CSRF,
        "HX-Request": "true",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    for s in content_of(review.version_id).statements:
        address = reverse("reviews:rating_update", args=[cast.trust.slug, review.uuid, s.domain_number])
        fields = {
            "only": s.id,
            "person": member.user_id,
            f"level-{s.id}": chance.randint(1, 3),
            f"note-{s.id}": "Seen in nine schools of ten." if chance.random() < 0.3 else "",
            f"suggestion-{s.id}": "",
            f"version-{s.id}": VERSION,
        }
        yield Request("POST", address, headers, urlencode(fields, safe="{}"), (reviewer.pk, s.id))


def comparison(cast: Cast, who: str) -> Request:
    address = reverse("reviews:comparison_detail", args=[cast.trust.slug, cast.review.uuid])
    return Request("GET", address, headers_of(cast.people[who].user))


def polls(cast: Cast) -> list[Request]:
    """What the screens of a meeting ask when nothing is new. It began long ago, so its clock says 0."""
    with acting(cast.lead):
        version = Meeting.objects.get(review=cast.review).version
    address = reverse("reviews:meeting_now", args=[cast.trust.slug, cast.review.uuid])
    return [
        Request("GET", f"{address}?version={version}&left=0", {**headers_of(person.user), "HX-Request": "true"})
        for person in cast.people.values()
    ]


def room(cast: Cast) -> Request:
    """What a screen is sent when the meeting has changed."""
    address = reverse("reviews:meeting_now", args=[cast.trust.slug, cast.review.uuid])
    return Request("GET", f"{address}?version=0", {**headers_of(cast.colleague.user), "HX-Request": "true"})


def rating_page(cast: Cast, who: str) -> Request:
    """The cards of the first domain."""
    address = reverse("reviews:rating_update", args=[cast.trust.slug, cast.review.uuid, 1])
    return Request("GET", address, headers_of(cast.people[who].user))


def portfolio(who: User) -> Request:
    """The trusts of somebody at YST: all of them for a programme manager."""
    return Request("GET", reverse("reviews:portfolio_detail"), headers_of(who))
