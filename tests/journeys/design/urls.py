"""The names of pages that layouts link to, so that components can be tested without the pages."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from reviews.home.gallery import gallery_detail


def nothing(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    return HttpResponse()


NAMES = ("home", "account", "account_login", "account_logout", "help", "accessibility", "privacy", "terms")
trusts = [path("trusts/<slug:trust_slug>/", nothing, name="trust_detail")]

urlpatterns = [
    *(path(f"{name}/", nothing, name=name) for name in NAMES),
    path("", include((trusts, "reviews"))),
    path("gallery/", gallery_detail),
    path("gallery/<slug:screen>/", gallery_detail),
]
