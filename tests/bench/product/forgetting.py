"""A server that knows nothing of what it has worked out for the reviews before: as at the first view of each."""

import functools
import sys
from collections.abc import Callable, Iterator

from django.http import HttpRequest, HttpResponse

KEPT = ("reviews.review.forms.comparing",)  # a filter's fields: the same for everybody, so drawn once in a process


class ForgettingMiddleware:
    """Before each request all is forgotten that was worked out of somebody's ratings."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.memories: list[functools._lru_cache_wrapper] = []

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not self.memories:
            self.memories = list(memories())
        for memory in self.memories:
            memory.cache_clear()
        return self.get_response(request)


def memories() -> Iterator[functools._lru_cache_wrapper]:
    """All that modules of reviews remember without an end."""
    for name, module in list(sys.modules.items()):
        if name.startswith("reviews.") and name not in KEPT:
            for found in vars(module).values():
                if type(found) is functools._lru_cache_wrapper and found.__module__.startswith("reviews."):
                    yield found
