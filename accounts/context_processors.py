"""What every page knows."""

from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from accounts.device_key import device_key_of


def product(request: HttpRequest) -> dict[str, Any]:
    """Whether this is the demo, and, when a page asks for it, the key to what is typed and not saved yet."""
    return {"is_demo": settings.DEMO, "device_key": partial(device_key_of, request)}
