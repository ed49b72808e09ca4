"""How often something may be asked for, by network address or another key; counted in the shared cache."""

from hashlib import sha256

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest


def is_within(what: str, key: str, *, most: int, seconds: int) -> bool:
    """Count one more; whether there were no more than `most` since the first, `seconds` ago at the longest."""
    name = f"limit:{what.replace(' ', '-')}:{sha256(key.encode()).hexdigest()}"
    if cache.add(name, 1, seconds):
        return True
    try:
        return int(cache.incr(name)) <= most
    except ValueError:  # it ran out between the two
        return True


def address_of(request: HttpRequest) -> str:
    """The network address that asks, as the sign-in counts it."""
    return str(get_adapter(request).get_client_ip(request))
