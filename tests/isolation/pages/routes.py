"""Every address of the product, as the URL configuration has them."""

from collections.abc import Iterator
from functools import cache
from types import SimpleNamespace

from django.urls import URLPattern, URLResolver, get_resolver, reverse

WITH_DEMO = "tests.services.demo_urls"
NOT_OF_A_TRUST = {"kind": "full", "screen": "gallery", "name": "no-such-email", "key": "no-such-key", "uidb36": "1"}


@cache
def routes() -> dict[str, set[str]]:
    """The parameters of each route, by its name: the product's, allauth's, the gallery's and the demo's."""
    return dict(_walk(get_resolver(WITH_DEMO), "", set()))


def _walk(resolver: URLResolver, namespace: str, above: set[str]) -> Iterator[tuple[str, set[str]]]:
    for found in resolver.url_patterns:
        named = above | set(found.pattern.regex.groupindex)
        if isinstance(found, URLPattern):
            yield f"{namespace}{found.name}", named
        else:
            yield from _walk(found, f"{namespace}{found.namespace}:" if found.namespace else namespace, named)


def address(route: str, place: SimpleNamespace) -> str:
    """The address of a route in the trust of this place."""
    known = {**NOT_OF_A_TRUST, **vars(place)}
    if route == "reviews:report_retry_create":
        known["report_id"] = place.failed_report_id
    return reverse(route, urlconf=WITH_DEMO, kwargs={name: known[name] for name in routes()[route]})
