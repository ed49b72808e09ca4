"""All addresses."""

from django.conf import settings
from django.urls import include, path

from accounts import urls as accounts_urls
from accounts.views import pages, terms
from reviews.home.gallery import gallery_detail
from reviews.home.trust_views import home_detail

urlpatterns = [
    path("", home_detail, name="home"),
    path("account/", pages.account_detail, name="account"),
    path("accounts/", include(accounts_urls.account_patterns)),
    path("help/", pages.help_detail, name="help"),
    path("accessibility/", pages.accessibility_detail, name="accessibility"),
    path("terms/", terms.terms_detail, name="terms"),
    path("privacy/", pages.privacy_detail, name="privacy"),
    path("health/", pages.health_detail, name="health"),
    path("ready/", pages.ready_detail, name="ready"),
    path("", include("accounts.urls")),
    path("", include("reviews.urls")),
]

if settings.GALLERY:
    urlpatterns += [
        path("gallery/", gallery_detail, name="gallery"),
        path("gallery/<slug:screen>/", gallery_detail, name="gallery_screen"),
    ]

if settings.DEMO:
    urlpatterns += [path("demo/", include("wellschool.demo.urls"))]

handler400 = "accounts.views.errors.bad_request"
handler403 = "accounts.views.errors.forbidden"
handler404 = "accounts.views.errors.not_found"
handler429 = "accounts.views.errors.too_many_requests"
handler500 = "accounts.views.errors.server_error"
