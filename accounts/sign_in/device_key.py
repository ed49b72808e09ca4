"""The key with which a browser encrypts what somebody has typed and the server does not have yet.

The device keeps the text, never the key: each page of the person brings it. It is theirs alone and the same at every
sign-in, so that what they left on a shared computer is there for them, and unreadable for whoever comes next.
"""

from base64 import b64encode

from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from accounts.sign_in import second_factor


def device_key_of(request: HttpRequest) -> str:
    """64 bytes, for encrypting and for naming; nothing for somebody who is not, or not wholly, signed in."""
    if not request.user.is_authenticated or second_factor.is_missing(request):
        return ""
    return b64encode(salted_hmac("accounts.device_key", str(request.user.pk), algorithm="sha512").digest()).decode()
